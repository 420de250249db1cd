"""The result of `wardwise scenario sweep`."""

from __future__ import annotations

from rich.console import Group, RenderableType

from reports.sweep import SweepView, break_even_words
from reports.terminal.text import bullets, grid, heading, plain
from reports.words import NONE, money, number


def sweep_report(view: SweepView) -> RenderableType:
    """Break-evens, then every point, then the tornado."""
    names = [axis.name for axis in view.axes]
    table = grid([*((name, "right") for name in names), ("Open shifts", "right"), ("Extra pay", "right")])
    best = {point.values for point in view.frontier}
    for point in view.points:
        mark = " *" if point.values in best else ""
        cells = (
            "no plan" if point.open_shifts is None else f"{number(point.open_shifts)}{mark}",
            NONE if point.extra_pence is None else money(point.extra_pence, view.currency),
        )
        table.add_row(*(plain(f"{value:g}") for value in point.values), *map(plain, cells))
    swings = grid((("Number", "left"), ("From, to", "left"), ("Open shifts", "left"), ("Extra pay", "left")))
    for swing in view.tornado:
        pay = " to ".join(money(pence, view.currency) for pence in (swing.extra_at_low, swing.extra_at_high))
        shifts = f"{number(swing.open_at_low)} to {number(swing.open_at_high)}"
        swings.add_row(*map(plain, (swing.axis, f"{swing.low:g} to {swing.high:g}", shifts, pay)))
    return Group(
        heading("How far cover holds"),
        bullets([break_even_words(one) for one in view.break_evens]),
        heading("Plans; * marks those that no other beats in both figures"),
        table,
        heading("What matters most"),
        swings,
        *([bullets(view.remarks)] if view.remarks else []),
    )
