"""The command line: `app` holds the commands, `run` is the console script."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from cli.commands.init import init
from cli.failures import Commands, report_bug

app = typer.Typer(
    name="wardwise",
    cls=Commands,
    help="Plan a hospital's week: forecast demand, staff every shift, place the equipment, report.",
    # Plain help: quick to print, the same on every terminal, and brackets in messages stay brackets.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"wardwise {version('wardwise')}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Plan a hospital's week: forecast demand, staff every shift, place the equipment, report."""


app.command("init")(init)


def run() -> None:
    """Run the command line."""
    sys.excepthook = report_bug
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter must not end a plan.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    app()
