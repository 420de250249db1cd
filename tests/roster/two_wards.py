"""Plan inputs of a hospital with two wards, made in code; tables are given as rows."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from data.calendar import DayGrid
from data.configuration.hospital import Hospital
from data.inputs import HospitalTables, PlanInputs
from data.tables import SOURCE_TABLES

FIRST_DAY = date(2026, 11, 30)

HOSPITAL: dict[str, Any] = {
    "hospital": {"name": "Two Wards", "zone": "Europe/London", "country": "GB", "subdivision": "ENG"},
    "units": [
        {"id": "A", "name": "Ward A", "beds_staffed": 24, "shift_ids": ["D", "N"]},
        {"id": "B", "name": "Ward B", "beds_staffed": 12, "shift_ids": ["D", "N"]},
    ],
    "skills": [
        {
            "id": "RN", "name": "Nurse", "stands_in_for": ["HCA"], "pence_per_hour": 2400,
            "bank_pence_per_hour": 2900, "agency_pence_per_hour": 4500, "shortage_pence_per_hour": 9000,
        },
        {"id": "HCA", "name": "Assistant", "pence_per_hour": 1500, "shortage_pence_per_hour": 4000},
    ],
    "contracts": [
        {"id": "FT", "name": "Full time", "hours_week": 35},
        {"id": "BANK", "name": "Bank", "hours_week": 0},
    ],
    "shifts": [
        {"id": "D", "name": "Day", "start": "07:30", "end": "20:00", "unpaid_break_minutes": 60},
        {
            "id": "N", "name": "Night", "start": "19:30", "end": "08:00", "unpaid_break_minutes": 60,
            "is_night": True,
        },
    ],
    "staffing": [
        {"unit_id": "A", "skill_id": "RN", "method": "fixed", "people": 2, "minimum": 1},
        {"unit_id": "A", "skill_id": "HCA", "shift_ids": ["D"], "method": "fixed", "people": 1},
        {"unit_id": "B", "skill_id": "RN", "method": "fixed", "people": 1, "minimum": 1},
    ],
}  # fmt: skip


def hospital(**parts: Any) -> Hospital:
    """The hospital, with parts of its configuration replaced."""
    return Hospital.model_validate_json(json.dumps({**HOSPITAL, **parts}))


def plan_inputs(
    tables: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
    first_day: date = FIRST_DAY,
    n_days: int = 7,
    **parts: Any,
) -> PlanInputs:
    """Inputs for the days from `first_day`; a table that is not given is empty."""
    given = tables or {}
    grid = DayGrid(first_day, n_days, "Europe/London")
    return PlanInputs(
        hospital(**parts),
        HospitalTables(
            **{schema.name: schema.table(list(given.get(schema.name, ()))) for schema in SOURCE_TABLES}
        ),
        grid,
        cutoff=grid.start,
        seed=1,
    )
