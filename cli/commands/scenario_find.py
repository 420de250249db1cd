"""`wardwise scenario find`."""

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
from cli.output import show, show_json


def scenario_find(
    file: Annotated[
        str | None,
        typer.Argument(
            metavar="FILE", help="A scenario file, or a name in scenarios/. Default: the plan as it is."
        ),
    ] = None,
    target: Annotated[
        str,
        typer.Option(
            "--target", metavar="FIGURE=N", help="The figure may be N at most, such as open_shifts=0."
        ),
    ] = "open_shifts=0",
    free: Annotated[
        str,
        typer.Option(
            "--free",
            metavar="KIND.KEY[=RANGE]",
            help=(
                "The number that is free, from first to last by step; without a range, the usual one of such a number. "
                "The answer is exact to the step."
            ),
        ),
    ] = "agency.hours",
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
    """Find how far one number must go until a figure of the plan is reached.

    Example: wardwise scenario find sickness_wave --target open_shifts=30 --free agency.hours=0:400:25
    """
    from cli.planning.effort import Effort
    from cli.planning.find_week import find_week
    from reports.terminal.found import found_json, found_report

    effort = Effort(seconds, seed, reproducible, gap, stall)
    hospital = workspace_here(workspace)
    axis, found = find_week(hospital, week, file, target, free, effort, fresh=fresh)
    if as_json:
        show_json(found_json(axis, found))
    else:
        show(found_report(axis, found, hospital.hospital.hospital.currency))
