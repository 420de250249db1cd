"""Options that several commands share."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Annotated, TypeAlias

import typer


def finite(value: float | None) -> float | None:
    """Refuse infinity, which no limit can be."""
    if value is not None and not math.isfinite(value):
        raise typer.BadParameter(f"'{value}' is not a finite number")
    return value


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
        callback=finite,
        help="The most seconds for the roster. Default: [planning] seconds of hospital.toml.",
    ),
]

GapOption: TypeAlias = Annotated[
    float | None,
    typer.Option(
        "--gap",
        min=0,
        max=1,
        metavar="SHARE",
        help="Stop when the roster is proven to be within this share of the best possible cost, such as 0.01. "
        "Default: [planning] gap.",
    ),
]

StallOption: TypeAlias = Annotated[
    float | None,
    typer.Option(
        "--stall",
        min=0.1,
        metavar="N",
        callback=finite,
        help="Stop after so many seconds without a better roster or a better proof. Default: [planning] stall_seconds.",
    ),
]

WorkersOption: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--workers",
        min=1,
        max=64,
        metavar="N",
        help="How many threads search for the roster with --fast; a reproducible search has one. "
        "Default: [planning] n_workers.",
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
