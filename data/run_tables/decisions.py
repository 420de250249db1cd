"""What to decide in the meeting, most urgent first."""

from __future__ import annotations

from data.schema import COUNT, TEXT, Column, SourceKind, TableSchema

DECISIONS = TableSchema(
    name="decisions",
    title="Decisions",
    columns=(
        Column("rank", COUNT, "1 is the most urgent"),
        Column("topic", TEXT, "staffing, beds, equipment, data or rules"),
        Column("unit_id", TEXT, "the unit; null for the hospital", nullable=True),
        Column("text", TEXT, "the question with its figures"),
    ),
    key=("rank",),
    kind=SourceKind.RESULT,
)
