"""`wardwise check`."""

from __future__ import annotations

from cli.folders import workspace_here
from cli.options import JsonOption, WeekOption, WorkspaceOption
from cli.output import show, show_json


def check(week: WeekOption = None, workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """Check the data, and whether the staff can cover the need.

    Says how fresh and complete each table is, and for each unit and skill whether contracted hours suffice. Takes seconds, so that nobody waits for a plan that cannot be good. Example: wardwise check --week 2026-W49
    """
    from data.calendar import IsoWeek
    from data.quality.check import check_workspace
    from reports.terminal.check_report import check_report

    place = workspace_here(workspace)
    report = check_workspace(place, IsoWeek.parse(week) if week is not None else None)
    if as_json:
        show_json(report)
    else:
        show(check_report(report, place.hospital.hospital.zone))
