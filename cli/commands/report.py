"""`wardwise report`."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.folders import run_folder_here
from cli.options import JsonOption, WorkspaceOption
from cli.output import say, show_run


def report(
    run: Annotated[str, typer.Argument(metavar="RUN", help="A run's id, or its folder.")],
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the reports of a run again and print its summary.

    A report that was changed by hand stays as it is; the new one is written beside it, as roster-2.xlsx.
    Example: wardwise report runs/2026-W49-baseline-3f2a91c04d
    """
    from reports.write import write_reports

    folder = run_folder_here(run, workspace)
    for edited in write_reports(folder):
        say(edited.text)
    show_run(folder, as_json=as_json)
