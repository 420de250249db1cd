"""Who works when in the sample run, and what was needed."""

from __future__ import annotations

from datetime import date

from data.calendar import local_instant
from tests.reports.sample_hospital import DAYS, PEOPLE, SHIFT_MINUTES, UNITS, ZONE


def _home_shift(person: int, day: int) -> str | None:
    """A pattern of 5 on and 2 off that starts on another day for each person."""
    phase = (day + 2 * person) % 7
    return None if phase >= 5 else ("E", "L", "N")[(person + day // 4) % 3]


def roster_rows() -> list[dict[str, object]]:
    rows = []
    for number, (staff_id, _, unit_id, skill) in enumerate(PEOPLE):
        for n, day in enumerate(DAYS):
            shift = _home_shift(number, n)
            if shift is None or (staff_id, n) in {("S4", 0), ("S4", 1), ("S10", 4)}:
                continue
            floats = staff_id == "S5" and n == 3
            source = "float" if floats else "overtime" if staff_id == "S2" and n == 6 else "contract"
            rows.append(_assignment(staff_id, "W1" if floats else unit_id, skill, shift, day, source))
    rows.append(_assignment("agency-1", "NA", "RN", "N", DAYS[5], "agency"))
    rows.append(_assignment("bank-1", "ICU", "RN", "E", DAYS[2], "bank"))
    return rows


def _assignment(
    staff_id: str, unit_id: str, skill: str, shift: str, day: date, source: str
) -> dict[str, object]:
    start, end = (local_instant(day, minute, ZONE) for minute in SHIFT_MINUTES[shift])
    paid = int((end - start).total_seconds() // 60) - 30
    return {
        "staff_id": staff_id,
        "unit_id": unit_id,
        "skill_id": skill,
        "shift_id": shift,
        "date": day,
        "start": start,
        "end": end,
        "paid_minutes": paid,
        "source": source,
    }


def people_rows(roster: list[dict[str, object]]) -> list[dict[str, object]]:
    rows = []
    for staff_id, name, unit_id, skill in PEOPLE:
        own = [row for row in roster if row["staff_id"] == staff_id]
        rows.append(
            {
                "staff_id": staff_id,
                "name": name,
                "unit_id": unit_id,
                "skill_id": skill,
                "contract_minutes": None if staff_id == "S14" else 2250,
                "paid_minutes": sum(int(str(row["paid_minutes"])) for row in own),
                "credited_minutes": {"S4": 900, "S10": 450}.get(staff_id, 0),
                "n_nights": sum(row["shift_id"] == "N" for row in own),
                "n_weekends": int(any(row["date"] in DAYS[5:] for row in own)),
            }
        )
    return rows


def coverage_rows() -> list[dict[str, object]]:
    roster, rows = roster_rows(), []
    for unit_id, *_ in UNITS:
        for day in DAYS:
            for shift in SHIFT_MINUTES:
                for skill in ("RN", "HCA"):
                    there = [
                        row["source"]
                        for row in roster
                        if (row["unit_id"], row["date"], row["shift_id"], row["skill_id"])
                        == (unit_id, day, shift, skill)
                    ]
                    required = 1
                    bank, agency = there.count("bank"), there.count("agency")
                    short = max(required - len(there), 0)
                    rows.append(
                        {
                            "unit_id": unit_id,
                            "date": day,
                            "shift_id": shift,
                            "skill_id": skill,
                            "required": required,
                            "own": len(there) - bank - agency,
                            "bank": bank,
                            "agency": agency,
                            "open": short,
                            "expected_shortage": short + 0.1,
                            "cost_pence": 30_000 * short,
                        }
                    )
    return rows


def requirement_rows() -> list[dict[str, object]]:
    return [
        {key: row[key] for key in ("unit_id", "date", "shift_id", "skill_id", "required")}
        | {"p10": 1, "p50": 1, "p90": 2, "minimum": 1, "shortage_pence": 30_000, "census_p50": 10.0}
        for row in coverage_rows()
    ]
