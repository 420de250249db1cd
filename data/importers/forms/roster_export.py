"""The roster.csv of a run folder, taken back as the published roster."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa

from data.calendar import zone_info
from data.importers.checks.shift_hours import shift_hours_faults
from data.importers.context import ImportContext
from data.importers.forms.form import Form
from data.importers.typed_rows import TypedRows
from data.schema import DATE, INSTANT, NUMBER, Column, SourceKind, TableSchema
from data.tables.roster import ROSTER

_COLUMNS = TableSchema(
    name="roster_export",
    title="Exported roster",
    columns=(
        *(column for column in ROSTER.columns if column.name != "date"),
        Column("start", INSTANT, "when the shift starts"),
        Column("end", INSTANT, "when the shift ends", required=False, nullable=True),
        Column("paid_minutes", NUMBER, "paid minutes", required=False, nullable=True, minimum=0),
    ),
    key=("staff_id", "start", "shift_id"),
    kind=SourceKind.EVENT_LIST,
)


def _convert(rows: TypedRows, context: ImportContext) -> TypedRows:
    """The shift's day is the local day of its start; times and minutes follow from the shift and are not kept.

    Hours that a shift had once stay readable; that they are not those of today is noted.
    """
    zone = zone_info(context.zone)
    odd = next(shift_hours_faults(rows, context), None)
    if odd is not None:
        n_odd = len({fault.position for fault in shift_hours_faults(rows, context)})
        rows = rows.with_notes(
            f"{n_odd} rows have hours that their shift has not in hospital.toml, such as {odd.column} {odd.value}; "
            "they count with the hours of the shift."
        )
    days = [start.astimezone(zone).date() for start in rows.table.column("start").to_pylist()]
    table = rows.table.drop_columns(["start", "end", "paid_minutes"]).append_column(
        "date", pa.array(days, DATE)
    )
    return replace(
        rows,
        schema=ROSTER,
        table=table,
        aside=table.slice(0, 0),
        header_of={**rows.header_of, "date": rows.header_of["start"]},
    )


ROSTER_EXPORT = Form(_COLUMNS, ROSTER, _convert)
