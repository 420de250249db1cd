"""A plan: the inputs, everything that was worked out from them, and what must be said about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa

from data.forecast import Forecast
from data.inputs import Note, PlanInputs
from data.runs import Kpis, RunEvent
from optimization.beds.result import BedPlan
from optimization.equipment.result import EquipmentPlan
from optimization.roster.assess import Assessment
from optimization.roster.problem import RosterProblem
from optimization.roster.result import Roster, SolveResult
from optimization.staffing.requirement import Requirement
from scenarios.assignments import Assignment
from scenarios.decisions import Decision
from scenarios.options import PlanOptions
from scenarios.overlay import InputChange
from scenarios.schema import BASELINE, ScenarioChain


@dataclass(frozen=True, slots=True)
class ReplanOrigin:
    """What a re-plan rests on: the scenario of the run that was published first, and all that happened since."""

    scenario: str
    scenario_files: Mapping[str, str]
    happened: tuple[RunEvent, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """One evaluated scenario; without a scenario it is the baseline.

    `base` are the inputs before the scenario and `inputs` those after it; `changes` is the recorded diff. The roster has
    passed its own check. `peaks` are those of the census as planned, with moved admissions. `inputs` hold the beds that the bed plan decided. `seconds` are by step.
    """

    base: PlanInputs
    inputs: PlanInputs
    scenario: ScenarioChain | None
    changes: tuple[InputChange, ...]
    options: PlanOptions
    forecast: Forecast
    requirements: tuple[Requirement, ...]
    problem: RosterProblem
    result: SolveResult
    roster: Roster
    assessment: Assessment
    assignments: tuple[Assignment, ...]
    beds: BedPlan
    equipment: EquipmentPlan
    occupancy: pa.Table
    peaks: pa.Table
    kpis: Kpis
    decisions: tuple[Decision, ...]
    notes: tuple[Note, ...]
    seconds: Mapping[str, float]
    replan: ReplanOrigin | None = None

    @property
    def name(self) -> str:
        """The scenario's name."""
        return self.scenario.name if self.scenario else BASELINE

    @property
    def title(self) -> str:
        """The scenario's title."""
        return self.scenario.title if self.scenario else "As forecast, without a scenario"
