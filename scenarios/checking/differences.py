"""What an edited roster changes of the plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from data.inputs import PlanInputs
from data.listing import listed
from data.tables.roster import BOUGHT_SOURCES

_MOST_NAMED = 5


def with_skills(rows: list[dict[str, Any]], planned: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A sheet does not say what skill a shift is worked as: it is that of the plan where the shift stands there."""
    skill = {_key(row): row["skill_id"] for row in planned}
    return [row | {"skill_id": row["skill_id"] or skill.get(_key(row))} for row in rows]


def _key(row: dict[str, Any]) -> tuple[object, ...]:
    return row["staff_id"], row["date"], row["shift_id"], row["unit_id"]


def n_changed(planned: list[dict[str, Any]], rows: list[dict[str, Any]]) -> int:
    """Days of people that differ in shift, unit or skill, and bought shifts more or fewer."""

    def days(table: list[dict[str, Any]]) -> Counter[tuple[object, ...]]:
        return Counter(
            ("" if row["source"] in BOUGHT_SOURCES else row["staff_id"], *_key(row)[1:], row["skill_id"])
            for row in table
        )

    before, after = days(planned), days(rows)
    differ = [*(before - after), *(after - before)]
    own = {key[:2] for key in differ if key[0]}
    bought = sum(((before - after) + (after - before))[key] for key in set(differ) if not key[0])
    return len(own) + bought


def left_out(inputs: PlanInputs, planned: list[dict[str, Any]], rows: list[dict[str, Any]]) -> Iterator[str]:
    """Units, and people of other units, whose shifts of the plan are all missing: a sheet or a row may have been lost."""
    units = Counter(row["unit_id"] for row in planned)
    missing = [
        unit for unit in inputs.hospital.units if unit.id in units.keys() - {r["unit_id"] for r in rows}
    ]
    for unit in missing:
        yield (
            f"No shift in {unit.name} is in the file; the run has {units[unit.id]} there. They count as taken away."
        )
    names = dict(
        zip(*(inputs.tables.staff.column(name).to_pylist() for name in ("staff_id", "name")), strict=True)
    )
    gone = {unit.id for unit in missing}
    before = {row["staff_id"] for row in planned if row["unit_id"] not in gone and row["staff_id"] in names}
    people = sorted(before - {row["staff_id"] for row in rows})
    if people:
        named = listed((f"{names[each]} ({each})" for each in people), _MOST_NAMED)
        yield f"All shifts that the run has of {named} are taken away."
