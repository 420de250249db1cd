"""`wardwise check`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.exit_codes import ExitCode
from cli.folders import run_folder_here, workspace_here
from cli.options import JsonOption, WeekOption, WorkspaceOption
from cli.output import show, show_json

if TYPE_CHECKING:
    from data.workspace import Workspace


def check(
    week: WeekOption = None,
    roster: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Judge this roster: an edited roster.xlsx or roster.csv, or a roster table."
        ),
    ] = None,
    run: Annotated[
        str | None,
        typer.Option(
            metavar="RUN", help="With --roster: the run to judge by. Default: the published one of its days."
        ),
    ] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check the data, and whether the staff can cover the need; or judge a roster.

    Says how fresh and complete each table is, and for each unit and skill whether contracted hours suffice. Takes seconds, so that nobody waits for a plan that cannot be good. With --roster it lists every breach in an edited roster with its rule and cost, and ends with 5 when a rule that must hold is broken. Example: wardwise check --week 2026-W49
    """
    place = workspace_here(workspace)
    _require_together(roster, run, week)
    if roster is not None:
        _judge(place, roster, run_folder_here(run, workspace) if run is not None else None, as_json)
        return
    from data.calendar import IsoWeek
    from data.quality.check import check_workspace
    from reports.terminal.check_report import check_report

    report = check_workspace(place, IsoWeek.parse(week) if week is not None else None)
    if as_json:
        show_json(report)
    else:
        show(check_report(report, place.hospital.hospital.zone))


def _require_together(roster: Path | None, run: str | None, week: str | None) -> None:
    from data.problems import InputError, Problem

    if roster is None and run is not None:
        raise InputError([Problem(value="--run", expected="--roster FILE beside it: the roster to judge")])
    if roster is not None and week is not None:
        fix = "leave --week out: the days are those of the roster"
        raise InputError([Problem(value="--week", expected="no week beside --roster", fix=fix)])


def _judge(place: Workspace, roster: Path, run_folder: Path | None, as_json: bool) -> None:
    from reports.terminal.roster_check import roster_check
    from scenarios.checking.check_roster import check_roster

    judged = check_roster(place, roster, run_folder)
    if as_json:
        show_json(judged)
    else:
        show(roster_check(judged, place.hospital.hospital.currency))
    if judged.n_hard:
        raise typer.Exit(ExitCode.CHECK_FAILED)
