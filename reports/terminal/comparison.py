"""The result of `wardwise scenario compare`: what was changed first, then the figures side by side."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table

from reports.summaries.figures import OVERVIEW, figure_cells, plan_blocks, same_everywhere
from reports.terminal.text import MUTED, bullets, grid, heading, plain
from scenarios.compare import Comparison
from scenarios.overlay import InputChange

PLANS_ABREAST = 3
"""Plans beside each other; more are shown in further tables, each with the first plan again."""


def comparison_report(comparison: Comparison, currency: str = "") -> RenderableType:
    """Changes, figures and remarks; amounts of money carry `currency` where it is given."""
    parts: list[RenderableType] = []
    for name, changes in zip(comparison.names, comparison.changes, strict=True):
        parts += _changes(name, changes)
    if len(comparison.names) > PLANS_ABREAST:
        parts += [heading("At a glance"), _overview(comparison, currency)]
    parts.append(heading(f"Figures, and the difference to {comparison.names[0]}"))
    for number, block in enumerate(plan_blocks(len(comparison.names), PLANS_ABREAST)):
        if number:
            parts.append(plain(""))
        parts.append(_figures(comparison, block, currency))
    same = same_everywhere(comparison.figures, currency)
    if same:
        parts += [plain(""), plain(same, MUTED)]
    if comparison.remarks:
        parts += [heading("Remarks"), bullets(comparison.remarks)]
    return Group(*parts)


def _changes(name: str, changes: Sequence[InputChange]) -> list[RenderableType]:
    parts: list[RenderableType] = [heading(f"{name} changes" if changes else name)]
    if not changes:
        return [*parts, plain("The inputs as they are.", MUTED)]
    table = grid((("What", "left"), ("Before", "left"), ("After", "left")))
    for change in changes:
        table.add_row(plain(change.target), plain(change.before), plain(change.after))
    return [*parts, table]


def _overview(comparison: Comparison, currency: str) -> Table:
    cells = {figure.key: figure_cells(figure, currency) for figure in comparison.figures}
    table = grid([("Plan", "left"), *((title, "right") for _, title in OVERVIEW)])
    for column in table.columns:
        column.no_wrap = False
    for place, name in enumerate(comparison.names):
        table.add_row(plain(name), *(plain(cells[key][place].value) for key, _ in OVERVIEW))
    return table


def _figures(comparison: Comparison, plans: Sequence[int], currency: str) -> Table:
    table = grid([("", "left"), *((comparison.names[plan], "right") for plan in plans)])
    for column in table.columns:
        column.no_wrap = False
    for figure in comparison.figures:
        if not figure.differs:
            continue
        cells = figure_cells(figure, currency)
        row = [plain(figure.title)]
        for plan in plans:
            text = plain(cells[plan].value)
            if cells[plan].difference:
                text.append_text(plain(f" ({cells[plan].difference})", MUTED))
            row.append(text)
        table.add_row(*row)
    return table
