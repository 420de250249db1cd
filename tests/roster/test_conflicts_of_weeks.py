"""Weeks in which not everything can be had: the causes named clash, and do without any one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from random import Random

import pytest

from data.calendar import DayGrid
from optimization.roster.cpsat.engine import solve_by_cpsat
from optimization.roster.explain.cause import Cause, CauseKind
from optimization.roster.explain.conflict import find_conflict
from optimization.roster.problem import RosterProblem
from optimization.roster.result import SolveOptions, SolveStatus
from optimization.rules.consecutive_days import ConsecutiveDays
from optimization.rules.leave import Leave
from optimization.rules.minimum_rest import MinimumRest
from optimization.rules.one_shift_at_a_time import OneShiftAtATime
from optimization.rules.pinned import Pinned
from optimization.rules.policy import Hard, Policy
from tests.roster.small_problems import DAY, NIGHT, away, small_problem

POSSIBLE = (5, 12)
"""Seeds of weeks in which everything can be had."""

POLICIES = (
    Policy(OneShiftAtATime(), Hard()),
    Policy(Leave(), Hard()),
    Policy(Pinned(), Hard()),
    Policy(MinimumRest(11 * 60), Hard()),
    Policy(ConsecutiveDays(at_most=5), Hard()),
)


def week(seed: int) -> RosterProblem:
    random = Random(seed)
    grid = DayGrid(date(2024, 6, 3), 7)
    people: dict[str, dict[str, object]] = {}
    for number in range(4):
        first = random.randrange(7)
        leave = (away(grid, grid.date_of(first), grid.date_of(min(6, first + random.randrange(3)))),)
        pins = {random.randrange(7): random.choice((None, 0, 1))} if random.random() < 0.5 else {}
        people[f"S{number}"] = {
            "absences": leave if random.random() < 0.6 else (),
            "pinned": pins,
            "history": tuple(random.choice((None, 0, 1)) for _ in range(3)),
        }
    needs = {(day, shift): random.choice((1, 2)) for day in range(7) for shift in ("D", "N")}
    return small_problem(grid.first_day, 7, [DAY, NIGHT], people, needs, POLICIES)


def only(problem: RosterProblem, causes: Sequence[Cause]) -> RosterProblem:
    """The problem in which nothing but these causes is asked for."""
    rules = {(c.employee_id, c.rule) for c in causes if c.kind is CauseKind.RULE}
    absent = {(c.employee_id, day) for c in causes if c.kind is CauseKind.ABSENCE for day in c.days}
    pinned = {(c.employee_id, c.days[0]) for c in causes if c.kind is CauseKind.PIN}
    demands = {c.row_id for c in causes if c.kind is CauseKind.DEMAND}
    policies = [
        replace(policy, employee_ids=frozenset(who for who, rule in rules if rule == policy.rule.name))
        for policy in problem.policies
        if policy.rule.name not in ("leave", "pinned")
    ]
    employees = tuple(
        replace(
            person,
            absences=tuple(
                each
                for each in person.absences
                if any((person.employee_id, day) in absent for day in range(7))
            ),
            pinned={d: c for d, c in person.pinned.items() if (person.employee_id, d) in pinned},
        )
        for person in problem.employees
    )
    kept = [policy for policy in problem.policies if policy.rule.name in ("leave", "pinned")]
    rows = tuple(
        replace(row, minimum=row.target if row.row_id in demands else None) for row in problem.coverage
    )
    return replace(problem, policies=(*kept, *policies), employees=employees, coverage=rows)


@pytest.mark.parametrize("seed", [seed for seed in range(22) if seed not in POSSIBLE])
def test_a_week_has_a_conflict_that_is_real_and_minimal(seed: int) -> None:
    problem = week(seed)
    conflict = find_conflict(problem)
    assert conflict is not None, "the week should be over-constrained"
    assert conflict.is_minimal
    quick = SolveOptions(seconds=20, n_workers=1, gap=0.99)
    assert solve_by_cpsat(only(problem, conflict.causes), quick).status is SolveStatus.INFEASIBLE
    for left_out in conflict.causes:
        rest = [cause for cause in conflict.causes if cause is not left_out]
        assert solve_by_cpsat(only(problem, rest), quick).roster is not None, left_out


@pytest.mark.parametrize("seed", POSSIBLE)
def test_a_week_in_which_everything_can_be_had_has_no_conflict(seed: int) -> None:
    problem = week(seed)
    assert find_conflict(problem) is None
    everything = replace(
        problem, coverage=tuple(replace(row, minimum=row.target) for row in problem.coverage)
    )
    assert solve_by_cpsat(everything, SolveOptions(seconds=20, n_workers=1, gap=0.99)).roster is not None
