"""The plan of a published run once more, after something happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from data.configuration.replanning import Replanning
from data.forecast import Forecast
from data.inputs import PlanInputs
from data.problems import InputError, Problem
from data.workspace import Workspace
from optimization.roster.assess import Assessment
from optimization.roster.build import build_problem
from optimization.roster.building.given_roster import GivenRoster, given_shifts, read_given
from optimization.roster.problem import RosterProblem
from optimization.roster.replan.changes import n_assignments_changed
from optimization.roster.replan.fewest import shifts_filled
from optimization.roster.replan.replan import Replanned, replan
from optimization.roster.replan.terms import ChangeTerms, Occasion
from optimization.roster.result import Interrupted, SolveOptions
from optimization.staffing.requirements import staffing_requirements
from scenarios.evaluate import MadeRoster, evaluate
from scenarios.listener import Listener
from scenarios.options import PlanOptions
from scenarios.plan import Plan
from scenarios.rebuild import StoredRun
from scenarios.replanning.apply import NAME, apply_happenings, apply_to_forecast
from scenarios.replanning.happenings import Happenings
from scenarios.schema import Scenario, ScenarioChain


@dataclass(frozen=True, slots=True)
class ReplannedRun:
    """The new plan with its changes, and the shifts published for its days before."""

    plan: Plan
    replanned: Replanned
    published: GivenRoster

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
    listener: Listener | None = None,
    interrupted: Interrupted | None = None,
) -> ReplannedRun:
    """Change the published roster of the run's days as little as possible.

    `now` is the instant from which on things can be changed. Raises InputError when nothing is published for the days, or
    they are over.
    """
    grid = run.inputs.grid
    stored = [
        row for row in workspace.store.read("roster").to_pylist() if 0 <= grid.day(row["date"]) < grid.n_days
    ]
    _require(stored, now, run.inputs)
    inputs, changes = apply_happenings(run.inputs, happened)
    forecast = apply_to_forecast(inputs, run.forecast, happened)
    needed_before = _needed_before(run, forecast)
    found: list[tuple[Replanned, GivenRoster]] = []

    def make(changed: PlanInputs, problem: RosterProblem, solve: SolveOptions) -> MadeRoster:
        given = read_given(changed, problem, given_shifts(stored))
        if given.misfits:
            raise InputError(
                [
                    Problem(value=each.staff_id, expected=f"one shift a day: {each.message}")
                    for each in given.misfits
                ],
                "The published roster cannot be planned again",
            )
        settings = changed.hospital.replan
        replanned = replan(
            given.problem,
            given.roster,
            terms_of(settings),
            Occasion(grid.minute_of(now), happened.volunteers),
            solve,
            _changed_rows(problem, needed_before),
            _gone(changed, given),
            None if listener is None else listener.solving,
            interrupted,
        )
        found.append((replanned, given))
        return MadeRoster(replanned.problem, replanned.result, replanned.known)

    plan = evaluate(inputs, options, listener, interrupted, forecast=forecast, make_roster=make)
    ((replanned, given),) = found
    chain = ScenarioChain.of(
        Scenario(name=NAME, title=f"Published roster; {happened}; from {now:%Y-%m-%d %H:%M}")
    )
    named = replace(plan, base=run.inputs, scenario=chain, changes=changes)
    return ReplannedRun(named, replanned, given)


def terms_of(settings: Replanning) -> ChangeTerms:
    """`[replan]` of the configuration in minutes and pence."""
    return ChangeTerms(
        settings.called_in_pence,
        settings.moved_pence,
        settings.stood_down_pence,
        settings.short_notice_percent,
        round(settings.notice_days * 24 * 60),
        round(settings.frozen_hours * 60),
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
        if inputs.hospital.unit_by_id[duty.unit_id].beds_staffed > 0
        for day in duty.days
        if inputs.beds_staffed(duty.unit_id, inputs.grid.date_of(day)) == 0
    )
