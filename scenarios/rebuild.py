"""The roster problem of a run once more, from its own forecast and the data as they are now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from data.calendar import IsoWeek
from data.forecast import Forecast
from data.inputs import PlanInputs
from data.load_inputs import load_inputs
from data.problems import InputError, Problem
from data.runs import RunRecord, read_record, read_run_table
from data.workspace import Workspace
from optimization.roster.build import build_problem
from optimization.roster.problem import RosterProblem
from optimization.staffing.requirement import Requirement
from optimization.staffing.requirements import staffing_requirements
from scenarios.load import find_scenario, load_scenario
from scenarios.overlay import apply_scenario
from scenarios.replanning.apply import NAME as REPLAN
from scenarios.replanning.apply import restore_events
from scenarios.schema import BASELINE


@dataclass(frozen=True, slots=True)
class StoredRun:
    """A run's record and forecast with the inputs of today; `remarks` say where these differ from the run's."""

    record: RunRecord
    inputs: PlanInputs
    forecast: Forecast
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A stored run with the needs and the problem that it solved."""

    stored: StoredRun
    problem: RosterProblem
    requirements: tuple[Requirement, ...]

    @property
    def inputs(self) -> PlanInputs:
        """The inputs of today, with the run's scenario."""
        return self.stored.inputs

    @property
    def remarks(self) -> tuple[str, ...]:
        """Where the data differ from those that the run was planned with."""
        return self.stored.remarks


def rebuild(workspace: Workspace, folder: Path) -> Rebuilt:
    """The problem that a run solved. Its forecast and its beds are the run's; staff, absences, wishes and rules are today's.

    What a re-plan was told (absences, closed beds) is applied again, on top of the scenario of the run that it changed.
    Raises InputError when the run, or a scenario that it was planned with, is not there as it was.
    """
    stored = read_stored_run(workspace, folder)
    requirements = staffing_requirements(stored.inputs, stored.forecast)
    return Rebuilt(stored, build_problem(stored.inputs, requirements), requirements)


def read_stored_run(workspace: Workspace, folder: Path) -> StoredRun:
    """Raises InputError as `rebuild` does."""
    record = read_record(folder)
    inputs = load_inputs(
        workspace, IsoWeek.of(date.fromisoformat(record.first_day)), record.n_days // 7, record.seed
    )
    remarks = tuple(_remarks(record, inputs))
    inputs = restore_events(_with_scenario(workspace, record, inputs), record.happened)
    inputs = replace(inputs, planned_beds=_planned_beds(folder))
    return StoredRun(record, inputs, stored_forecast(folder), remarks)


def stored_forecast(folder: Path) -> Forecast:
    """The forecast that a run was planned with."""
    return Forecast(
        quantiles=read_run_table(folder, "forecast"),
        series=read_run_table(folder, "forecast_series"),
        peaks=read_run_table(folder, "forecast_peaks"),
        totals=read_run_table(folder, "forecast_totals"),
    )


def _planned_beds(folder: Path) -> dict[tuple[str, date], int]:
    return {(row["unit_id"], row["date"]): row["beds"] for row in read_run_table(folder, "beds").to_pylist()}


def _remarks(record: RunRecord, inputs: PlanInputs) -> list[str]:
    now = dict(inputs.snapshot_ids)
    remarks = []
    if record.scenario == REPLAN and record.base_scenario is None:
        remarks.append(
            "An earlier version re-planned this run and did not keep what happened: absences that are not in the table "
            "absences, and closed beds, are not known any more."
        )
    changed = sorted(
        name
        for name in ("staff", "absences", "requests", "restrictions", "pins")
        if now.get(name) != record.snapshot_ids.get(name)
    )
    if changed:
        remarks.append(f"Since the run was planned, these tables have changed: {', '.join(changed)}.")
    return remarks


def _with_scenario(workspace: Workspace, record: RunRecord, inputs: PlanInputs) -> PlanInputs:
    name = record.base_scenario or record.scenario
    if name == BASELINE or not record.scenario_files:
        return inputs
    chain = load_scenario(find_scenario(name, workspace.scenarios_folder), workspace.scenarios_folder)
    if chain.files != dict(record.scenario_files):
        fault = Problem(
            file=str(workspace.scenarios_folder),
            value=name,
            expected="the scenario file as it was when the run was planned",
            fix="plan the scenario again",
        )
        raise InputError([fault], "The run cannot be worked out again")
    return apply_scenario(inputs, chain)[0]
