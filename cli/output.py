"""The two streams: results go to stdout, messages to stderr. Text from data is never read as markup."""

from __future__ import annotations

import dataclasses
import json
import sys
from datetime import date
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import typer

from data.calendar import IsoWeek

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

PIPE_WIDTH = 110
"""Columns of a table that is not printed on a terminal."""


def show(result: RenderableType) -> None:
    """Print a result on stdout."""
    _console(stderr=False).print(result)


def show_run(folder: Path, *, as_json: bool) -> None:
    """Print the summary of a run on stdout, and on stderr where its report is."""
    from reports.as_json import run_as_json
    from reports.terminal.plan_summary import plan_summary

    if as_json:
        show_json(run_as_json(folder))
    else:
        show(plan_summary(folder))
    say(f"The report is {folder / 'report.html'}")


def show_json(result: object) -> None:
    """Print a result on stdout as JSON, in ASCII so that every terminal and pipe can carry it.

    Dataclasses become objects; paths, dates and times become text.
    """
    typer.echo(json.dumps(result, indent=2, allow_nan=False, default=_plain))


def say(message: str) -> None:
    """Print a message on stderr."""
    typer.echo(message, err=True)


def message_console() -> Console:
    """A console on stderr, for progress."""
    return _console(stderr=True)


def _plain(value: object) -> object:
    if isinstance(value, IsoWeek):
        return str(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, PurePath):
        return str(value)
    raise TypeError(f"no JSON for {type(value).__name__}")


def _console(*, stderr: bool) -> Console:
    from cli.console import PlainConsole

    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else PIPE_WIDTH
    # Made for each call: tests and pipes exchange the streams.
    return PlainConsole(file=stream, width=width, markup=False, emoji=False, highlight=False)
