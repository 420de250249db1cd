"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

WorkspaceOption: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--workspace",
        "-w",
        metavar="DIR",
        help="The hospital's folder. Default: the current folder, or the nearest one above it with a hospital.toml.",
    ),
]

WeekOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--week",
        metavar="WEEK",
        help="The first week to plan, such as 2026-W49. Default: the week after the newest data.",
    ),
]

JsonOption: TypeAlias = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
