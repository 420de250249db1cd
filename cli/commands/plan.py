"""`wardwise plan`."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.folders import workspace_here
from cli.options import (
    GapOption,
    JsonOption,
    ReproducibleOption,
    SecondsOption,
    SeedOption,
    StallOption,
    WeekOption,
    WorkersOption,
    WorkspaceOption,
)
from cli.output import show_run


def plan(
    week: WeekOption = None,
    scenario: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help="Plan with the changes of a scenario: a file, or a name in scenarios/."
        ),
    ] = None,
    over_published: Annotated[
        bool,
        typer.Option(
            "--over-published",
            help="Plan published weeks anew as well; the report shows what would change for whom.",
        ),
    ] = False,
    seconds: SecondsOption = None,
    gap: GapOption = None,
    stall: StallOption = None,
    seed: SeedOption = None,
    reproducible: ReproducibleOption = None,
    workers: WorkersOption = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Plan a week: forecast, need, roster, equipment and reports.

    Writes a run folder and prints its summary. Ctrl-C while the roster is solved keeps the best roster found so far.
    Weeks that are published stay as they are, unless --over-published is given.
    Example: wardwise plan --week 2026-W49
    """
    from cli.planning.effort import Effort
    from cli.planning.plan_week import plan_week

    effort = Effort(seconds, seed, reproducible, gap, stall, workers)
    place = workspace_here(workspace)
    show_run(plan_week(place, week, scenario, effort, over_published=over_published), as_json=as_json)
