"""Outages by the hour alone, which become maintenance with its days."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pyarrow as pa

from data.calendar import zone_info
from data.importers.context import ImportContext
from data.importers.forms.form import Form
from data.importers.typed_rows import TypedRows
from data.schema import DATE, TableSchema
from data.tables.maintenance import MAINTENANCE

_COLUMNS = TableSchema(
    name="outage_times",
    title="Outages by the hour",
    columns=tuple(
        replace(column, required=True, nullable=False) if column.name in ("out_from", "back_at") else column
        for column in MAINTENANCE.columns
        if column.name not in ("first_day", "last_day")
    ),
    key=("asset_id", "out_from"),
    kind=MAINTENANCE.kind,
)


def _convert(rows: TypedRows, context: ImportContext) -> TypedRows:
    """The days are the local ones of the hours; what ends at midnight ends on the day before."""
    zone = zone_info(context.zone)
    starts = [start.astimezone(zone).date() for start in rows.table.column("out_from").to_pylist()]
    ends = [
        (end - timedelta(microseconds=1)).astimezone(zone).date()
        for end in rows.table.column("back_at").to_pylist()
    ]
    table = rows.table.append_column("first_day", pa.array(starts, DATE))
    table = table.append_column("last_day", pa.array(ends, DATE))
    headers = {"first_day": rows.header_of["out_from"], "last_day": rows.header_of["back_at"]}
    return replace(
        rows,
        schema=MAINTENANCE,
        table=table,
        aside=table.slice(0, 0),
        header_of={**rows.header_of, **headers},
    )


OUTAGE_TIMES = Form(_COLUMNS, MAINTENANCE, _convert)
