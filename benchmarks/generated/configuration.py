"""The configuration of a generated hospital: `hospital.toml` as it would be read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.generated.wards import CONTRACT_HOURS, Ward
from data.configuration.hospital import Hospital

_SKILLS = (
    {
        "id": "SISTER", "name": "Sister or charge nurse", "stands_in_for": ["RN"], "pence_per_hour": 3100,
        "bank_pence_per_hour": 3400, "shortage_pence_per_hour": 9000, "surplus_pence_per_hour": 300,
    },
    {
        "id": "RN", "name": "Registered nurse", "stands_in_for": ["HCA"], "pence_per_hour": 2500,
        "bank_pence_per_hour": 2800, "agency_pence_per_hour": 4600, "shortage_pence_per_hour": 9000,
        "surplus_pence_per_hour": 300,
    },
    {
        "id": "HCA", "name": "Healthcare assistant", "pence_per_hour": 1650, "bank_pence_per_hour": 1800,
        "shortage_pence_per_hour": 4500, "surplus_pence_per_hour": 200,
    },
)  # fmt: skip
_SHIFTS = (
    {"id": "E", "name": "Early", "start": "07:00", "end": "15:00", "unpaid_break_minutes": 30},
    {"id": "L", "name": "Late", "start": "13:30", "end": "21:30", "unpaid_break_minutes": 30},
    {
        "id": "N", "name": "Night", "start": "21:00", "end": "07:30", "unpaid_break_minutes": 30, "is_night": True,
    },
)  # fmt: skip
_AGENCY_HOURS_PER_PERSON, _BANK_HOURS_PER_PERSON = 0.7, 0.9
"""Hours a week to be had from outside, for each of the hospital's people."""


def configuration_of(wards: Sequence[Ward]) -> Hospital:
    """Wards with ratio standards, the product's usual rules, and limits on outside help for the hospital as a whole."""
    return Hospital.model_validate_json(json.dumps(configuration_parts(wards)))


def configuration_parts(wards: Sequence[Ward]) -> dict[str, Any]:
    """The same as tables, and lists of tables, of plain values."""
    n_staff = sum(number for ward in wards for _, number in ward.people)
    return {
        "hospital": {
            "name": f"Generated hospital, {n_staff} staff", "zone": "Europe/London", "country": "GB",
            "subdivision": "ENG",
        },
        "units": [
            {"id": ward.ward_id, "name": f"{ward.kind.name} {ward.division + 1}", "beds_staffed": ward.beds,
             "shift_ids": ["E", "L", "N"]}
            for ward in wards
        ],
        "skills": _SKILLS,
        "contracts": [{"id": name, "name": name, "hours_week": hours} for name, hours in CONTRACT_HOURS.items()],
        "shifts": _SHIFTS,
        "staffing": [standard for ward in wards for standard in _standards(ward)],
        "cover": {
            "agency_hours_week": _AGENCY_HOURS_PER_PERSON * n_staff,
            "bank_hours_week": _BANK_HOURS_PER_PERSON * n_staff,
        },
    }  # fmt: skip


def _standards(ward: Ward) -> Iterator[dict[str, Any]]:
    common = {"unit_id": ward.ward_id, "rounding": "half_up"}
    yield {**common, "skill_id": "SISTER", "shift_ids": ["E"], "method": "fixed", "people": 1}
    kind = ward.kind
    for skill_id, shift_ids, patients, minimum in (
        ("RN", ["E", "L"], kind.nurse_day, 1),
        ("RN", ["N"], kind.nurse_night, 1),
        ("HCA", ["E", "L"], kind.assistant_day, 0),
        ("HCA", ["N"], kind.assistant_night, 0),
    ):
        yield {
            **common, "skill_id": skill_id, "shift_ids": shift_ids, "method": "ratio",
            "patients_per_person": patients, "minimum": minimum,
        }  # fmt: skip
