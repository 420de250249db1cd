"""Small hospitals for tests of the forecast."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pyarrow as pa

from data.calendar import DayGrid, local_midnight
from data.configuration.hospital import Hospital
from data.inputs import HospitalTables, PlanInputs
from data.tables import DAILY_COUNTS, EQUIPMENT_USE, SOURCE_TABLES, STAYS

ZONE = "Europe/London"
HOSPITAL = {
    "hospital": {"name": "Test", "zone": ZONE, "country": "GB", "subdivision": "ENG"},
    "skills": [{"id": "RN", "name": "Nurse", "pence_per_hour": 2400, "shortage_pence_per_hour": 9000}],
    "contracts": [{"id": "FT", "name": "Full time", "hours_week": 37.5}],
    "shifts": [{"id": "D", "name": "Day", "start": "07:00", "end": "19:00"}],
}


def hospital(kinds: dict[str, str], **more: object) -> Hospital:
    """A hospital with units of these kinds, of 20 beds each."""
    units = [
        {"id": unit, "name": unit, "kind": kind, "beds_staffed": 20, "shift_ids": ["D"]}
        for unit, kind in kinds.items()
    ]
    return Hospital.model_validate_json(json.dumps({**HOSPITAL, "units": units, **more}))


def plan_inputs(
    place: Hospital,
    first_planned: date,
    stays: pa.Table | None = None,
    counts: pa.Table | None = None,
    use: pa.Table | None = None,
    **more: object,
) -> PlanInputs:
    """Inputs whose history ends where the planned week begins."""
    tables = {schema.name: schema.empty() for schema in SOURCE_TABLES}
    tables |= {
        name: table
        for name, table in (("stays", stays), ("daily_counts", counts), ("equipment_use", use))
        if table is not None
    }
    grid = DayGrid(first_planned, 7, ZONE)
    return PlanInputs(place, HospitalTables(**tables), grid, grid.start, 1, **more)  # type: ignore[arg-type]


def random_stays(
    unit_id: str, first: date, n_days: int, per_day: float, mean_hours: float, seed: int = 1
) -> pa.Table:
    """Stays of a unit: Poisson arrivals between 08:00 and 20:00, exponential stays, cut at the end of the days."""
    random = np.random.default_rng(seed)
    start = local_midnight(first, ZONE)
    end = local_midnight(first + timedelta(days=n_days), ZONE)
    rows = []
    for day in range(n_days):
        for _ in range(random.poisson(per_day)):
            entered = start + timedelta(hours=24 * day + 8 + 12 * random.random())
            left = entered + timedelta(hours=random.exponential(mean_hours))
            if entered < end:
                rows.append(stay(f"{unit_id}{len(rows)}", unit_id, entered, left if left < end else None))
    return STAYS.table(rows)


def stay(visit_id: str, unit_id: str, entered: datetime, left: datetime | None) -> dict[str, object]:
    """A row of the stays table."""
    return {"visit_id": visit_id, "unit_id": unit_id, "entered": entered, "left": left}


def counts_table(unit_id: str, first: date, **columns: Sequence[float | None]) -> pa.Table:
    """Daily counts of one unit; None is a blank cell."""
    length = len(next(iter(columns.values())))
    return DAILY_COUNTS.table(
        [
            {
                "date": first + timedelta(days=day),
                "unit_id": unit_id,
                **{
                    name: None if values[day] is None else int(values[day])
                    for name, values in columns.items()
                },
            }
            for day in range(length)
        ]
    )


def use_table(unit_id: str, type_id: str, first: date, in_use: Sequence[int]) -> pa.Table:
    """Equipment in use in one unit."""
    return EQUIPMENT_USE.table(
        [
            {"date": first + timedelta(days=day), "unit_id": unit_id, "type_id": type_id, "in_use": int(n)}
            for day, n in enumerate(in_use)
        ]
    )


def utc(text: str) -> datetime:
    """An instant in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
