"""`wardwise scenario list`."""

from __future__ import annotations

from cli.folders import workspace_here
from cli.options import JsonOption, WorkspaceOption
from cli.output import show, show_json


def scenario_list(workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """List the scenarios and what they change; files that cannot be used are named after them.

    Example: wardwise scenario list
    """
    from cli.scenario_files import scenario_rows, scenario_table
    from data.problems import InputError

    rows, problems = scenario_rows(workspace_here(workspace))
    if as_json:
        show_json(rows)
    else:
        show(scenario_table(rows))
    if problems:
        raise InputError(problems, "Some scenario files cannot be used")
