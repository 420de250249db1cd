"""`wardwise import`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.exit_codes import ExitCode
from cli.folders import workspace_here
from cli.options import JsonOption, WorkspaceOption
from cli.output import show, show_json


def import_files(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="CSV or Excel files.")],
    table: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="The table, where file name and columns do not say it."),
    ] = None,
    replace: Annotated[
        bool,
        typer.Option("--replace", help="Drop stored rows that the files lack, on the days that they span."),
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check everything and write nothing.")] = False,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check files and add their rows to the hospital's data.

    Rows that cannot be used are set aside in store/quarantine, each with its reason. When a file cannot be used at
    all, nothing is written. Ends with 10 when rows were set aside, so that a scheduler can tell somebody; all others are in.
    Example: wardwise import stays.csv staff.xlsx
    """
    from data.importers.files import import_files as add_files
    from reports.terminal.import_report import import_report

    report = add_files(workspace_here(workspace), files, table, dry_run=dry_run, replace=replace)
    if as_json:
        show_json(report)
    else:
        show(import_report(report))
    raise typer.Exit(ExitCode.OK if report.ok else ExitCode.ATTENTION)
