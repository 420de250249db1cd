"""Sending people of one unit to another."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from data.tables import STAFF


def with_float_unit(staff: pa.Table, unit_id: str, float_unit_id: str) -> tuple[pa.Table, int]:
    """The staff table with a further float unit for the people of a unit, and how many got it."""
    rows: list[dict[str, Any]] = staff.to_pylist()
    n_added = 0
    for row in rows:
        floats = [unit for unit in (row["float_unit_ids"] or "").split("|") if unit]
        if row["unit_id"] == unit_id and float_unit_id not in floats:
            row["float_unit_ids"] = "|".join([*floats, float_unit_id])
            n_added += 1
    return STAFF.table(rows), n_added
