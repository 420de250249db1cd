"""The page and the table of a sweep."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from reports.charts.frontier_chart import frontier_chart
from reports.page.templates import page_css, template_environment
from reports.words import money, number
from scenarios.sweep import BreakEven, Point, Swing
from scenarios.vary import Axis, Number


@dataclass(frozen=True, slots=True)
class SweepView:
    """Everything that a sweep shows; the first axis is that of the rows and of the break-even."""

    hospital: str
    currency: str
    week: str
    scenario: str
    title: str
    axes: tuple[Axis, ...]
    points: tuple[Point, ...]
    reference: tuple[Number, ...]
    frontier: tuple[Point, ...]
    tornado: tuple[Swing, ...]
    break_evens: tuple[BreakEven, ...]
    remarks: tuple[str, ...] = ()


def write_sweep(view: SweepView, path: Path) -> None:
    """Write one self-contained page, and beside it a CSV file with every point."""
    names = [axis.name for axis in view.axes]
    columns = list(dict.fromkeys(point.values[1:] for point in view.points))
    found = {point.values: point for point in view.points}
    known = [point.open_shifts for point in view.points if point.open_shifts is not None]
    page = (
        template_environment()
        .get_template("sweep.html.j2")
        .render(
            view=view,
            names=names,
            chart=Markup(frontier_chart(view.points, view.frontier)),  # noqa: S704 - numbers only
            sentences=[break_even_words(one) for one in view.break_evens],
            swings=[_swing(swing, view) for swing in view.tornado],
            columns=[_labels(names[1:], values) for values in columns],
            rows=[(value, [found.get((value, *rest)) for rest in columns]) for value in view.axes[0].values],
            most=max(known, default=0),
            reference=_labels(names, view.reference),
            best=[(_labels(names, point.values), point) for point in view.frontier],
            failures=[
                (_labels(names, point.values), point.failure) for point in view.points if point.failure
            ],
            css=page_css(),
            chart_css="",
        )
    )
    path.write_text(page, encoding="utf-8", newline="\n")
    with path.with_suffix(".csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*names, *_FIGURES])
        for point in view.points:
            writer.writerow([*point.values, *(getattr(point, name) for name in _FIGURES)])


_FIGURES = (
    "open_shifts",
    "extra_pence",
    "objective_pence",
    "bound_pence",
    "escalation_chance",
    "equipment_days_short",
    "failure",
)


def break_even_words(one: BreakEven) -> str:
    """Such as `With demand.percent = 10: cover holds up to sickness.percent = 10 and breaks at 15 (about 13)`."""
    where = f"With {_labels([n for n, _ in one.others], [v for _, v in one.others])}: " if one.others else ""
    limit = f"no more than {number(one.limit)} open shifts"
    if one.holds_at is None and one.breaks_at is None:
        text = f"no value of {one.axis} has a plan"
    elif one.holds_at is None:
        text = f"cover does not hold ({limit}) even at {one.axis} = {one.breaks_at:g}"
    elif one.breaks_at is None:
        text = f"cover holds ({limit}) over the whole range of {one.axis}, up to {one.holds_at:g}"
    else:
        about = f", about {one.about:.1f} on a straight line between them" if one.about is not None else ""
        text = f"cover holds ({limit}) up to {one.axis} = {one.holds_at:g} and breaks at {one.breaks_at:g}{about}"
    gaps = ", ".join(f"{value:g}" for value in one.without_plan)
    if gaps and (one.holds_at, one.breaks_at) != (None, None):
        text += f"; at {gaps} there is no plan, so nothing is known"
    return f"{where}{text}."


def _labels(names: list[str], values: tuple[Number, ...] | list[Number]) -> str:
    return ", ".join(f"{name} = {value:g}" for name, value in zip(names, values, strict=True))


def _swing(swing: Swing, view: SweepView) -> dict[str, object]:
    widest = max((one.open_width for one in view.tornado), default=0) or 1
    costs = [money(pence, view.currency) for pence in (swing.extra_at_low, swing.extra_at_high)]
    return {
        "axis": swing.axis,
        "low": f"{swing.low:g}",
        "high": f"{swing.high:g}",
        "open": f"{number(swing.open_at_low)} to {number(swing.open_at_high)}",
        "cost": f"{costs[0]} to {costs[1]}",
        "width": round(100 * swing.open_width / widest),
    }
