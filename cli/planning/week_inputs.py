"""What a week is planned from, and how."""

from __future__ import annotations

from cli.planning.effort import Effort
from cli.planning.run_folders import require_writable
from data.calendar import IsoWeek
from data.inputs import PlanInputs
from data.load_inputs import load_inputs
from data.workspace import Workspace
from scenarios.options import PlanOptions, plan_options


def week_inputs(workspace: Workspace, week: str | None, effort: Effort) -> tuple[PlanInputs, PlanOptions]:
    """The inputs of a week (None: the next one) and how to plan it; raises InputError, also where no run can be written."""
    require_writable(workspace.runs_folder)
    inputs = load_inputs(workspace, IsoWeek.parse(week) if week is not None else None, seed=effort.seed)
    return inputs, plan_options(
        inputs,
        seconds=effort.seconds,
        gap=effort.gap,
        stall_seconds=effort.stall_seconds,
        n_workers=effort.n_workers,
        reproducible=effort.reproducible,
    )
