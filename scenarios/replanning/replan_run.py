"""The plan of a published run once more, after something happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from data.configuration.replanning import Replanning
from data.inputs import PlanInputs
from data.problems import InputError, Problem
from data.workspace import Workspace
from optimization.roster.assess import Assessment, assess
from optimization.roster.building.given_roster import GivenRoster, given_shifts, read_given
from optimization.roster.problem import RosterProblem
from optimization.roster.replan.changes import n_assignments_changed
from optimization.roster.replan.fewest import shifts_filled
from optimization.roster.replan.replan import Replanned, replan
from optimization.roster.replan.terms import ChangeTerms, Occasion
from optimization.roster.result import Interrupted, SolveOptions
from scenarios.evaluate import MadeRoster, evaluate
from scenarios.listener import Listener
from scenarios.options import PlanOptions
from scenarios.plan import Plan
from scenarios.rebuild import Rebuilt
from scenarios.replanning.apply import NAME, apply_happenings, apply_to_forecast
from scenarios.replanning.happenings import Happenings
from scenarios.schema import Scenario, ScenarioChain


@dataclass(frozen=True, slots=True)
class ReplannedRun:
    """The new plan with its changes, and the shifts published for its days before.

    `before` judges the shifts that would be left if nothing changed but what happened.
    """

    plan: Plan
    replanned: Replanned
    published: GivenRoster
    before: Assessment

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
    rebuilt: Rebuilt,
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
    grid = rebuilt.inputs.grid
    stored = [
        row for row in workspace.store.read("roster").to_pylist() if 0 <= grid.day(row["date"]) < grid.n_days
    ]
    _require(stored, now, rebuilt.inputs)
    inputs, changes = apply_happenings(rebuilt.inputs, happened)
    forecast = apply_to_forecast(inputs, rebuilt.forecast, happened)
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
            _changed_rows(rebuilt, problem),
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
    before = assess(replanned.problem, replanned.kept)
    named = replace(plan, base=rebuilt.inputs, scenario=chain, changes=changes)
    return ReplannedRun(named, replanned, given, before)


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


def _changed_rows(rebuilt: Rebuilt, problem: RosterProblem) -> frozenset[int]:
    """Coverage rows whose need is not that of the published run."""
    before = {row.row_id: row.costs for row in rebuilt.problem.coverage}
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
