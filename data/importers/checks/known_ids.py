"""Identifiers that must exist elsewhere: units, skills, contracts, shifts, equipment types, people, devices."""

from __future__ import annotations

from collections.abc import Collection

import pyarrow as pa
import pyarrow.compute as pc

from data.importers.context import ImportContext
from data.importers.spelling import composed, near_miss, only_zeros_apart, some_of
from data.importers.text_table import RowFault
from data.importers.typed_rows import TypedRows
from data.schema import TEXT
from data.tables.roster import BOUGHT_SOURCES

_OWN_KEY = {"staff": "staff_id", "equipment": "asset_id"}
_WHERE = {"staff_id": "in the staff table", "asset_id": "in the equipment table"}


def check_known_ids(rows: TypedRows, context: ImportContext) -> TypedRows:
    """Set aside rows that name something unknown, with the near miss; known ids take their declared spelling.

    Comparison is in Unicode NFC. An id that differs from another only in leading zeros is accepted with a note.
    Bank and agency shifts of a roster may have workers outside the staff table.
    """
    for column, known in context.known_ids().items():
        if column in rows.schema.by_name and _OWN_KEY.get(rows.schema.name) != column:
            rows = _check_column(rows, column, known)
    if rows.schema.name == "staff":
        rows = _check_float_units(rows, context.hospital.unit_by_id)
    return rows


def _check_column(rows: TypedRows, column: str, known: Collection[str]) -> TypedRows:
    spelled = {composed(identifier): identifier for identifier in known}
    values = rows.table.column(column)
    unknown = {
        value
        for value in pc.unique(values).to_pylist()
        if value is not None and composed(value) not in spelled
    }
    header = rows.header_of.get(column, column)
    if unknown:
        faults = []
        why = {value: _expectation(value, column, known) for value in unknown}
        may_be_outside = _may_be_outside(rows, column)
        for position, value, outside in zip(
            rows.positions.tolist(), values.to_pylist(), may_be_outside, strict=True
        ):
            if value in unknown and not outside:
                faults.append(
                    RowFault(position, why[value][0], header, rows.shown(column, value), why[value][1])
                )
        rows = rows.without(faults)
    rows = _respelled(rows, column, spelled)
    if column in _WHERE:
        rows = rows.with_notes(*_zero_notes(rows, column, header, known))
    return rows


def _may_be_outside(rows: TypedRows, column: str) -> list[bool]:
    if rows.schema.name == "roster" and column == "staff_id":
        return [source in BOUGHT_SOURCES for source in rows.table.column("source").to_pylist()]
    return [False] * rows.table.num_rows


def _expectation(value: str, column: str, known: Collection[str]) -> tuple[str, str]:
    near = near_miss(value, known)
    if column in _WHERE:
        article = "an" if column[0] in "aeiou" else "a"
        expected = f"{article} {column} {_WHERE[column]}" + ("" if known else ", which is empty")
        fix = (
            f"did you mean '{near}'?"
            if near
            else f"import the {_WHERE[column].split()[2]} table first, or correct it"
        )
    else:
        expected = f"one of {some_of(known)}" if known else f"nothing: hospital.toml has no such {column}"
        fix = f"did you mean '{near}'?" if near else "correct it, or add it to hospital.toml"
    return expected, fix


def _respelled(rows: TypedRows, column: str, spelled: dict[str, str]) -> TypedRows:
    values = rows.table.column(column)
    other = {
        value: spelled[composed(value)]
        for value in pc.unique(values).to_pylist()
        if value is not None and composed(value) in spelled and spelled[composed(value)] != value
    }
    if not other:
        return rows
    return rows.with_column(column, pa.array([other.get(v, v) for v in values.to_pylist()], TEXT))


def _zero_notes(rows: TypedRows, column: str, header: str, known: Collection[str]) -> list[str]:
    groups = only_zeros_apart(known)
    if not groups:
        return []
    used = set(pc.unique(rows.table.column(column)).to_pylist())
    return [
        f"Column '{header}': '{value}' is taken as written; "
        f"{' and '.join(repr(other) for other in group if other != value)} differs only in leading zeros. "
        "Make sure that the right one is meant."
        for group in groups
        for value in group
        if value in used
    ]


def _check_float_units(rows: TypedRows, units: Collection[str]) -> TypedRows:
    """`float_unit_ids` lists units separated by |."""
    spelled = {composed(identifier): identifier for identifier in units}
    header = rows.header_of.get("float_unit_ids", "float_unit_ids")
    faults = []
    values: list[str | None] = []
    for position, text in zip(
        rows.positions.tolist(), rows.table.column("float_unit_ids").to_pylist(), strict=True
    ):
        parts = [part.strip() for part in (text or "").split("|") if part.strip()]
        for part in parts:
            if composed(part) not in spelled:
                expected, fix = _expectation(part, "unit_id", units)
                faults.append(RowFault(position, expected + ", separated by |", header, part, fix))
        values.append("|".join(spelled.get(composed(part), part) for part in parts) or None)
    return rows.with_column("float_unit_ids", pa.array(values, TEXT)).without(faults)
