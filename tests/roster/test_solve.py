"""Solving and judging: honest statuses, an independent check, exact splits, repeatable and interruptible runs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from optimization.roster.assess import RosterRefusedError, assess
from optimization.roster.cost import roster_cost
from optimization.roster.cpsat.engine import solve_by_cpsat
from optimization.roster.problem import (
    ExternalSupply,
    Link,
    LinkTerm,
    RosterProblem,
    Source,
)
from optimization.roster.result import (
    Progress,
    Roster,
    SolveOptions,
    SolveStatus,
    Termination,
    relative_gap,
)
from optimization.roster.solve import solve
from optimization.rules.consecutive_days import ConsecutiveDays
from optimization.rules.minimum_rest import MinimumRest
from optimization.rules.one_shift_at_a_time import OneShiftAtATime
from optimization.rules.pinned import Pinned
from optimization.rules.policy import Hard, Policy, Soft
from optimization.rules.total_shifts import TotalShifts
from tests.roster.small_problems import DAY, NIGHT, SHORTAGE_PENCE, every_roster, small_problem

MONDAY = date(2026, 11, 30)
QUICK = SolveOptions(seconds=10)
POLICIES = (
    Policy(OneShiftAtATime(), Hard()),
    Policy(Pinned(), Hard()),
    Policy(MinimumRest(11 * 60), Hard()),
    Policy(ConsecutiveDays(at_most=3), Soft(700)),
    Policy(TotalShifts(at_least=2, at_most=4), Soft(90)),
)
AGENCY = ExternalSupply("agency", Source.AGENCY, {0: 4000, 3: 3000}, most_per_row=1, most_minutes=720)


def ward(n_people: int = 3, n_days: int = 3, **more: object) -> RosterProblem:
    needs = {(day, shift): 1 + (day == 1) for day in range(n_days) for shift in ("D", "N")}
    people = {f"S{number}": {} for number in range(n_people)}
    return small_problem(MONDAY, n_days, [DAY, NIGHT], people, needs, POLICIES, **more)


def keeps_hard_rules(problem: RosterProblem, roster: Roster) -> bool:
    judged = assess(problem, roster)
    return not judged.hard_breaches and not judged.faults


@pytest.mark.parametrize("supplies", [(), (AGENCY,)])
def test_the_cheapest_roster_by_brute_force(supplies: tuple[ExternalSupply, ...]) -> None:
    problem = ward(n_days=2, supplies=supplies)
    buys = [(), ((0, 0, 1),), ((0, 3, 1),)] if supplies else [()]
    best = min(
        assess(problem, replace(roster, bought=bought)).objective
        for roster in every_roster(problem)
        if keeps_hard_rules(problem, roster)
        for bought in buys
    )
    result = solve_by_cpsat(problem, QUICK)
    assert (result.status, result.termination) == (SolveStatus.OPTIMAL, Termination.PROVED)
    assert result.objective == result.bound == best
    assert result.roster is not None
    assess(problem, result.roster).refuse_if_wrong(result)


def test_links_between_people_cost_what_they_should() -> None:
    """S0 and S1 should not both be on days on Monday: forbidden, or at a price that is worth paying or not."""
    terms = tuple(LinkTerm(staff_id, 0, frozenset({0})) for staff_id in ("S0", "S1"))
    problem = small_problem(MONDAY, 1, [DAY], {"S0": {}, "S1": {}}, {(0, "D"): 2}, ())
    for enforcement, objective in (
        (Hard(), SHORTAGE_PENCE),
        (Soft(300), 300),
        (Soft(30_000), SHORTAGE_PENCE),
    ):
        linked = replace(problem, links=(Link("keep_apart", terms, enforcement, at_most=1),))
        result = solve_by_cpsat(linked, QUICK)
        assert result.objective == objective
        assert result.roster is not None
        assess(linked, result.roster).refuse_if_wrong(result)
    both = Roster(((0,), (0,)))
    (found,) = assess(replace(problem, links=(Link("keep_apart", terms, Hard(), at_most=1),)), both).breaches
    assert (found.is_hard, found.violation.message) == (
        True,
        "keep apart (S0, S1) on Mon 30 Nov 2026: 2, at most 1 asked for",
    )


def test_a_hard_minimum_that_cannot_be_met_is_infeasible_not_merely_unsolved() -> None:
    problem = small_problem(MONDAY, 1, [DAY], {"S0": {}}, {(0, "D"): 2}, POLICIES)
    must = replace(problem, coverage=(replace(problem.coverage[0], minimum=2),))
    result = solve(must, QUICK)
    assert (result.status, result.termination, result.roster) == (
        SolveStatus.INFEASIBLE,
        Termination.PROVED,
        None,
    )
    short = assess(must, Roster(((0,),)))
    assert short.faults == ("A/2026-11-30/D/RN has 1 people, the minimum is 2",)


def test_a_search_without_time_says_that_nothing_was_found() -> None:
    problem = ward(n_people=40, n_days=28)
    result = solve_by_cpsat(problem, SolveOptions(seconds=0.001, reproducible=True))
    assert result.status is SolveStatus.NONE_FOUND
    assert result.termination is Termination.TIME
    assert (result.roster, result.objective) == (None, None)


def test_an_interrupt_keeps_the_best_roster() -> None:
    problem = ward(n_people=25, n_days=28)
    seen: list[Progress] = []
    result = solve_by_cpsat(
        problem,
        SolveOptions(seconds=60),
        seen.append,
        lambda: any(progress.objective is not None for progress in seen),
    )
    assert result.roster is not None
    assert result.termination in (Termination.INTERRUPTED, Termination.PROVED)
    assert result.report.seconds < 30
    assess(problem, result.roster).refuse_if_wrong(result)


def test_a_failure_in_the_progress_display_stops_the_search_and_comes_out() -> None:
    def fail(_: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        solve_by_cpsat(ward(), QUICK, fail)


def test_equal_problems_and_seeds_give_equal_rosters() -> None:
    problem = ward(n_people=8, n_days=7)
    options = SolveOptions(seconds=5, reproducible=True)
    first, second = solve_by_cpsat(problem, options), solve_by_cpsat(problem, options)
    assert first.roster == second.roster
    assert first.report.n_workers == 1
    assert first.report.counted_seconds == second.report.counted_seconds > 0


def test_a_warm_start_does_not_alter_the_optimum() -> None:
    problem = ward()
    nobody = Roster(tuple((None,) * 3 for _ in problem.employees))
    assert (
        solve_by_cpsat(problem, QUICK, warm_start=nobody).objective
        == solve_by_cpsat(problem, QUICK).objective
    )


def test_nothing_to_plan_is_a_plan() -> None:
    found = solve(replace(ward(), employees=(), coverage=()), QUICK)
    assert (found.status, found.objective, found.report.n_groups) == (SolveStatus.OPTIMAL, 0, 1)


def test_the_assessment_refuses_what_the_engine_got_wrong() -> None:
    problem = ward()
    result = solve(problem, QUICK)
    assert result.roster is not None
    judged = assess(problem, result.roster)
    judged.refuse_if_wrong(result)
    with pytest.raises(RosterRefusedError, match="the engine says that it costs 1 pence, it costs"):
        judged.refuse_if_wrong(replace(result, objective=1))
    night_then_day = Roster(((1, 0, None), *result.roster.lines[1:]))
    with pytest.raises(RosterRefusedError, match="S0 has 0 h of rest between N on Mon 30 Nov 2026 and D"):
        assess(problem, night_then_day).refuse_if_wrong(result)


def test_the_assessment_names_what_no_rule_speaks_of() -> None:
    problem = ward(supplies=(AGENCY,))
    closed = replace(problem.duties[0], days=frozenset({1, 2}))
    problem = replace(problem, duties=(closed, problem.duties[1]))
    problem = replace(
        problem, employees=(replace(problem.employees[0], duties={0: 0}), *problem.employees[1:])
    )
    lines = ((0, None, 1), (7, None, None), (None, None, None))
    bought = ((0, 0, 2), (0, 1, 1), (3, 0, 1))
    assert assess(problem, Roster(lines, bought)).faults == (
        "S0 has duty A/D/RN on Mon 30 Nov 2026, a day on which it does not exist",
        "S0 has duty A/N/RN on Wed 2 Dec 2026, which this person may not be given",
        "S1 has an unknown duty (7) on Mon 30 Nov 2026",
        "2 shifts are bought from agency for A/2026-11-30/D/RN; from 1 to 1 are to be had",
        "1 shifts are bought from supply 0 for row 1, where there is no offer",
        "1 shifts are bought from supply 3 for row 0, where there is no offer",
        "1440 minutes are bought from agency; at most 720 are to be had",
    )


def test_costs_add_up_to_the_objective_and_agree_with_the_engines_own_count() -> None:
    problem = ward(n_days=7, supplies=(AGENCY,))
    result = solve(problem, QUICK)
    assert result.roster is not None
    judged = assess(problem, result.roster)
    assert sum(line.pence for line in judged.costs) == judged.objective == result.objective
    assert roster_cost(problem, result.roster) == judged.objective
    assert {line.unit_id for line in judged.costs} == {"A"}
    assert {line.kind for line in judged.costs} <= {
        "agency", "assignment", "coverage", "consecutive_days", "total_shifts",
    }  # fmt: skip


def test_costs_that_are_not_convex_are_refused_by_name() -> None:
    problem = ward()
    bent = replace(problem.coverage[0], costs=(0, 500, 600))
    with pytest.raises(ValueError, match="'A/2026-11-30/D/RN' has costs that are not convex"):
        solve_by_cpsat(replace(problem, coverage=(bent,)), QUICK)


@pytest.mark.parametrize(
    ("objective", "bound", "gap"),
    [
        (100, 99.0, 0.01),
        (100, 100.0, 0.0),
        (100, 120.0, 0.0),
        (0, -5.0, None),
        (0, 0.0, 0.0),
        (None, 3.0, None),
    ],
)
def test_the_gap_is_a_share_of_the_objective(objective: int | None, bound: float, gap: float | None) -> None:
    """A roster that costs nothing has no relative gap: it once ended the search with a division by zero."""
    assert relative_gap(objective, bound) == (None if gap is None else pytest.approx(gap))
