"""Inputs of a hospital with a few units and one type of device, and a forecast that is certain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from data.calendar import DayGrid
from data.configuration.hospital import Hospital
from data.configuration.load import validate
from data.forecast import FORECAST, FORECAST_SERIES, QUANTILE_LEVELS, Forecast
from data.inputs import HospitalTables, Measure, PlanInputs
from data.tables import SOURCE_TABLES

GRID = DayGrid(date(2024, 6, 3), 7, "Europe/London")


def june(day: int) -> date:
    return date(2024, 6, day)


def device_inputs(
    devices: list[dict[str, object]],
    outages: list[dict[str, object]],
    n_sites: int = 1,
    *,
    units: Sequence[str] = ("ICU", "HDU"),
    site_ids: Sequence[str] = ("S0", "S1", "S2"),
    transport: Mapping[str, object] | None = None,
    tables: Mapping[str, list[dict[str, object]]] | None = None,
    **terms: object,
) -> PlanInputs:
    """Units take turns on the first `n_sites` of `site_ids`; `terms` are of the type, `tables` further ones by name."""
    content = {
        "hospital": {"name": "Devices", "zone": "Europe/London", "country": "GB"},
        "units": [
            {
                "id": unit,
                "name": unit,
                "site_id": site_ids[number % n_sites],
                "beds_staffed": 4,
                "shift_ids": ["D"],
            }
            for number, unit in enumerate(units)
        ],
        "skills": [{"id": "RN", "name": "Nurse", "pence_per_hour": 1, "shortage_pence_per_hour": 2}],
        "contracts": [{"id": "FT", "name": "Full time", "hours_week": 37.5}],
        "shifts": [{"id": "D", "name": "Day", "start": "07:00", "end": "19:00"}],
        "equipment_types": [{"id": "vent", "name": "Ventilator", **terms}],
        "transport": dict(transport or {}),
    }
    schemas = {schema.name: schema for schema in SOURCE_TABLES}
    filled = {name: schemas[name].table((tables or {}).get(name, [])) for name in schemas}
    filled["equipment"] = schemas["equipment"].table([{"type_id": "vent", **device} for device in devices])
    filled["maintenance"] = schemas["maintenance"].table(outages)
    return PlanInputs(
        validate(content, Hospital, "hospital.toml"),
        HospitalTables(**filled),
        GRID,
        datetime(2024, 6, 2, 23, tzinfo=UTC),
        seed=1,
    )


def certain(need: dict[str, float], days: Iterable[int] = range(7), start: datetime = GRID.start) -> Forecast:
    """Each unit needs so many devices on the days, for certain."""
    rows = [
        {
            "unit_id": unit_id,
            "measure": Measure.EQUIPMENT_IN_USE.value,
            "item_id": "vent",
            "time": start + timedelta(days=day),
            "step_minutes": 1440,
            "quantile": level,
            "value": value,
        }
        for unit_id, value in need.items()
        for day in days
        for level in QUANTILE_LEVELS
    ]
    return Forecast(FORECAST.table(rows), FORECAST_SERIES.empty())
