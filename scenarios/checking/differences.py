"""What an edited roster changes of the plan."""

from __future__ import annotations

from collections import Counter
from typing import Any

from data.tables.roster import BOUGHT_SOURCES


def with_skills(rows: list[dict[str, Any]], planned: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A sheet does not say what skill a shift is worked as: it is that of the plan where the shift stands there."""
    skill = {_key(row): row["skill_id"] for row in planned}
    return [row | {"skill_id": row["skill_id"] or skill.get(_key(row))} for row in rows]


def _key(row: dict[str, Any]) -> tuple[object, ...]:
    return row["staff_id"], row["date"], row["shift_id"], row["unit_id"]


def n_changed(planned: list[dict[str, Any]], rows: list[dict[str, Any]]) -> int:
    """Days of people that differ, and bought shifts more or fewer."""

    def days(table: list[dict[str, Any]]) -> Counter[tuple[object, ...]]:
        return Counter(
            ("" if row["source"] in BOUGHT_SOURCES else row["staff_id"], *_key(row)[1:]) for row in table
        )

    before, after = days(planned), days(rows)
    differ = [*(before - after), *(after - before)]
    own = {key[:2] for key in differ if key[0]}
    bought = sum(((before - after) + (after - before))[key] for key in set(differ) if not key[0])
    return len(own) + bought
