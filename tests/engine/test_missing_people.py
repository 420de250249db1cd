"""A hard minimum is met whatever the work costs, and greedy rosters tell no line from none found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pytest

from data.calendar import DayGrid
from optimization.roster.columns.engine import cost_grain, solve_by_columns
from optimization.roster.columns.greedy import LineNotFoundError, greedy_lines
from optimization.roster.columns.needs import read_needs
from optimization.roster.columns.people import Person, read_people
from optimization.roster.columns.pricing import Priced
from optimization.roster.columns.scope import whole_scope
from optimization.roster.columns.support import compile_everybody, reasons_against
from optimization.roster.problem import CoverageRow, Duty, Employee, Link, LinkTerm, RosterProblem
from optimization.roster.result import SolveOptions, SolveStatus, Termination
from optimization.rules.policy import Hard, Policy, Rule, Soft
from optimization.rules.primitives import CellClass, FixedCell, ForbiddenSuccession
from optimization.rules.total_minutes import TotalMinutes
from tests.engine.test_pricing_against_enumeration import Given

N_DAYS = 7
DAY_SHIFT = Duty("day", "A", "D", "nurse", 480, 960, 480, is_night=False, days=frozenset(range(N_DAYS)))
OFF_DUTY, ON_DUTY = CellClass(frozenset(), off=True), CellClass(frozenset({0}))
OPTIONS = SolveOptions(seconds=30, n_workers=1)


def one_person(rule: Rule, enforcement: Hard | Soft) -> RosterProblem:
    """A week in which one person must come on day 3, at nobody's gain."""
    row = CoverageRow("3-D", "A", 3, "D", "nurse", frozenset({(3, 0)}), (0, 0), 1, minimum=1)
    return RosterProblem(
        DayGrid(date(2026, 11, 30), N_DAYS),
        (DAY_SHIFT,),
        (Employee("S0", "Person S0", {0: 0}),),
        (Policy(rule, enforcement),),
        (row,),
    )


@pytest.mark.parametrize(
    ("rule", "cost"),
    [
        (TotalMinutes(None, 0), 480),
        (Given((FixedCell((3,) * 50, OFF_DUTY),)), 50),
        (Given((ForbiddenSuccession(OFF_DUTY, ON_DUTY, carried_in=(None,), weight=600),)), 600),
    ],
)
def test_a_hard_minimum_is_met_however_many_units_a_soft_rule_is_broken_by(rule: Rule, cost: int) -> None:
    found = solve_by_columns(one_person(rule, Soft(1)), OPTIONS)
    assert found.status is SolveStatus.OPTIMAL
    assert found.roster is not None
    assert found.roster.lines[0][3] == 0
    assert found.objective == cost


def test_the_price_of_a_missing_person_keeps_the_grain_of_all_prices() -> None:
    problem = one_person(TotalMinutes(None, 0), Soft(25))
    needs = read_needs(problem, read_people(problem))
    assert needs.missing_pence >= 25 * 480
    assert cost_grain(needs) == 25


def test_a_link_that_no_number_meets_is_refused() -> None:
    terms = (LinkTerm("S0", 1, frozenset({0})),)
    problem = replace(
        one_person(TotalMinutes(), Hard()), links=(Link("pairs", terms, Soft(5), at_least=2, at_most=1),)
    )
    assert reasons_against(problem) == ("a link of pairs asks for at least 2 and at most 1 at once",)
    allowed = replace(problem, links=(Link("pairs", terms, Soft(5), at_least=1, at_most=1),))
    assert reasons_against(allowed) == ()


@dataclass(frozen=True, slots=True)
class Counting(Given):
    """A rule that notes for whom it is compiled."""

    asked: list[str] | None = None

    def compile(self, problem: RosterProblem, employee: Employee) -> tuple[FixedCell, ...]:
        del problem
        assert self.asked is not None
        self.asked.append(employee.employee_id)
        return (FixedCell((2,), OFF_DUTY),)


def test_rules_compiled_once_serve_the_refusals_and_the_people() -> None:
    rule = Counting((), asked=[])
    problem = one_person(rule, Hard())
    restrictions = compile_everybody(problem)
    assert reasons_against(problem, restrictions) == ()
    person = read_people(problem, restrictions)[0]
    assert rule.asked == ["S0"]
    assert person.cell_costs[2].tolist() == [0.0, np.inf]


class Answers:
    """A pricer that says what it is told, the narrow search first."""

    def __init__(self, narrow: Priced, wide: Priced) -> None:
        self.priced = {False: narrow, True: wide}
        self.asked: list[bool] = []

    def price(self, costs: np.ndarray, *, exact: bool = True) -> Priced:
        del costs
        self.asked.append(exact)
        return self.priced[exact]

    def line_cost(self, numbers: np.ndarray) -> float:
        return float(len(numbers))


OFF = np.zeros(N_DAYS, dtype=np.int64)
NO_LINE, UNKNOWN, A_LINE = Priced(np.inf, (), 1), Priced(4.0, (), 1), Priced(4.0, ((OFF, 5.0),), 1)


def greedy_with(pricer: Answers) -> Sequence[np.ndarray] | None:
    problem = one_person(TotalMinutes(), Hard())
    people: list[Person] = [
        replace(person, pricer=pricer)  # type: ignore[arg-type]
        for person in read_people(problem)
    ]
    return greedy_lines(whole_scope(read_needs(problem, people), people), [0], 0, lambda: False)


def test_nobody_is_said_to_have_no_line_before_that_is_proved() -> None:
    at_once = Answers(NO_LINE, A_LINE)
    assert greedy_with(at_once) is None
    assert at_once.asked == [False]
    later = Answers(UNKNOWN, NO_LINE)
    assert greedy_with(later) is None
    assert later.asked == [False, True]
    found = greedy_with(Answers(UNKNOWN, A_LINE))
    assert found is not None
    assert found[0].tolist() == OFF.tolist()
    with pytest.raises(LineNotFoundError, match="Person S0"):
        greedy_with(Answers(UNKNOWN, UNKNOWN))


def test_whoever_has_no_line_is_named() -> None:
    rule = Given((FixedCell((3,), OFF_DUTY), FixedCell((3,), ON_DUTY)))
    problem = one_person(rule, Hard())
    free = Employee("S1", "Person S1", {0: 0})
    policy = replace(problem.policies[0], employee_ids=frozenset({"S0"}))
    found = solve_by_columns(
        replace(problem, employees=(free, *problem.employees), policies=(policy,)), OPTIONS
    )
    assert (found.status, found.termination) == (SolveStatus.INFEASIBLE, Termination.PROVED)
    assert found.report.notes == ("Person S0 has no line that keeps the rules that must hold",)


def test_a_cheap_roster_that_lacks_somebody_is_no_proof() -> None:
    row = one_person(TotalMinutes(), Hard()).coverage[0]
    problem = replace(
        one_person(TotalMinutes(), Hard()), coverage=(replace(row, costs=(0, 0, 0), minimum=2),)
    )
    found = solve_by_columns(problem, OPTIONS)
    assert (found.status, found.termination) == (SolveStatus.NONE_FOUND, Termination.STALL)
