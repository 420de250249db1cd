"""Writing plans as run folders."""

from __future__ import annotations

import tempfile
from pathlib import Path

from data.forecast_archive import Purpose
from data.problems import InputError, Problem
from data.runs import new_run, write_run
from data.workspace import Workspace
from forecasting.effects import has_effects
from reports.summaries.past_forecasts import take_along
from reports.write import write_reports
from scenarios.plan import Plan
from scenarios.record import run_record, run_tables
from scenarios.schema import BASELINE


def require_writable(runs_folder: Path) -> None:
    """Raise InputError when no run can be written: better now than after the solve."""
    try:
        probe = runs_folder if runs_folder.exists() else runs_folder.parent
        with tempfile.TemporaryFile(dir=probe):
            pass
    except OSError as error:
        fault = Problem(file=str(runs_folder), expected=f"a folder that can be written ({error.strerror})")
        raise InputError([fault], "Plans cannot be written") from None


def save_run(workspace: Workspace, plan: Plan) -> Path:
    """Write a plan and its reports as one run folder, whole or not at all, and return it.

    Its forecast goes into the store as well, where it stays when the run is deleted.
    """
    record, runs_folder = run_record(plan), workspace.runs_folder
    with new_run(runs_folder, record.run_id) as draft:
        write_run(draft, record, run_tables(plan))
        take_along(runs_folder, draft)
        write_reports(draft)
    # A scenario that changes no demand has the forecast of the baseline, and that can be judged.
    scenario = plan.name if has_effects(plan.inputs) else BASELINE
    purpose = Purpose.HINDSIGHT if plan.inputs.is_hindsight else Purpose.PLAN
    workspace.forecasts.keep(plan.forecast, plan.inputs, purpose, scenario)
    return runs_folder / record.run_id
