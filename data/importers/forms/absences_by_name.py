"""Absences that name people instead of giving their staff_id."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa

from data.importers.context import ImportContext
from data.importers.forms.form import Form
from data.importers.spelling import composed, near_miss
from data.importers.text_table import RowFault
from data.importers.typed_rows import TypedRows
from data.schema import TEXT, Column, SourceKind, TableSchema
from data.tables.absences import ABSENCES

_COLUMNS = TableSchema(
    name="absences_by_name",
    title="Absences by name",
    columns=(Column("name", TEXT, "the person's name as in the staff table"), *ABSENCES.columns[1:]),
    key=("name", "first_day"),
    kind=SourceKind.REGISTER,
)


def _convert(rows: TypedRows, context: ImportContext) -> TypedRows:
    """Give each row the staff_id of the one person of that name, whichever way accents are encoded."""
    ids_of: dict[str, list[str]] = {}
    spelled: dict[str, str] = {}
    for person in context.staff.select(["staff_id", "name"]).to_pylist():
        ids_of.setdefault(composed(person["name"]), []).append(person["staff_id"])
        spelled[composed(person["name"])] = person["name"]
    header = rows.header_of["name"]
    faults = []
    for position, name in zip(rows.positions.tolist(), rows.table.column("name").to_pylist(), strict=True):
        found = ids_of.get(composed(name), [])
        if len(found) > 1:
            expected = f"the name of one person; {len(found)} have it ({', '.join(sorted(found))})"
            faults.append(RowFault(position, expected, header, name, "give the staff_id instead of the name"))
        elif not found:
            near = near_miss(name, ids_of)
            fix = f"did you mean '{spelled[near]}'?" if near else "add the person to the staff table first"
            faults.append(RowFault(position, "the name of somebody in the staff table", header, name, fix))
    good = rows.without(faults)
    names = good.table.column("name").to_pylist()
    staff_ids = pa.array([ids_of[composed(name)][0] for name in names], TEXT)
    table = good.table.drop_columns(["name"]).append_column("staff_id", staff_ids)
    return replace(
        good,
        schema=ABSENCES,
        table=table,
        aside=table.slice(0, 0),
        header_of={**good.header_of, "staff_id": header},
    )


ABSENCES_BY_NAME = Form(_COLUMNS, ABSENCES, _convert)
