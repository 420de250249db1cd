"""Recent days behind the forecast, for charts."""

from __future__ import annotations

from data.schema import INSTANT, NUMBER, TEXT, Column, SourceKind, TableSchema

HISTORY = TableSchema(
    name="history",
    title="Recent history",
    columns=(
        Column("unit_id", TEXT, "the unit"),
        Column("measure", TEXT, "a value of data.inputs.Measure"),
        Column("item_id", TEXT, "the equipment type; empty text for other measures"),
        Column("time", INSTANT, "start of the local day; of occupied beds counted from stays, the full hour"),
        Column("value", NUMBER, "what was counted; null means not known", nullable=True),
    ),
    key=("unit_id", "measure", "item_id", "time"),
    kind=SourceKind.RESULT,
)
