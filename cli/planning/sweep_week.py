"""The plans of a week over a grid of varied scenarios."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cli.planning.effort import Effort
from cli.planning.plan_week import named_scenario
from cli.planning.points import plan_points
from cli.planning.week_inputs import week_inputs
from data.calendar import IsoWeek
from data.workspace import Workspace
from reports.sweep import SweepView, write_sweep
from scenarios.outcome import Failure
from scenarios.sweep import (
    Point,
    break_evens,
    frontier,
    point_of,
    reference_of,
    sweep_remarks,
    tornado,
)
from scenarios.vary import grid_points, parse_axis, value_in, varied


def sweep_week(
    workspace: Workspace,
    week: str | None,
    scenario: str,
    vary: Sequence[str],
    limit: int | None,
    effort: Effort,
    *,
    fresh: bool,
) -> tuple[SweepView, Path]:
    """Plan every combination and write a page and a table of them in runs/; returns what they show, and the page.

    `limit` is the most open shifts at which cover is said to hold; None takes those at the first value of the first axis.
    Raises InputError, or what left every point without a plan.
    """
    chain = named_scenario(workspace, scenario)
    axes = [parse_axis(text) for text in vary]
    grid = grid_points(axes)
    chains = [varied(chain, axes, values) for values in grid]
    inputs, options = week_inputs(workspace, week, effort)
    results = plan_points(workspace, inputs, options, chains, fresh=fresh)
    failures = [result for result in results if isinstance(result, Failure)]
    if len(failures) == len(results):
        raise failures[0].as_error()
    points = [
        Point(values, failure=result.text) if isinstance(result, Failure) else point_of(values, result)
        for values, result in zip(grid, results, strict=True)
    ]
    own = [value_in(chain, axis) for axis in axes]
    reference = reference_of(axes, own)
    swings = tornado(axes, reference, points)
    start = next(point for point in points if point.open_shifts is not None)
    at_most = limit if limit is not None else start.open_shifts or 0
    view = SweepView(
        hospital=inputs.hospital.hospital.name,
        currency=inputs.hospital.hospital.currency,
        week=str(IsoWeek.of(inputs.grid.first_day)),
        scenario=chain.name,
        title=chain.title,
        axes=tuple(axes),
        points=tuple(points),
        reference=reference,
        frontier=tuple(frontier(points)),
        tornado=tuple(swings),
        break_evens=tuple(break_evens(axes, points, at_most)),
        remarks=tuple(sweep_remarks(axes, own, reference, swings)),
    )
    name = "-".join(["sweep", view.week, chain.name, *(axis.name for axis in axes)])[:150]
    page = workspace.runs_folder / f"{name}.html"
    page.parent.mkdir(parents=True, exist_ok=True)
    write_sweep(view, page)
    return view, page
