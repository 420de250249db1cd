"""A hospital small enough to read: two units on one site, six people, two pumps, and a forecast made by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from data.calendar import DayGrid
from data.configuration.hospital import Hospital
from data.configuration.load import validate
from data.forecast import FORECAST, FORECAST_PEAKS, FORECAST_SERIES, QUANTILE_LEVELS, Forecast
from data.inputs import HospitalTables, Measure, PlanInputs
from data.tables import SOURCE_TABLES


def small_hospital() -> Hospital:
    content = {
        "hospital": {"name": "Small", "zone": "Europe/London", "country": "GB"},
        "units": [
            {
                "id": "MED",
                "name": "Medicine",
                "beds_staffed": 10,
                "beds_licensed": 12,
                "shift_ids": ["D", "N"],
            },
            {"id": "SURG", "name": "Surgery", "beds_staffed": 6, "shift_ids": ["D", "N"]},
        ],
        "skills": [
            {
                "id": "RN",
                "name": "Nurse",
                "pence_per_hour": 2500,
                "agency_pence_per_hour": 4500,
                "shortage_pence_per_hour": 9000,
            },
            {"id": "HCA", "name": "Assistant", "pence_per_hour": 1600, "shortage_pence_per_hour": 4500},
        ],
        "contracts": [{"id": "FT", "name": "Full time", "hours_week": 37.5}],
        "shifts": [
            {"id": "D", "name": "Day", "start": "07:00", "end": "19:30", "unpaid_break_minutes": 60},
            {
                "id": "N",
                "name": "Night",
                "start": "19:00",
                "end": "07:30",
                "unpaid_break_minutes": 60,
                "is_night": True,
            },
        ],
        "equipment_types": [{"id": "pump", "name": "Pump", "rental_pence_per_day": 900, "rental_at_most": 1}],
        "cover": {"agency_hours_week": 80},
        "staffing": [
            {"unit_id": "MED", "skill_id": "RN", "method": "ratio", "patients_per_person": 8, "minimum": 1},
            {"unit_id": "SURG", "skill_id": "RN", "shift_ids": ["D"], "method": "fixed", "people": 1},
            {"unit_id": "SURG", "skill_id": "HCA", "shift_ids": ["D"], "method": "fixed", "people": 1},
        ],
    }
    return validate(content, Hospital, "hospital.toml")


@pytest.fixture
def small_inputs() -> PlanInputs:
    return small_plan_inputs()


def small_plan_inputs() -> PlanInputs:
    """The week 2026-W49 of the small hospital, with history to the Saturday before."""
    schemas = {schema.name: schema for schema in SOURCE_TABLES}
    tables = {name: schema.empty() for name, schema in schemas.items()}
    tables["staff"] = schemas["staff"].table(
        [
            {
                "staff_id": f"00{number}",
                "name": f"Person {number}",
                "unit_id": unit,
                "skill_id": skill,
                "contract_id": "FT",
            }
            for number, (unit, skill) in enumerate(
                [
                    ("MED", "RN"),
                    ("MED", "RN"),
                    ("MED", "HCA"),
                    ("MED", "RN"),
                    ("SURG", "RN"),
                    ("SURG", "HCA"),
                ],
                start=1,
            )
        ]
    )
    tables["absences"] = schemas["absences"].table(
        [
            {
                "staff_id": "001",
                "kind": "annual_leave",
                "first_day": date(2026, 12, 1),
                "last_day": date(2026, 12, 2),
            },
            {
                "staff_id": "005",
                "kind": "annual_leave",
                "first_day": date(2026, 11, 20),
                "last_day": date(2026, 12, 20),
            },
        ]
    )
    tables["equipment"] = schemas["equipment"].table(
        [{"asset_id": f"P{i}", "type_id": "pump", "unit_id": unit} for i, unit in enumerate(["MED", "MED"])]
    )
    return PlanInputs(
        hospital=small_hospital(),
        tables=HospitalTables(**tables),
        grid=DayGrid(date(2026, 11, 30), 7, "Europe/London"),
        cutoff=datetime(2026, 11, 28, tzinfo=UTC),
        seed=1,
    )


@pytest.fixture
def small_forecast(small_inputs: PlanInputs) -> Forecast:
    """Medicine has 6 to 11 patients at every hour, surgery 2 to 4; medicine uses 1 to 3 pumps a day, surgery 0 to 1."""
    grid = small_inputs.grid
    rows: list[dict[str, object]] = []

    def add(unit_id: str, measure: Measure, item_id: str, step: int, low: float, high: float) -> None:
        for number in range(grid.n_days * 1440 // step):
            time = grid.start + timedelta(minutes=number * step)
            rows.extend(
                {
                    "unit_id": unit_id,
                    "measure": measure.value,
                    "item_id": item_id,
                    "time": time,
                    "step_minutes": step,
                    "quantile": level,
                    "value": low + (high - low) * level,
                }
                for level in QUANTILE_LEVELS
            )

    add("MED", Measure.OCCUPIED_BEDS, "", 60, 6, 11)
    add("SURG", Measure.OCCUPIED_BEDS, "", 60, 2, 4)
    add("MED", Measure.EQUIPMENT_IN_USE, "pump", 1440, 1, 3)
    add("SURG", Measure.EQUIPMENT_IN_USE, "pump", 1440, 0, 1)
    peaks = [
        {
            "unit_id": "",
            "first_day": grid.date_of(day),
            "n_days": 1,
            "quantile": level,
            "value": 8 + 7 * level,
        }
        for day in range(grid.n_days)
        for level in QUANTILE_LEVELS
    ]
    return Forecast(FORECAST.table(rows), FORECAST_SERIES.empty(), peaks=FORECAST_PEAKS.table(peaks))
