"""Writing plans as run folders."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from cli.output import say
from data.forecast import Forecast
from data.forecast_archive import Purpose
from data.inputs import PlanInputs
from data.problems import InputError, Problem
from data.runs import RunRecord, new_run, write_run
from data.workspace import Workspace
from reports.summaries.past_forecasts import take_along
from scenarios.plan import Plan
from scenarios.record import run_record, run_tables
from scenarios.schema import BASELINE

if TYPE_CHECKING:
    import pyarrow as pa


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
    folder = write_run_folder(workspace, run_record(plan), run_tables(plan))
    keep_forecast(workspace, plan.name, plan.inputs, plan.forecast)
    return folder


def write_run_folder(workspace: Workspace, record: RunRecord, tables: Mapping[str, pa.Table]) -> Path:
    """Write a run folder with its reports, whole or not at all, and return it.

    Where there is a run of this id already, reports that were changed by hand stay in it, which is said.
    """
    # charts are slow to load, and a call list need not wait for them
    from reports.write import carry_over, write_reports

    folder = workspace.runs_folder / record.run_id
    with new_run(workspace.runs_folder, record.run_id) as draft:
        write_run(draft, record, tables)
        take_along(workspace.runs_folder, draft)
        carry_over(folder, draft)
        edited = write_reports(draft)
    for report in edited:
        say(report.text)
    return folder


def keep_forecast(workspace: Workspace, name: str, inputs: PlanInputs, forecast: Forecast) -> None:
    """Keep the forecast of a plan in the store, so that it can be judged later.

    A scenario that changes no demand has the forecast of the baseline.
    """
    scenario = name if inputs.has_demand_effects else BASELINE
    purpose = Purpose.HINDSIGHT if inputs.is_hindsight else Purpose.PLAN
    workspace.forecasts.keep(forecast, inputs, purpose, scenario)
