"""The result of `wardwise scenario run`: a line for each scenario."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import RenderableType

from reports.terminal.text import grid, plain
from reports.words import NONE, money, number, percent


@dataclass(frozen=True, slots=True)
class RunRow:
    """One scenario: figures of its run, or why there is none."""

    name: str
    run_dir: Path | None
    is_taken_over: bool
    failure: str | None
    open_shifts: int | None
    objective_pence: int | None
    gap: float | None
    currency: str


def runs_table(rows: Sequence[RunRow]) -> RenderableType:
    """The rows as a table."""
    table = grid(
        (("Scenario", "left"), ("Open shifts", "right"), ("Cost", "right"), ("Gap", "right"), ("Run", "left"))
    )
    for row in rows:
        if row.run_dir is None:
            table.add_row(*map(plain, (row.name, NONE, NONE, NONE, "no plan")))
            continue
        cells = (
            row.name,
            NONE if row.open_shifts is None else number(row.open_shifts),
            NONE if row.objective_pence is None else money(row.objective_pence, row.currency),
            NONE if row.gap is None else percent(row.gap, 1),
            f"{row.run_dir.name}{' (made before)' if row.is_taken_over else ''}",
        )
        table.add_row(*map(plain, cells))
    return table
