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

SecondsOption: TypeAlias = Annotated[
    float | None,
    typer.Option(
        "--seconds",
        min=1,
        metavar="N",
        help="The most seconds for the roster. Default: [planning] seconds of hospital.toml.",
    ),
]

SeedOption: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--seed", metavar="N", help="The seed of all chance. Default: [planning] seed of hospital.toml."
    ),
]

ReproducibleOption: TypeAlias = Annotated[
    bool | None,
    typer.Option(
        "--reproducible/--fast",
        help="Whether equal inputs and seed must give the same roster. Default: [planning] reproducible.",
        show_default=False,
    ),
]

FreshOption: TypeAlias = Annotated[
    bool,
    typer.Option("--fresh", help="Plan again what equal inputs and options have planned already."),
]

JsonOption: TypeAlias = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
