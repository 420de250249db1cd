"""The command line: `app` holds the commands, `run` is the console script."""

from __future__ import annotations

import gc
import sys
from typing import Annotated

import typer
import typer.main

from cli.commands.check import check
from cli.commands.demo import demo
from cli.commands.explain import explain
from cli.commands.forecast import forecast
from cli.commands.import_files import import_files
from cli.commands.init import init
from cli.commands.monitor import monitor
from cli.commands.plan import plan
from cli.commands.publish import publish
from cli.commands.replan import replan
from cli.commands.report import report
from cli.commands.scenario_compare import scenario_compare
from cli.commands.scenario_find import scenario_find
from cli.commands.scenario_list import scenario_list
from cli.commands.scenario_new import scenario_new
from cli.commands.scenario_run import scenario_run
from cli.commands.scenario_schema import scenario_schema
from cli.commands.scenario_sweep import scenario_sweep
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


app.command("demo")(demo)
app.command("init")(init)
app.command("import")(import_files)
app.command("check")(check)
app.command("forecast")(forecast)
app.command("plan")(plan)
app.command("publish")(publish)
app.command("replan")(replan)
app.command("explain")(explain)
app.command("report")(report)
app.command("monitor")(monitor)

scenario = typer.Typer(help="What-if questions: scenario files and what they change.", no_args_is_help=True)
scenario.command("compare")(scenario_compare)
scenario.command("find")(scenario_find)
scenario.command("list")(scenario_list)
scenario.command("new")(scenario_new)
scenario.command("run")(scenario_run)
scenario.command("schema")(scenario_schema)
scenario.command("sweep")(scenario_sweep)
app.add_typer(scenario, name="scenario")


_OBJECTS_BETWEEN_COLLECTIONS = 50_000
"""A command is over soon and makes few cycles: looking for them after each 700 new objects took an eighth of a re-plan."""


def run() -> None:
    """Run the command line."""
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    sys.excepthook = report_bug
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter must not end a plan.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    # Not app(): it would put a hook of its own in the place of report_bug.
    typer.main.get_command(app)(prog_name="wardwise")
