"""Case 40: when not every demand can be met, the reason is named, and nothing that has no part in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest

from data.calendar import DayGrid
from optimization.roster.assess import assess
from optimization.roster.explain.cause import Cause, CauseKind
from optimization.roster.explain.conflict import find_conflict
from optimization.roster.explain.sentences import cause_sentences
from optimization.roster.problem import ExternalSupply, Link, LinkTerm, RosterProblem, Source
from optimization.roster.result import Roster, SolveOptions, SolveStatus
from optimization.roster.solve import solve
from optimization.rules.policy import Hard
from optimization.rules.reading import day_text
from tests.cases.case_rows import read_rows, shifts_of
from tests.cases.case_rules import POLICIES
from tests.roster.small_problems import DAY, NIGHT, away, every_roster, small_problem

CASE = Path(__file__).parent / "40"


def rows(name: str) -> list[dict[str, str]]:
    return read_rows(CASE / name)


def the_case() -> RosterProblem:
    first_day = min(date.fromisoformat(row["date"]) for row in rows("demand.csv"))
    grid = DayGrid(first_day, 2)
    leave = {
        row["staff_id"]: (away(grid, date.fromisoformat(row["from"]), date.fromisoformat(row["to"])),)
        for row in rows("leave.csv")
    }
    return small_problem(
        first_day,
        2,
        shifts_of(CASE / "shifts.csv"),
        {row["staff_id"]: {"absences": leave.get(row["staff_id"], ())} for row in rows("staff.csv")},
        {
            (grid.day(date.fromisoformat(row["date"])), row["shift"]): int(row["need"])
            for row in rows("demand.csv")
        },
        POLICIES,
    )


def test_the_case_names_the_two_demands_and_the_leave() -> None:
    conflict = find_conflict(the_case())
    assert conflict is not None
    assert conflict.is_minimal
    assert [cause.message for cause in conflict.causes] == [
        "S3 is away (annual leave) on Sun 2 Jun 2024",
        "A needs 2 RN for D on Sun 2 Jun 2024",
        "A needs 1 RN for N on Sun 2 Jun 2024",
    ]
    assert [cause.row_id for cause in conflict.causes] == [None, "A/2024-06-02/D/RN", "A/2024-06-02/N/RN"]


def test_the_best_partial_roster_leaves_one_shift_open() -> None:
    problem = the_case()
    result = solve(problem, SolveOptions(seconds=5))
    assert result.status is SolveStatus.OPTIMAL
    assert result.roster is not None
    judged = assess(problem, result.roster)
    judged.refuse_if_wrong(result)
    missing = {
        row.day: row.target - there.present
        for row, there in zip(problem.coverage, judged.cover, strict=True)
        if row.target > there.present
    }
    assert missing == {1: 1}


def test_without_the_leave_there_is_no_conflict() -> None:
    problem = the_case()
    back = tuple(replace(employee, absences=()) for employee in problem.employees)
    assert find_conflict(replace(problem, employees=back)) is None


def test_a_shift_that_can_be_bought_is_no_conflict() -> None:
    problem = the_case()
    agency = ExternalSupply("agency", Source.AGENCY, {2: 500, 3: 500}, most_per_row=1)
    assert find_conflict(replace(problem, supplies=(agency,))) is None


def test_a_rule_that_has_a_part_in_it_is_named() -> None:
    """S1 comes off a night: with a rest of 11 hours the day has only S2."""
    problem = small_problem(
        date(2024, 6, 3), 1, [DAY, NIGHT], {"S1": {"history": (1,)}, "S2": {}}, {(0, "D"): 2}, POLICIES
    )
    conflict = find_conflict(problem)
    assert conflict is not None
    assert [cause.message for cause in conflict.causes] == [
        "S1: at least 11 h of rest between shifts",
        "A needs 2 RN for D on Mon 3 Jun 2024",
    ]


def test_a_settled_cell_that_clashes_with_leave_needs_no_demand() -> None:
    grid = DayGrid(date(2024, 6, 3), 1)
    absent = {"absences": (away(grid, grid.first_day, grid.first_day),), "pinned": {0: 0}}
    problem = small_problem(grid.first_day, 1, [DAY, NIGHT], {"S1": absent}, {(0, "D"): 1}, POLICIES)
    conflict = find_conflict(problem)
    assert conflict is not None
    assert [cause.kind for cause in conflict.causes] == [CauseKind.ABSENCE, CauseKind.PIN]
    assert solve(problem, SolveOptions(seconds=5)).status is SolveStatus.INFEASIBLE


@pytest.mark.parametrize("seed", range(12))
def test_every_conflict_is_real_and_minimal_by_brute_force(seed: int) -> None:
    random = Random(seed)
    grid = DayGrid(date(2024, 6, 3), 2)
    people: dict[str, dict[str, object]] = {}
    for number in range(3):
        leave = [
            away(grid, grid.date_of(day), grid.date_of(day)) for day in range(2) if random.random() < 0.3
        ]
        history = (None, random.choice((None, 0, 1)))
        pins = {random.randrange(2): random.choice((None, 0, 1))} if random.random() < 0.3 else {}
        people[f"S{number}"] = {"absences": tuple(leave), "history": history, "pinned": pins}
    needs = {(day, shift): random.choice((1, 2)) for day in range(2) for shift in ("D", "N")}
    problem = small_problem(grid.first_day, 2, [DAY, NIGHT], people, needs, POLICIES)
    conflict = find_conflict(problem)
    assert conflict is not None
    rosters = every_roster(problem)
    assert not possible(problem, rosters, conflict.causes)
    for without in conflict.causes:
        assert possible(problem, rosters, [cause for cause in conflict.causes if cause is not without])


def possible(problem: RosterProblem, rosters: list[Roster], causes: tuple[Cause, ...] | list[Cause]) -> bool:
    """Whether some roster meets all of the causes, by the rules' own checks."""
    return any(all(meets(problem, roster, cause) for cause in causes) for roster in rosters)


def meets(problem: RosterProblem, roster: Roster, cause: Cause) -> bool:
    if cause.kind is CauseKind.DEMAND:
        row = next(row for row in problem.coverage if row.row_id == cause.row_id)
        at_work = Counter(line[row.day] for line in roster.lines)
        return sum(at_work[duty] for _, duty in row.cells) >= row.target
    number = next(n for n, e in enumerate(problem.employees) if e.employee_id == cause.employee_id)
    rule = next(policy.rule for policy in problem.policies if policy.rule.name == cause.rule)
    found = rule.check(problem, problem.employees[number], roster.lines[number])
    if cause.kind is CauseKind.ABSENCE:
        # the absence is one day, and a night before it runs into it
        return not any(day in cause.days or day + 1 in cause.days for each in found for day in each.days)
    if cause.kind is CauseKind.PIN:
        return not any(day in cause.days for each in found for day in each.days)
    return not found


def test_a_hard_rule_of_a_team_is_named() -> None:
    """S1 and S2 are kept apart, and the day needs both."""
    problem = small_problem(date(2024, 6, 3), 1, [DAY, NIGHT], {"S1": {}, "S2": {}}, {(0, "D"): 2}, POLICIES)
    terms = tuple(LinkTerm(staff_id, 0, frozenset({0})) for staff_id in ("S1", "S2"))
    apart = Link("apart", terms, Hard(), at_most=1, title="S1 and S2 apart in A")
    conflict = find_conflict(replace(problem, links=(apart,)))
    assert conflict is not None
    assert conflict.is_minimal
    assert [(cause.kind, cause.message) for cause in conflict.causes] == [
        (CauseKind.RULE, "S1 and S2 apart in A on Mon 3 Jun 2024: at most 1"),
        (CauseKind.DEMAND, "A needs 2 RN for D on Mon 3 Jun 2024"),
    ]


def test_a_rule_among_causes_says_when() -> None:
    """Found by a reader: causes say who, which rule and which demand, and for rules of one person not when."""
    problem = the_case()
    rule = Cause(CauseKind.RULE, (0, 1), "Ann: at most 4 nights in a row", "S1", rule="consecutive_nights")
    leave = Cause(CauseKind.ABSENCE, (1,), "Ann is away", "S1", rule="leave")
    other = Cause(CauseKind.ABSENCE, (0,), "Ben is away", "S2", rule="leave")
    day = day_text(problem, 1)
    assert cause_sentences(problem, (rule, leave, other)) == (
        f"Ann: at most 4 nights in a row, on {day}", "Ann is away", "Ben is away",
    )  # fmt: skip
    alone = cause_sentences(problem, (rule,))
    assert alone == (f"Ann: at most 4 nights in a row, on {day_text(problem, 0)} to {day}",)
