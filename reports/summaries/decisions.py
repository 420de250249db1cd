"""What to decide, as lines that name their unit exactly once."""

from __future__ import annotations

from dataclasses import dataclass

from reports.run_view import RunView


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One question; `unit_name` is empty for the hospital, and where the text names the unit itself."""

    rank: int
    topic: str
    unit_name: str
    text: str


def decision_lines(run: RunView) -> tuple[DecisionLine, ...]:
    """The decisions, most urgent first."""
    lines = []
    for row in sorted(run.rows("decisions"), key=lambda row: row["rank"]):
        name = run.unit_name(row["unit_id"]) if row["unit_id"] else ""
        lines.append(
            DecisionLine(row["rank"], row["topic"], "" if name in row["text"] else name, row["text"])
        )
    return tuple(lines)
