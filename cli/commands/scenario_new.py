"""`wardwise scenario new`."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.folders import workspace_here
from cli.options import WorkspaceOption
from cli.output import say


def scenario_new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name; the file is scenarios/NAME.toml.")],
    like: Annotated[
        str | None,
        typer.Option("--like", metavar="NAME", help="Copy this scenario, one of yours or of the library."),
    ] = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Start a scenario file.

    A copy of another with its comments, or a page with one change of every kind to choose from and your own ids.
    Example: wardwise scenario new flu --like early_flu
    """
    from cli.new_scenario import write_new_scenario

    path = write_new_scenario(workspace_here(workspace), name, like)
    typer.echo(path)
    say(f"Next: edit it, then run `wardwise scenario compare {name}`.")
