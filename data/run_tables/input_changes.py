"""What the scenario changed in the inputs, in file order."""

from __future__ import annotations

from data.schema import COUNT, TEXT, Column, SourceKind, TableSchema

INPUT_CHANGES = TableSchema(
    name="input_changes",
    title="Input changes",
    columns=(
        Column("position", COUNT, "order of application"),
        Column("scenario", TEXT, "the scenario"),
        Column("change", TEXT, "kind of change"),
        Column("target", TEXT, "what was changed"),
        Column("before", TEXT, "value before"),
        Column("after", TEXT, "value after"),
    ),
    key=("position",),
    kind=SourceKind.RESULT,
)
