"""Wards that share nothing are solved apart: exactly, one after another, with the time of all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimization.roster import engines
from optimization.roster.assess import assess
from optimization.roster.cost import roster_cost
from optimization.roster.cpsat.engine import solve_by_cpsat
from optimization.roster.problem import (
    CoverageRow,
    Employee,
    ExternalSupply,
    Link,
    RosterProblem,
    Source,
)
from optimization.roster.result import (
    Progress,
    Roster,
    SolveOptions,
    SolveResult,
    SolveStatus,
    Termination,
)
from optimization.roster.solve import solve
from optimization.roster.split import split
from optimization.rules.policy import Hard, Soft
from tests.roster.test_solve import QUICK, keeps_hard_rules, ward


def two_wards(limited: bool) -> RosterProblem:
    """S0 and S1 in ward A, S2 in ward B, and a row of ward C that nobody can serve but an agency can."""
    problem = ward(2)
    duty = replace(problem.duties[0], duty_id="B/D/RN", unit_id="B")
    other = Employee("S2", "S2", {2: 5}, unit_id="B")
    rows = (
        *problem.coverage,
        CoverageRow("B", "B", 0, "D", "RN", frozenset({(0, 2)}), (9000, 0, 10), 1, paid_minutes=720),
        CoverageRow("C", "C", 0, "D", "RN", frozenset({(0, 3)}), (9000, 0, 10), 1, paid_minutes=720),
    )
    agency = ExternalSupply(
        "agency",
        Source.AGENCY,
        dict.fromkeys(range(len(rows)), 5000),
        most_per_row=1,
        most_minutes=720 if limited else None,
    )
    return replace(
        problem,
        duties=(*problem.duties, duty, replace(duty, duty_id="C/D/RN", unit_id="C")),
        employees=(*problem.employees, other),
        coverage=rows,
        supplies=(agency,),
    )


def test_wards_that_share_nothing_are_solved_apart_at_the_same_cost() -> None:
    problem = two_wards(limited=False)
    parts = split(problem)
    assert [(part.employees, len(part.rows)) for part in parts] == [((0, 1), 6), ((2,), 1), ((), 1)]
    apart, together = solve(problem, QUICK), solve_by_cpsat(problem, QUICK)
    assert apart.status is SolveStatus.OPTIMAL
    assert apart.objective == together.objective == apart.bound
    assert apart.report.n_groups == 3
    assert apart.roster is not None
    assess(problem, apart.roster).refuse_if_wrong(apart)
    assert (0, 7, 1) in apart.roster.bought


@pytest.mark.parametrize("n_people", [2, 0])
def test_a_link_that_names_nobody_is_not_lost_in_a_split(n_people: int) -> None:
    """No roster has a senior where nobody is one: a split once dropped such a link, and the plan was called optimal."""
    problem = two_wards(limited=False)
    if not n_people:
        problem = replace(problem, employees=())
    hard = Link("senior", (), Hard(), at_least=1)
    found = solve(replace(problem, links=(hard,)), QUICK)
    assert (found.status, found.roster) == (SolveStatus.INFEASIBLE, None)
    soft = replace(problem, links=(replace(hard, enforcement=Soft(250)),))
    assert len(split(soft)) == (3 if n_people else 1)
    priced, plain = solve(soft, QUICK), solve(problem, QUICK)
    assert priced.objective is not None
    assert plain.objective is not None
    assert priced.objective == plain.objective + 250
    assert priced.roster is not None
    judged = assess(soft, priced.roster)
    judged.refuse_if_wrong(priced)
    assert "senior (nobody): 0, at least 1 asked for" in [
        breach.violation.message for breach in judged.breaches
    ]


@pytest.mark.parametrize(("reproducible", "n_used"), [(True, 1), (False, 2)])
def test_the_report_says_how_many_workers_were_used(reproducible: bool, n_used: int) -> None:
    found = solve(two_wards(limited=False), replace(QUICK, n_workers=2, reproducible=reproducible))
    assert found.report.n_workers == n_used


def test_an_interrupt_from_the_start_still_gives_every_ward_a_roster() -> None:
    problem = two_wards(limited=False)
    result = solve(problem, QUICK, interrupted=lambda: True)
    assert result.roster is not None
    assert keeps_hard_rules(problem, result.roster)
    assert assess(problem, result.roster).objective == result.objective


def test_an_interrupt_between_parts_keeps_those_that_are_done() -> None:
    """The small wards are done when Ctrl-C comes; the large one gets a first roster, and the whole is one."""
    problem = two_wards(limited=False)
    seen: list[Progress] = []
    result = solve(problem, QUICK, seen.append, lambda: bool(seen) and seen[-1].part > 2)
    alone = solve(split(problem)[1].problem, QUICK)
    assert result.roster is not None
    assert keeps_hard_rules(problem, result.roster)
    assert assess(problem, result.roster).objective == result.objective
    in_small_ward = Roster(
        result.roster.lines[2:], tuple((0, 0, each[2]) for each in result.roster.bought if each[1] == 6)
    )
    assert roster_cost(split(problem)[1].problem, in_small_ward) == alone.objective


@pytest.mark.parametrize("reproducible", [True, False])
def test_what_small_parts_leave_of_the_time_goes_to_the_larger_ones(
    reproducible: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Parts once went in the order of their people, so that the time a last small part did not need was lost."""
    given: list[tuple[int, float]] = []

    def noted(problem: RosterProblem, options: SolveOptions, *_: object) -> SolveResult:
        given.append((len(problem.employees), options.seconds))
        return solve_by_cpsat(problem, options)

    monkeypatch.setattr("optimization.roster.parts_run.solve_by_best_engine", noted)
    found = solve(two_wards(limited=False), replace(QUICK, reproducible=reproducible))
    assert found.status is SolveStatus.OPTIMAL
    assert [n_people for n_people, _ in given] == [0, 1, 2]
    assert given[-1][1] > 0.8 * QUICK.seconds


def test_time_that_is_left_goes_to_the_parts_that_ran_out_of_theirs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small part unproven in its share once stayed so, however soon the large one was done."""
    given: list[tuple[int, float, bool]] = []

    def noted(
        problem: RosterProblem,
        options: SolveOptions,
        on_progress: object,
        interrupted: object,
        known: Roster | None,
    ) -> SolveResult:
        del on_progress, interrupted
        given.append((len(problem.employees), options.seconds, known is not None))
        found = solve_by_cpsat(problem, options)
        if len(problem.employees) != 1 or known is not None:
            return found
        assert found.bound is not None
        report = replace(found.report, counted_seconds=options.seconds)
        return replace(
            found,
            status=SolveStatus.FEASIBLE,
            termination=Termination.TIME,
            bound=found.bound - 100,
            report=report,
        )

    monkeypatch.setattr("optimization.roster.parts_run.solve_by_best_engine", noted)
    found = solve(two_wards(limited=False), replace(QUICK, reproducible=True))
    assert found.status is SolveStatus.OPTIMAL
    assert [(n_people, has_start) for n_people, _, has_start in given] == [
        (0, False),
        (1, False),
        (2, False),
        (1, True),
    ]
    assert given[-1][1] > 0.5 * QUICK.seconds


def test_a_supply_with_a_limit_in_all_keeps_its_rows_together() -> None:
    problem = two_wards(limited=True)
    assert len(split(problem)) == 1
    result = solve(problem, QUICK)
    assert result.roster is not None
    assert sum(number for _, _, number in result.roster.bought) <= 1
    assess(problem, result.roster).refuse_if_wrong(result)


def test_progress_of_several_parts_names_the_part_and_adds_up_what_is_known() -> None:
    seen: list[Progress] = []
    found = solve(two_wards(limited=False), QUICK, seen.append)
    assert {progress.phase for progress in seen} <= {"search", "done"}
    # however soon a part is done, its end is told
    ends = [(progress.part, progress.n_parts) for progress in seen if progress.phase == "done"]
    assert ends == [(1, 3), (2, 3), (3, 3)]
    so_far = {progress.part: progress.objective for progress in seen if progress.objective is not None}
    assert 0 < so_far[2] < so_far[3] == found.objective


def test_the_parts_without_a_roster_say_why_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    ends = iter([Termination.INTERRUPTED, Termination.TIME, Termination.GAP])

    def one_without(problem: RosterProblem, options: SolveOptions, *_: object) -> SolveResult:
        why = next(ends)
        found = replace(solve_by_cpsat(problem, options), termination=why)
        if why is not Termination.TIME:
            return found
        return replace(found, status=SolveStatus.NONE_FOUND, roster=None, objective=None)

    monkeypatch.setattr(engines, "solve_by_cpsat", one_without)
    found = solve(two_wards(limited=False), QUICK)
    assert (found.status, found.termination) == (SolveStatus.NONE_FOUND, Termination.TIME)
