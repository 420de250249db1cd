"""The plan of a week with each of several scenarios."""

from __future__ import annotations

from collections.abc import Sequence

from cli.planning.effort import Effort
from cli.planning.scenario_runs import ScenarioRun, make_runs, named_scenarios
from cli.planning.week_inputs import week_inputs
from data.runs import read_record
from data.workspace import Workspace
from reports.terminal.scenario_runs import RunRow


def run_scenarios(
    workspace: Workspace, week: str | None, scenarios: Sequence[str], effort: Effort, *, fresh: bool
) -> list[ScenarioRun]:
    """Plan the week with each scenario and write a run for each; raises InputError before anything is planned."""
    chains = named_scenarios(workspace, scenarios)
    inputs, options = week_inputs(workspace, week, effort)
    return make_runs(workspace, inputs, options, chains, fresh=fresh)


def run_rows(runs: Sequence[ScenarioRun]) -> list[RunRow]:
    """What is shown of each run."""
    rows = []
    for run in runs:
        record = read_record(run.run_dir) if run.run_dir is not None else None
        rows.append(
            RunRow(
                name=run.name,
                run_dir=run.run_dir,
                is_taken_over=run.is_taken_over,
                failure=run.failure.text if run.failure else None,
                open_shifts=record.kpis.open_shifts if record else None,
                objective_pence=record.objective_pence if record else None,
                gap=record.gap if record else None,
                currency=record.currency if record else "",
            )
        )
    return rows
