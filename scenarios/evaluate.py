"""From inputs and a scenario to a plan. The weekly plan is the scenario without changes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from data.configuration.hospital import Hospital
from data.forecast import Forecast
from data.inputs import Note, PlanInputs, Severity
from optimization.beds.plan import plan_beds, with_planned_beds
from optimization.equipment.allocate import allocate_equipment
from optimization.roster.assess import Breach, RosterRefusedError, assess
from optimization.roster.build import build_problem
from optimization.roster.building.clock_changes import clock_change_notes
from optimization.roster.building.history import history_gap
from optimization.roster.building.team_links import team_gaps
from optimization.roster.cost import roster_cost
from optimization.roster.problem import RosterProblem
from optimization.roster.result import (
    Interrupted,
    Roster,
    SolveOptions,
    SolveResult,
    SolveStatus,
    Termination,
)
from optimization.roster.settled import Settled, settle
from optimization.roster.solve import solve
from optimization.staffing.requirements import staffing_requirements
from scenarios.assignments import read_assignments
from scenarios.census_peaks import census_peaks
from scenarios.decisions import decide
from scenarios.explaining.no_roster import UNKNOWN, why_no_roster
from scenarios.kpis import count_kpis
from scenarios.legal_ratios import ratio_notes
from scenarios.listener import Listener, Silence
from scenarios.options import PlanOptions
from scenarios.overlay import InputChange, apply_scenario
from scenarios.plan import Plan
from scenarios.refusals import LimitReachedError, NoRosterExistsError, PlanRefusedError
from scenarios.schema import ScenarioChain
from scenarios.tables.occupancy import occupancy_table
from scenarios.unreached import unreached_changes

FORECAST, BEDS, REQUIREMENTS, ROSTER, ASSESS, EQUIPMENT, REPORT = STEPS = (
    "forecast",
    "beds",
    "requirements",
    "roster",
    "assess",
    "equipment",
    "figures",
)
"""The steps of an evaluation, in order."""


@dataclass(frozen=True, slots=True)
class MadeRoster:
    """A roster with the problem that it is judged by; `known` are (employee id, rule) that were broken before."""

    problem: RosterProblem
    result: SolveResult
    known: frozenset[tuple[str, str]]


MakeRoster: TypeAlias = Callable[[PlanInputs, RosterProblem, SolveOptions], MadeRoster]


def evaluate(
    inputs: PlanInputs,
    options: PlanOptions,
    listener: Listener | None = None,
    interrupted: Interrupted | None = None,
    *,
    scenario: ScenarioChain | None = None,
    forecast: Forecast | None = None,
    make_roster: MakeRoster | None = None,
) -> Plan:
    """Apply `scenario` to `inputs`, once, and plan.

    A `forecast` that is given is used as it is: it must be that of inputs which `share_forecast` with the changed ones.
    `make_roster` takes the place of the search for a roster from nothing, such as a re-plan of the published one.
    `interrupted` is asked during the roster's solve; the best roster so far is then planned with. Raises InputError when
    the scenario does not fit, NoRosterExistsError, LimitReachedError, or PlanRefusedError.
    """
    base = inputs
    changes: tuple[InputChange, ...] = ()
    if scenario is not None:
        inputs, changes = apply_scenario(inputs, scenario)
    clock = _Clock(listener or Silence())
    if forecast is None:
        # libraries of forecasters are slow to load, and a re-plan has its forecast
        from forecasting.forecast import make_forecast

        with clock.step(FORECAST):
            forecast = make_forecast(inputs, clock.listener.forecasting)
    with clock.step(BEDS):
        beds = plan_beds(inputs, forecast, options.beds_seconds)
        inputs = with_planned_beds(inputs, beds)
    with clock.step(REQUIREMENTS):
        requirements = staffing_requirements(inputs, forecast)
        problem = build_problem(inputs, requirements)
    with clock.step(ROSTER):
        known: frozenset[tuple[str, str]] = frozenset()
        if make_roster is None:
            settled = _settled(problem)
            result = solve(settled.problem, options.solve, clock.listener.solving, interrupted)
            _require_possible(inputs.hospital, settled.problem, result)
            result, known = _at_own_prices(problem, result, settled), settled.broken
        else:
            made = make_roster(inputs, problem, options.solve)
            problem, result, known = made.problem, made.result, made.known
    with clock.step(ASSESS):
        roster = _roster_of(result, options.solve)
        assessment = assess(problem, roster)
        try:
            assessment.refuse_if_wrong(result, known)
        except RosterRefusedError as error:
            raise PlanRefusedError(str(error)) from error
    with clock.step(EQUIPMENT):
        equipment = allocate_equipment(
            inputs, forecast, options.equipment_seconds, options.equipment_gap, options.solve.n_workers
        )
    with clock.step(REPORT):
        assignments = read_assignments(problem, roster, assessment)
        occupancy = occupancy_table(inputs, forecast, beds)
        peaks = census_peaks(forecast.peaks, beds, inputs.grid)
        kpis = count_kpis(inputs, problem, assessment, assignments, peaks, beds, equipment, occupancy)
        decisions = decide(inputs, requirements, problem, assessment, assignments, occupancy, beds, equipment)
        unreached = (
            unreached_changes(scenario, base, problem, assignments, equipment) if scenario is not None else ()
        )
    return Plan(
        base=base,
        inputs=inputs,
        scenario=scenario,
        changes=changes,
        options=options,
        forecast=forecast,
        requirements=requirements,
        problem=problem,
        result=result,
        roster=roster,
        assessment=assessment,
        assignments=assignments,
        beds=beds,
        equipment=equipment,
        occupancy=occupancy,
        peaks=peaks,
        kpis=kpis,
        decisions=decisions,
        notes=(
            *inputs.notes,
            *forecast.notes,
            *beds.notes,
            *history_gap(inputs),
            *clock_change_notes(inputs),
            *team_gaps(inputs, problem),
            *ratio_notes(inputs.hospital, requirements, problem, assessment),
            *_solver_notes(result, options.solve),
            *(_settled_note(each) for each in assessment.hard_breaches),
            *equipment.notes,
            *unreached,
            *(note for plan in equipment.types for note in plan.notes),
        ),
        seconds=clock.seconds,
    )


def share_forecast(one: PlanInputs, other: PlanInputs) -> bool:
    """Whether both inputs have the same forecast: scenarios that only concern staff leave it as it is."""
    return _forecast_inputs(one) == _forecast_inputs(other)


def _forecast_inputs(inputs: PlanInputs) -> tuple[object, ...]:
    hospital, tables = inputs.hospital, inputs.tables
    return (
        (inputs.grid, inputs.cutoff, inputs.seed),
        (inputs.demand_effects, inputs.patients_effects, inputs.share_effects),
        (inputs.length_of_stay_effects, inputs.beds_effects),
        (hospital.hospital, hospital.units, hospital.forecasting, hospital.equipment_types),
        (tables.stays, tables.daily_counts, tables.equipment_use),
    )


def _settled(problem: RosterProblem) -> Settled:
    try:
        return settle(problem)
    except TimeoutError as error:
        raise LimitReachedError(f"There is no roster: {error}") from error


def _at_own_prices(problem: RosterProblem, result: SolveResult, settled: Settled) -> SolveResult:
    """The result as `problem` prices it: what settled cells break by themselves has no price there, and no bound is known."""
    if not settled.broken or result.roster is None:
        return result
    return replace(result, objective=roster_cost(problem, result.roster), bound=None)


@dataclass(slots=True)
class _Clock:
    """Times the steps and tells the listener."""

    listener: Listener
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        self.listener.step(name)
        start = time.perf_counter()
        yield
        self.seconds[name] = time.perf_counter() - start


def _require_possible(hospital: Hospital, problem: RosterProblem, result: SolveResult) -> None:
    """Raise NoRosterExistsError, with what clashes and what would do; shortage is always allowed, so demand has no part in it.

    A search that had too little time for any roster may have looked for one where none is: a clash is found more quickly.
    """
    is_proven = result.status is SolveStatus.INFEASIBLE
    if not is_proven and (result.roster is not None or result.termination is not Termination.TIME):
        return
    why = why_no_roster(hospital, problem)
    if is_proven or why is not None:
        notes = "".join(f" {note}." for note in result.report.notes)
        raise NoRosterExistsError(f"No roster keeps every rule that must hold.{notes}\n{why or UNKNOWN}")


def _roster_of(result: SolveResult, options: SolveOptions) -> Roster:
    if result.roster is not None:
        return result.roster
    if result.termination is Termination.INTERRUPTED:
        raise LimitReachedError("Stopped before any roster was found.")
    warnings = "".join(f"\n{text[0].upper()}{text[1:]}." for text in result.report.warnings)
    raise LimitReachedError(
        f"No roster was found within {options.seconds:g} s. Allow more time with [planning] seconds.{warnings}"
    )


def _settled_note(breach: Breach) -> Note:
    """Only what was settled before may be broken; a plan that breaks anything else is refused."""
    return Note(Severity.WARNING, "roster", f"Settled, and not within the rules: {breach.violation.message}.")


def _solver_notes(result: SolveResult, options: SolveOptions) -> Iterator[Note]:
    gap = "an unknown share" if result.gap is None else f"{100 * result.gap:.1f} %"
    if result.termination is Termination.INTERRUPTED:
        text = f"The solve was stopped; the roster is at most {gap} dearer than the best possible one."
        yield Note(Severity.WARNING, "roster", text)
    elif result.gap is None and result.termination in (Termination.GAP, Termination.PROVED):
        # the bound is that of the problem without the prices of what settled shifts break
        text = (
            "But for what settled shifts break by themselves, the roster is as near the best possible one as was asked for; "
            "with its price, how near is not proven."
        )
        yield Note(Severity.INFO, "roster", text)
    elif result.status is not SolveStatus.OPTIMAL and (result.gap is None or result.gap > options.gap):
        text = (
            f"The roster is at most {gap} dearer than the best possible one; {100 * options.gap:.1f} % was asked for, and the "
            f"solver stopped for another reason ({result.termination.value})."
        )
        yield Note(Severity.WARNING, "roster", text)
    for text in result.report.warnings:
        yield Note(Severity.WARNING, "roster", text)
    for text in result.report.notes:
        yield Note(Severity.INFO, "roster", text)
