"""From a workspace and a week to a run folder with its reports."""

from __future__ import annotations

from pathlib import Path

from cli.planning.effort import Effort
from cli.planning.open_weeks import with_open_weeks
from cli.planning.run_folders import save_run
from cli.planning.watch import watching
from cli.planning.week_inputs import week_inputs
from data.workspace import Workspace
from scenarios.evaluate import evaluate
from scenarios.load import find_scenario, load_scenario
from scenarios.schema import ScenarioChain


def plan_week(
    workspace: Workspace,
    week: str | None,
    scenario: str | None,
    effort: Effort,
    *,
    over_published: bool = False,
) -> Path:
    """Plan, check, write the run and its reports, and return its folder; nothing is left of a plan that fails.

    Published weeks stay as they are unless they are planned over; a scenario asks what if, and plans them anew.
    Raises InputError, NoPlanError, or KeyboardInterrupt when Ctrl-C ended it.
    """
    chain = named_scenario(workspace, scenario) if scenario is not None else None
    inputs, options = week_inputs(workspace, week, effort)
    if chain is None and not over_published:
        inputs = with_open_weeks(workspace, inputs)
    with watching(workspace.hospital.compute) as watch:
        plan = evaluate(inputs, options, watch, watch.stopped, scenario=chain)
        watch.writing()
        return save_run(workspace, plan)


def named_scenario(workspace: Workspace, text: str) -> ScenarioChain:
    """Read a scenario given as a file or as its name in the workspace; raises InputError."""
    folder = workspace.scenarios_folder
    return load_scenario(find_scenario(text, folder), folder)
