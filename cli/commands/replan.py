"""`wardwise replan`."""

from __future__ import annotations

import time
from typing import Annotated

import typer

from cli.folders import run_folder_here, workspace_here
from cli.options import JsonOption, SecondsOption, WorkspaceOption
from cli.output import say, show, show_json


def replan(
    absent: Annotated[
        list[str] | None,
        typer.Option(metavar="ID@FIRST..LAST", help="Somebody is away on these days. May be given again."),
    ] = None,
    close_beds: Annotated[
        list[str] | None,
        typer.Option(metavar="UNIT@FIRST..LAST=N", help="N beds of a unit are closed. May be given again."),
    ] = None,
    extra_demand: Annotated[
        list[str] | None,
        typer.Option(metavar="UNIT@FIRST..LAST=N", help="N patients more in a unit. May be given again."),
    ] = None,
    volunteer: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="Somebody who may be asked at any time. May be given again."),
    ] = None,
    run: Annotated[
        str | None,
        typer.Option(
            metavar="RUN", help="The run to change. Default: the published one that holds the days."
        ),
    ] = None,
    now: Annotated[
        str | None,
        typer.Option(
            metavar="TIME", help="Local time from which on things can change. Default: the present."
        ),
    ] = None,
    seconds: SecondsOption = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Change the published roster as little as possible after something happened.

    Prints whom to call, the most urgent first, and writes a run folder; publish it to make it count. What a change costs
    and what may not change any more is in [replan] of hospital.toml.
    Example: wardwise replan --absent S012@2026-12-01..2026-12-03 --close-beds MED@2026-12-02..=4
    """
    started = time.monotonic()
    from cli.planning.replan_week import Wanted, replan_week
    from reports.terminal.call_list import call_list_table

    place = workspace_here(workspace)
    base = run_folder_here(run, workspace) if run is not None else None
    wanted = Wanted(
        absent or (), close_beds or (), extra_demand or (), volunteer or (), now, seconds, started
    )
    folder = replan_week(
        place, base, wanted, show_json if as_json else lambda done: show(call_list_table(done))
    )
    say(f"The run is {folder}")
