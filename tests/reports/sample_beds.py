"""Beds of the sample run: surge in one ward, staff for fewer beds on one day, outliers, moved admissions and two levels."""

from __future__ import annotations

from tests.reports.sample_hospital import DAYS


def bed_rows() -> dict[str, list[dict[str, object]]]:
    """Rows of every table of beds, by its name."""
    return {
        "beds": [_day("W1", 24, n) for n in range(7)] + [_day("ICU", 8, n) for n in range(7)],
        "bed_outliers": [
            {"home_unit_id": "ICU", "unit_id": "W1", "date": DAYS[3], "n_beds": 2, "expected": 1.25}
        ],
        "moved_admissions": [
            {"admission_id": "TCI <7>", "unit_id": "W1", "from_day": DAYS[0], "to_day": DAYS[3]}
        ],
        "bed_costs": [{"kind": "total", "pence": 900_000}, {"kind": "usual", "pence": 1_250_000}],
        "escalation": [
            {
                "level_id": level,
                "unit_id": unit_id,
                "date": day,
                "beds": 52,
                "chance": 0.62 if level == "OPEL 3" and day == DAYS[1] else 0.1,
                "action": action,
            }
            for level, unit_id, action in (("OPEL 3", None, "open <surge>"), ("FULL", "ICU", None))
            for day in DAYS
        ],
    }


def _day(unit_id: str, usual: int, day: int) -> dict[str, object]:
    surge = 2 if (unit_id, day) == ("W1", 2) else 0
    return {
        "unit_id": unit_id,
        "date": DAYS[day],
        "beds": usual + surge,
        "usual_beds": usual,
        "surge_beds": surge,
        "given_beds": 2 if (unit_id, day) == ("W1", 3) else 0,
        "rostered_beds": 6 if (unit_id, day) == ("ICU", 5) else usual + surge,
        "census_p50": usual - 1.0,
        "census_p90": usual + 3.0,
        "outlying": 0.5,
        "waiting": 0.25,
        "chance_waiting": 0.2,
    }
