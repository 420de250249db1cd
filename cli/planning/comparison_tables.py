"""A comparison on the terminal: what each scenario changes first, then every figure with its difference."""

from __future__ import annotations

from rich.console import Group, RenderableType

from reports.terminal.text import bullets, grid, heading, plain
from reports.words import NONE, money, number, percent, signed
from scenarios.compare import Comparison, Figure

DECIMALS = {"hours": 1, "beds": 1, "device-days": 1}


def comparison_tables(comparison: Comparison, currency: str) -> RenderableType:
    """Everything in `comparison`; money in `currency`, differences to the first plan in brackets."""
    parts: list[RenderableType] = []
    for name, changes in zip(comparison.names, comparison.changes, strict=True):
        if changes:
            parts.append(heading(f"What {name} changes"))
            parts.append(bullets([f"{c.target}: {c.before} -> {c.after}" for c in changes]))
    table = grid([("Figure", "left"), *((name, "right") for name in comparison.names)])
    for figure in comparison.figures:
        table.add_row(plain(figure.title), *(plain(cell) for cell in _cells(figure, currency)))
    parts += [heading("Figures, with the difference to the first plan"), table]
    if comparison.remarks:
        parts += [heading("To bear in mind"), bullets(comparison.remarks)]
    return Group(*parts)


def _cells(figure: Figure, currency: str) -> list[str]:
    cells = []
    for value, difference in zip(figure.values, figure.differences, strict=True):
        more = f" ({_change(difference, figure.unit, currency)})" if difference else ""
        cells.append(NONE if value is None else _value(value, figure.unit, currency) + more)
    return cells


def _value(value: float, unit: str, currency: str) -> str:
    if unit == "share":
        return percent(value, 1)
    if unit == "pence":
        return money(value, currency)
    return number(value, DECIMALS.get(unit, 0)) + (" h" if unit == "hours" else "")


def _change(difference: float, unit: str, currency: str) -> str:
    if unit == "share":
        return f"{signed(difference * 100, 1)} points"
    if unit == "pence":
        return f"{'+' if difference > 0 else ''}{money(difference, currency)}"
    return signed(difference, DECIMALS.get(unit, 0))
