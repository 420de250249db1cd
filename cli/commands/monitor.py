"""`wardwise monitor`."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.exit_codes import ExitCode
from cli.folders import workspace_here
from cli.options import JsonOption, WorkspaceOption
from cli.output import say, show, show_json


def monitor(
    hindsight: Annotated[
        int,
        typer.Option(
            "--hindsight",
            min=0,
            max=26,
            metavar="N",
            help="First forecast the last N weeks that have none, as they would have been; about ten seconds each.",
        ),
    ] = 0,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Judge past forecasts by what happened.

    For each series: how near, how wide, too high or too low, drifts and sudden changes, and which other forecaster would have done better. Writes a page in runs/. Ends with 10 when something needs attention, so that a scheduler can tell somebody.
    Example: wardwise monitor --hindsight 8
    """
    from cli.monitoring import monitor_workspace
    from reports.terminal.monitor_report import monitor_report

    judged = monitor_workspace(workspace_here(workspace), hindsight)
    if as_json:
        show_json(judged.report)
    else:
        show(monitor_report(judged.report))
    say(f"The page is {judged.page}")
    raise typer.Exit(ExitCode.ATTENTION if judged.report.needs_attention else ExitCode.OK)
