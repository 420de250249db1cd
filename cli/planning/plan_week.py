"""From a workspace and a week to a run folder with its reports."""

from __future__ import annotations

from pathlib import Path

from cli.planning.effort import Effort
from cli.planning.run_folders import require_writable, save_run
from cli.planning.watch import watching
from data.calendar import IsoWeek
from data.load_inputs import load_inputs
from data.workspace import Workspace
from scenarios.evaluate import evaluate
from scenarios.load import find_scenario, load_scenario
from scenarios.options import plan_options
from scenarios.schema import ScenarioChain


def plan_week(workspace: Workspace, week: str | None, scenario: str | None, effort: Effort) -> Path:
    """Plan, check, write the run and its reports, and return its folder; nothing is left of a plan that fails.

    Raises InputError, NoPlanError, or KeyboardInterrupt when Ctrl-C ended it.
    """
    require_writable(workspace.runs_folder)
    chain = named_scenario(workspace, scenario) if scenario is not None else None
    inputs = load_inputs(workspace, IsoWeek.parse(week) if week is not None else None, seed=effort.seed)
    options = plan_options(inputs, seconds=effort.seconds, reproducible=effort.reproducible)
    with watching() as watch:
        plan = evaluate(inputs, options, watch, watch.stopped, scenario=chain)
        watch.writing()
        return save_run(workspace, plan)


def named_scenario(workspace: Workspace, text: str) -> ScenarioChain:
    """Read a scenario given as a file or as its name in the workspace; raises InputError."""
    folder = workspace.scenarios_folder
    return load_scenario(find_scenario(text, folder), folder)
