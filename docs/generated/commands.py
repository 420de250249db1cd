"""The help text of every command, as the program prints it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import typer.main
from typer.testing import CliRunner

from cli.main import app

WIDTH = "100"


def text() -> str:
    """One part for the program and one for each command."""
    return "\n\n".join(_part(path) for path in command_paths())


def command_paths() -> Iterator[tuple[str, ...]]:
    """The words of every command, the program itself first: (), ("plan",), ("scenario", "list") ..."""
    yield ()
    yield from _below((), typer.main.get_command(app))


def _below(path: tuple[str, ...], group: Any) -> Iterator[tuple[str, ...]]:
    for name, command in group.commands.items():
        yield (*path, name)
        if hasattr(command, "commands"):
            yield from _below((*path, name), command)


def help_text(path: tuple[str, ...]) -> str:
    """What `wardwise ... --help` prints."""
    result = CliRunner(env={"COLUMNS": WIDTH}).invoke(app, [*path, "--help"], prog_name="wardwise")
    if result.exit_code:
        raise RuntimeError(f"wardwise {' '.join(path)} --help: {result.output}")
    return "\n".join(line.rstrip() for line in result.output.strip().splitlines())


def _part(path: tuple[str, ...]) -> str:
    title = " ".join(("wardwise", *path))
    return f"### `{title}`\n\n```text\n{help_text(path)}\n```"
