"""The plan of a week without and with each of several scenarios, side by side."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cli.planning.change_remarks import change_remarks
from cli.planning.effort import Effort
from cli.planning.scenario_runs import ScenarioRun, make_runs, named_scenarios
from cli.planning.week_inputs import week_inputs
from data.workspace import Workspace
from reports.comparison import write_comparison
from scenarios.compare import Comparison, compare, compared_run
from scenarios.overlay import placed_changes
from scenarios.single_changes import not_examined

_LONGEST_NAME = 100
"""Of a page's file, before it is made shorter."""


@dataclass(frozen=True, slots=True)
class ComparedRuns:
    """`run_dirs` are in the order of the comparison's names, the baseline first; `page` puts them side by side.

    `failed` are scenarios that have no plan and hence no column.
    """

    page: Path
    run_dirs: tuple[Path, ...]
    comparison: Comparison
    failed: tuple[ScenarioRun, ...] = ()


def compare_week(
    workspace: Workspace,
    week: str | None,
    scenarios: Sequence[str],
    effort: Effort,
    *,
    fresh: bool,
    each_change: bool = False,
) -> ComparedRuns:
    """Plan the week without a scenario and with each, write a run for each plan, and compare them.

    With `each_change` every scenario is planned without each of its changes, too, to say what these do.
    Raises InputError listing the faults of all scenarios before anything is planned, or what left the baseline without
    a plan.
    """
    chains = named_scenarios(workspace, scenarios)
    inputs, options = week_inputs(workspace, week, effort)
    runs = make_runs(workspace, inputs, options, [None, *chains], fresh=fresh)
    if runs[0].failure is not None:
        raise runs[0].failure.as_error()
    folders = tuple(run.run_dir for run in runs if run.run_dir is not None)
    page = workspace.runs_folder / _page_name(folders)
    planned = [(chain, run.run_dir) for chain, run in zip(chains, runs[1:], strict=True) if run.run_dir]
    if each_change:
        remarks = change_remarks(workspace, inputs, options, planned, fresh=fresh)
    else:
        several = [chain.name for chain, _ in planned if len(list(placed_changes(chain))) > 1]
        remarks = [not_examined(several)] if several else []
    write_comparison(folders, page, remarks)
    failed = tuple(run for run in runs if run.failure is not None)
    return ComparedRuns(page, folders, compare([compared_run(folder) for folder in folders], remarks), failed)


def _page_name(folders: Sequence[Path]) -> str:
    """Such as comparison-2026-W49-baseline-early_flu.html; the same plans have the same page, others another one."""
    week, plans = folders[0].name[:8], [folder.name[9:].rpartition("-")[0] for folder in folders]
    name = "-".join(["comparison", week, *plans])
    if len(name) > _LONGEST_NAME:
        digest = hashlib.sha256(name.encode()).hexdigest()[:6]
        name = "-".join(["comparison", week, f"{len(plans)}-plans", digest])
    return f"{name}.html"
