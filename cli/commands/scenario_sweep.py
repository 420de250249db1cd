"""`wardwise scenario sweep`."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.folders import workspace_here
from cli.options import (
    FreshOption,
    GapOption,
    JsonOption,
    ReproducibleOption,
    SecondsOption,
    SeedOption,
    StallOption,
    WeekOption,
    WorkspaceOption,
)
from cli.output import say, show, show_json


def scenario_sweep(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A scenario file, or a name in scenarios/.")],
    vary: Annotated[
        list[str],
        typer.Option(
            "--vary",
            metavar="KIND.KEY=RANGE",
            help="A number and its values: sickness.percent=0:30:5, or demand.percent=0,10,20. Several span a grid.",
        ),
    ],
    hold: Annotated[
        int | None,
        typer.Option(
            "--hold",
            min=0,
            metavar="N",
            help="Cover holds up to N open shifts. Default: those at the first value of the first number.",
        ),
    ] = None,
    week: WeekOption = None,
    seconds: SecondsOption = None,
    gap: GapOption = None,
    stall: StallOption = None,
    seed: SeedOption = None,
    reproducible: ReproducibleOption = None,
    fresh: FreshOption = False,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Vary numbers of a scenario and plan every combination.

    A page in runs/ shows cost against open shifts, which assumption matters most, and how far cover holds.
    Example: wardwise scenario sweep early_flu --vary sickness.percent=0:30:5 --vary demand.percent=0,10,20
    """
    from cli.planning.effort import Effort
    from cli.planning.sweep_week import sweep_week
    from reports.terminal.sweep import sweep_report

    effort = Effort(seconds, seed, reproducible, gap, stall)
    view, page = sweep_week(workspace_here(workspace), week, file, vary, hold, effort, fresh=fresh)
    if as_json:
        show_json(view)
    else:
        show(sweep_report(view))
    say(f"The page is {page}, its table {page.with_suffix('.csv').name}")
