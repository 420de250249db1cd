"""The plan of a week without and with each of several scenarios."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cli.planning.effort import Effort
from cli.planning.plan_week import named_scenario
from cli.planning.run_folders import require_writable, save_run
from cli.planning.watch import watching
from data.calendar import IsoWeek
from data.load_inputs import load_inputs
from data.problems import InputError, Problem
from data.workspace import Workspace
from reports.comparison import write_comparison
from scenarios.compare import Comparison, compare, compared_run
from scenarios.evaluate_all import evaluate_all
from scenarios.options import plan_options
from scenarios.schema import BASELINE, ScenarioChain


@dataclass(frozen=True, slots=True)
class ComparedRuns:
    """`run_dirs` are in the order of the comparison's names, the baseline first; `page` puts them side by side."""

    page: Path
    run_dirs: tuple[Path, ...]
    comparison: Comparison


def compare_week(
    workspace: Workspace, week: str | None, scenarios: Sequence[str], effort: Effort
) -> ComparedRuns:
    """Plan the week without a scenario and with each, write a run for each plan, and compare them.

    Raises InputError listing the faults of all scenarios before anything is planned, or NoPlanError.
    """
    require_writable(workspace.runs_folder)
    chains = [None, *_named_scenarios(workspace, scenarios)]
    inputs = load_inputs(workspace, IsoWeek.parse(week) if week is not None else None, seed=effort.seed)
    options = plan_options(inputs, seconds=effort.seconds, reproducible=effort.reproducible)
    names = [chain.name if chain else BASELINE for chain in chains]
    folders: list[Path] = []
    with watching() as watch:
        watch.plan_name = names[0]
        for plan in evaluate_all(inputs, chains, options, watch, watch.stopped):
            watch.writing()
            folders.append(save_run(workspace, plan))
            watch.plan_name = names[min(len(folders), len(names) - 1)]
        page = workspace.runs_folder / _page_name(folders)
        write_comparison(folders, page)
    return ComparedRuns(page, tuple(folders), compare([compared_run(folder) for folder in folders]))


def _page_name(folders: Sequence[Path]) -> str:
    """Such as comparison-2026-W49-baseline-early_flu.html; the same plans have the same page."""
    week, plans = folders[0].name[:8], [folder.name[9:].rpartition("-")[0] for folder in folders]
    return "-".join(["comparison", week, *plans])[:150] + ".html"


def _named_scenarios(workspace: Workspace, texts: Sequence[str]) -> list[ScenarioChain]:
    chains: list[ScenarioChain] = []
    problems: list[Problem] = []
    for text in texts:
        try:
            chains.append(named_scenario(workspace, text))
        except InputError as error:
            problems.extend(error.problems)
    doubles = {chain.name for chain in chains if [other.name for other in chains].count(chain.name) > 1}
    problems.extend(
        Problem(value=name, expected="each scenario once, under a name of its own")
        for name in sorted(doubles)
    )
    if problems:
        raise InputError(problems, "The scenarios cannot be compared")
    return chains
