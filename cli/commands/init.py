"""`wardwise init`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.output import say


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make the workspace in.")],
) -> None:
    """Make a workspace for your own hospital.

    Writes a commented hospital.toml, an empty CSV file with headers for each table, and example scenarios.
    Nothing that exists is overwritten. Example: wardwise init st-elsewhere
    """
    from data.workspace import init_workspace
    from scenarios.library import library_texts

    for path in init_workspace(folder, library_texts()):
        typer.echo(path)
    say(f"Next: edit {folder / 'hospital.toml'}, fill the tables, then run `wardwise import`.")
