"""`wardwise publish`."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.folders import run_folder_here, workspace_here
from cli.options import JsonOption, WorkspaceOption
from cli.output import show, show_json


def publish(
    run: Annotated[str, typer.Argument(metavar="RUN", help="A run's id, or its folder.")],
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make a run's roster the published one for its days.

    It takes the place of what was published for these days before, and later plans start from it. Publishing again
    changes nothing. Example: wardwise publish 2026-W49-baseline-3f2a91c04d
    """
    from data.publish import publish_run
    from reports.terminal.publish_report import publish_report

    folder = run_folder_here(run, workspace)
    published = publish_run(workspace_here(workspace), folder)
    if as_json:
        show_json(published)
    else:
        show(publish_report(published))
