"""The two streams: results go to stdout, messages to stderr. Text from data is never read as markup."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

PIPE_WIDTH = 110
"""Columns of a table that is not printed on a terminal."""


def show(result: RenderableType) -> None:
    """Print a result on stdout."""
    _console(stderr=False).print(result)


def show_json(result: object) -> None:
    """Print a result on stdout as JSON, in ASCII so that every terminal and pipe can carry it."""
    typer.echo(json.dumps(result, indent=2, allow_nan=False))


def say(message: str) -> None:
    """Print a message on stderr."""
    typer.echo(message, err=True)


def message_console() -> Console:
    """A console on stderr, for progress."""
    return _console(stderr=True)


def _console(*, stderr: bool) -> Console:
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else PIPE_WIDTH
    # Made for each call: tests and pipes exchange the streams.
    return Console(file=stream, width=width, markup=False, emoji=False, highlight=False)
