"""The plan of a published run once more, after something happened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from data.calendar import DayGrid
from data.configuration.replanning import Replanning
from data.forecast import Forecast
from data.inputs import Note, PlanInputs, Severity
from data.ledger.read import late_changes_so_far
from data.problems import InputError, Problem
from data.tables.roster import BOUGHT_SOURCES
from data.workspace import Workspace
from optimization.roster.assess import Assessment
from optimization.roster.build import build_problem
from optimization.roster.building.given_roster import GivenRoster, given_shifts, read_given
from optimization.roster.problem import RosterProblem
from optimization.roster.replan.changes import n_assignments_changed
from optimization.roster.replan.fewest import shifts_filled
from optimization.roster.replan.replan import Replanned, cancellation_pence, replan
from optimization.roster.replan.terms import ChangeTerms, Occasion
from optimization.roster.result import Interrupted, SolveOptions
from optimization.staffing.requirements import staffing_requirements
from scenarios.evaluate import MadeRoster, evaluate
from scenarios.listener import Listener
from scenarios.options import PlanOptions
from scenarios.plan import Plan, ReplanOrigin
from scenarios.rebuild import StoredRun
from scenarios.replanning.apply import NAME, apply_happenings, apply_to_forecast, events_of
from scenarios.replanning.budget import Budget
from scenarios.replanning.happenings import Happenings
from scenarios.replanning.outside import (
    Fate,
    OutsideShift,
    is_closed,
    kept_assignments,
    outside_shifts,
    price_pence,
    rows_lost,
    split_absent,
)
from scenarios.schema import Scenario, ScenarioChain


@dataclass(frozen=True, slots=True)
class ReplannedRun:
    """The new plan with its changes, and the shifts published for its days before.

    `outside` are published shifts that no line can hold.
    """

    plan: Plan
    replanned: Replanned
    published: GivenRoster
    outside: tuple[OutsideShift, ...]

    @property
    def owed_pence(self) -> int:
        """What cancelled bank and agency shifts still cost."""
        problem, inputs = self.replanned.problem, self.plan.inputs
        terms = terms_of(inputs.hospital.replan)
        prices = [
            problem.supplies[each.supply].pence[each.row]
            for each in self.replanned.changes
            if each.supply is not None and each.row is not None
            for _ in range(-each.count)
        ]
        prices += [price_pence(inputs, each) for each in self.outside if each.fate is Fate.CANCELLED]
        return sum(cancellation_pence(price, terms) for price in prices)

    @property
    def before(self) -> Assessment:
        """The judgement of what would be left if nothing changed but what happened."""
        return self.replanned.kept_judged

    @property
    def n_changed(self) -> int:
        """Days of people that somebody decided to change, and shifts bought."""
        return n_assignments_changed(self.replanned.changes)

    @property
    def at_least(self) -> int:
        """Changes that any roster with no more open shifts needs: each fills one at most."""
        return shifts_filled(self.replanned.problem, self.before, self.plan.assessment)

    @property
    def known_breaches(self) -> tuple[str, ...]:
        """What the published roster breaks by itself."""
        return tuple(each.violation.message for each in self.plan.assessment.hard_breaches)


def replan_run(
    workspace: Workspace,
    run: StoredRun,
    happened: Happenings,
    now: datetime,
    options: PlanOptions,
    budget: Budget,
    listener: Listener | None = None,
    interrupted: Interrupted | None = None,
) -> ReplannedRun:
    """Change the published roster of the run's days as little as possible.

    `now` is the instant from which on things can be changed; all searches together keep within `budget`. Raises InputError
    when nothing is published for the days, or they are over.
    """
    grid = run.inputs.grid
    stored = _published(workspace, grid)
    _require(stored, now, run.inputs)
    inputs, changes = apply_happenings(run.inputs, happened)
    forecast = apply_to_forecast(inputs, run.forecast, happened)
    needed_before = _needed_before(run, forecast)
    found: list[tuple[Replanned, GivenRoster, tuple[OutsideShift, ...]]] = []

    def make(changed: PlanInputs, problem: RosterProblem, solve: SolveOptions) -> MadeRoster:
        there, lost = split_absent(given_shifts(stored), happened.absent)
        given = read_given(changed, problem, there)
        outside = tuple(outside_shifts(changed, problem, given.misfits, lost))
        settings = changed.hospital.replan
        replanned = replan(
            _with_kept_days(given, outside),
            given.roster,
            terms_of(settings),
            Occasion(grid.minute_of(now), happened.volunteers, late_changes_so_far(run.inputs)),
            budget.for_search(solve),
            _changed_rows(problem, needed_before) | rows_lost(problem, outside),
            _gone(changed, given),
            None if listener is None else listener.solving,
            interrupted,
        )
        found.append((replanned, given, outside))
        return MadeRoster(replanned.problem, replanned.result, replanned.known)

    plan = evaluate(
        inputs, budget.shared(options), listener, interrupted, forecast=forecast, make_roster=make
    )
    ((replanned, given, outside),) = found
    origin = _origin(run, happened)
    chain = ScenarioChain.of(
        Scenario(name=NAME, title=f"Published roster; {happened}; from {now:%Y-%m-%d %H:%M}")
    )
    named = replace(
        plan,
        base=run.inputs,
        scenario=chain,
        changes=changes,
        assignments=(*plan.assignments, *kept_assignments(inputs, outside)),
        notes=(*plan.notes, *(Note(Severity.WARNING, "roster", each.text) for each in outside)),
        replan=origin,
    )
    return ReplannedRun(named, replanned, given, outside)


def _origin(run: StoredRun, happened: Happenings) -> ReplanOrigin:
    record = run.record
    return ReplanOrigin(
        scenario=record.base_scenario or record.scenario,
        scenario_files=record.scenario_files,
        happened=(*record.happened, *events_of(run.inputs, happened)),
    )


def _with_kept_days(given: GivenRoster, outside: Sequence[OutsideShift]) -> RosterProblem:
    """The problem in which nobody's first shift of a day moves when a second one stays beside the plan."""
    days: dict[str, set[int]] = defaultdict(set)
    for each in outside:
        if each.fate is Fate.KEPT:
            days[each.shift.staff_id].add(each.day)
    employees = tuple(
        replace(employee, pinned={**employee.pinned, **{day: line[day] for day in sorted(kept)}})
        if (kept := days.get(employee.employee_id))
        else employee
        for employee, line in zip(given.problem.employees, given.roster.lines, strict=True)
    )
    return replace(given.problem, employees=employees)


def booked_workers(workspace: Workspace, grid: DayGrid) -> frozenset[str]:
    """The ids of bank and agency workers in the published roster of the days."""
    return frozenset(
        row["staff_id"] for row in _published(workspace, grid) if row["source"] in BOUGHT_SOURCES
    )


def _published(workspace: Workspace, grid: DayGrid) -> list[dict[str, Any]]:
    rows = workspace.store.read("roster").to_pylist()
    return [row for row in rows if 0 <= grid.day(row["date"]) < grid.n_days]


def terms_of(settings: Replanning) -> ChangeTerms:
    """`[replan]` of the configuration in minutes and pence."""
    return ChangeTerms(
        settings.called_in_pence,
        settings.moved_pence,
        settings.stood_down_pence,
        settings.short_notice_percent,
        round(settings.notice_days * 24 * 60),
        round(settings.frozen_hours * 60),
        settings.cancelled_percent,
    )


def _require(stored: Sequence[object], now: datetime, inputs: PlanInputs) -> None:
    if not stored:
        fix = "publish a run of these days first: wardwise publish RUN"
        raise InputError(
            [Problem(expected="a published roster of these days", fix=fix)], "Nothing is published"
        )
    if now >= inputs.grid.end:
        fix = "say from when changes are possible with --now"
        raise InputError(
            [
                Problem(
                    value=f"{now:%Y-%m-%d %H:%M}",
                    expected=f"a time before {inputs.grid.end:%Y-%m-%d %H:%M}",
                    fix=fix,
                )
            ],
            "These days are over",
        )


def _needed_before(run: StoredRun, forecast: Forecast) -> Mapping[str, tuple[int, ...]] | None:
    """The costs of the published run's coverage rows; None when the need is still the same."""
    if forecast is run.forecast:
        return None
    problem = build_problem(run.inputs, staffing_requirements(run.inputs, run.forecast))
    return {row.row_id: row.costs for row in problem.coverage}


def _changed_rows(problem: RosterProblem, before: Mapping[str, tuple[int, ...]] | None) -> frozenset[int]:
    """Coverage rows whose need is not that of the published run."""
    if before is None:
        return frozenset()
    return frozenset(
        index for index, row in enumerate(problem.coverage) if before.get(row.row_id) != row.costs
    )


def _gone(inputs: PlanInputs, given: GivenRoster) -> frozenset[tuple[int, int]]:
    """(day, duty) cells of units that are closed on the day."""
    return frozenset(
        (day, index)
        for index, duty in enumerate(given.problem.duties)
        for day in duty.days
        if is_closed(inputs, duty.unit_id, day)
    )
