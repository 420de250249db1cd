"""Ways out of conflicts: each really is one, none is left out, and a rule is broken by no more than it must be.

Held against every roster that there is in small weeks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from random import Random

import pytest

from data.calendar import DayGrid
from optimization.roster.assess import assess
from optimization.roster.explain.asked import as_covered, with_one_more
from optimization.roster.explain.candidates import candidates
from optimization.roster.explain.cause import CauseKind
from optimization.roster.explain.conflict import find_conflict, find_conflict_near
from optimization.roster.explain.repair import Repair, RepairKind, RepairTerms
from optimization.roster.explain.repairs import find_repairs
from optimization.roster.problem import Link, LinkTerm, RosterProblem
from optimization.roster.result import Roster
from optimization.rules.leave import Leave
from optimization.rules.minimum_rest import MinimumRest
from optimization.rules.one_shift_at_a_time import OneShiftAtATime
from optimization.rules.pinned import Pinned
from optimization.rules.policy import Hard, Policy
from scenarios.explaining.terms import repair_terms
from tests.roster.small_problems import DAY, NIGHT, away, every_roster, small_problem
from tests.roster.two_wards import hospital

REST = MinimumRest(11 * 60)
POLICIES = tuple(Policy(rule, Hard()) for rule in (OneShiftAtATime(), Leave(), Pinned(), REST))
GRID = DayGrid(date(2024, 6, 3), 2)


def week(seed: int) -> RosterProblem:
    random = Random(seed)
    people: dict[str, dict[str, object]] = {}
    for number in range(3):
        leave = [away(GRID, GRID.date_of(d), GRID.date_of(d)) for d in range(2) if random.random() < 0.3]
        if random.random() < 0.3:
            leave = [replace(each, kind="sickness") for each in leave]
        pins = {random.randrange(2): random.choice((None, 0, 1))} if random.random() < 0.3 else {}
        people[f"S{number}"] = {
            "absences": tuple(leave),
            "history": (None, random.choice((None, 0, 1))),
            "pinned": pins,
        }
    needs = {(day, shift): random.choice((0, 1, 2)) for day in range(2) for shift in ("D", "N")}
    return small_problem(GRID.first_day, 2, [DAY, NIGHT], people, needs, POLICIES)


def terms_of(problem: RosterProblem) -> RepairTerms:
    rows = [row.row_id for row in problem.coverage]
    return RepairTerms({REST.name: 30}, {("agency", row): 40_000 for row in rows}, moved_leave_pence=12_000)


def everything(problem: RosterProblem, rosters: Sequence[Roster]) -> list[Roster]:
    """The rosters that keep every rule and meet every demand, by the rules' own checks."""
    found = []
    for roster in rosters:
        at_work = Counter((day, cell) for line in roster.lines for day, cell in enumerate(line))
        if any(sum(at_work[cell] for cell in row.cells) < row.target for row in problem.coverage):
            continue
        if not assess(problem, roster).hard_breaches:
            found.append(roster)
    return found


@pytest.mark.parametrize("seed", range(9))
def test_the_ways_out_are_those_that_there_are(seed: int) -> None:
    problem = week(seed)
    rosters = every_roster(problem)
    conflict = find_conflict(problem)
    assert (conflict is None) is bool(everything(problem, rosters))
    if conflict is None:
        return
    terms = terms_of(problem)
    repairs = find_repairs(problem, conflict, terms)
    assert repairs.is_complete
    for repair in repairs.found:
        possible = everything(repair.repaired, rosters)
        assert possible, repair.message
        if repair.kind is RepairKind.RULE:
            least = min(sum(breach_minutes(problem, repair, roster)) for roster in possible)
            assert repair.pence == 30 * least, "a rule is broken by no more than it must be"
    tried = [each.repair for each in candidates(problem, conflict.causes, terms)]
    enough = [each.repaired for each in tried if everything(each.repaired, rosters)]
    assert len(repairs.found) == len(enough), "no way out is left out"
    prices = [each.pence for each in repairs.found]
    assert prices == sorted(prices, key=lambda pence: pence or 0), "the cheapest come first"


def breach_minutes(problem: RosterProblem, repair: Repair, roster: Roster) -> list[int]:
    return [
        violation.amount
        for number, employee in enumerate(problem.employees)
        if repair.message.startswith(f"This is not kept: {employee.name}:")
        for violation in REST.check(problem, employee, roster.lines[number])
    ]


@pytest.mark.parametrize("seed", range(9))
def test_looking_from_near_tells_the_same(seed: int) -> None:
    """One more person than a roster has, on some shift: the same verdict, and the same ways out."""
    problem = replace(week(seed), supplies=())
    kept = [r for r in every_roster(problem) if not assess(problem, r).hard_breaches]
    if not kept:
        return
    roster = Random(seed).choice(kept)
    present = [there.present for there in assess(problem, roster).cover]
    row = Random(seed).randrange(len(present))
    asked = with_one_more(as_covered(problem, present), row)
    near, far = find_conflict_near(asked, roster, (), [row]), find_conflict(asked)
    assert (near is None) is (far is None)
    if near is None:
        return
    assert near.is_minimal
    terms = terms_of(asked)
    found = find_repairs(asked, near, terms, roster)
    assert [each.message.split(" (")[0] for each in found.found] == [
        each.message.split(" (")[0] for each in find_repairs(asked, near, terms).found
    ]
    assert all(everything(each.repaired, every_roster(asked)) for each in found.found)


@pytest.mark.parametrize("seed", range(9))
def test_a_law_is_no_way_out_where_the_same_rule_of_others_is(seed: int) -> None:
    """A doctors' agreement binds S0 to the rest that the hospital asks of the others; theirs alone may be broken."""
    problem = week(seed)
    law = tuple(
        Policy(REST, Hard(), frozenset({"S0"}), is_law=True) if each.rule is REST else each
        for each in POLICIES
    )
    own = Policy(REST, Hard(), frozenset({"S1", "S2"}))
    problem = replace(problem, policies=(*law, own))
    conflict = find_conflict(problem)
    if conflict is None:
        return
    rules = [each for each in conflict.causes if each.kind is CauseKind.RULE]
    tried = [each.repair for each in candidates(problem, conflict.causes, terms_of(problem))]
    broken = [each for each in tried if each.kind is RepairKind.RULE]
    assert len(broken) == sum(each.employee_id != "S0" for each in rules)


def test_sickness_and_wishes_are_no_ways_out() -> None:
    """Two shifts of a day, one of two people is ill: only buying is left, at its price."""
    ill = replace(away(GRID, GRID.first_day, GRID.first_day), kind="sickness")
    people = {"S1": {"absences": (ill,)}, "S2": {}}
    problem = small_problem(GRID.first_day, 2, [DAY, NIGHT], people, {(0, "D"): 1, (0, "N"): 1}, POLICIES)
    conflict = find_conflict(problem)
    assert conflict is not None
    assert CauseKind.ABSENCE in [cause.kind for cause in conflict.causes]
    assert [(each.kind, each.pence) for each in find_repairs(problem, conflict, terms_of(problem)).found] == [
        (RepairKind.BUY, 40_000),
        (RepairKind.BUY, 40_000),
    ]


def test_a_rule_that_the_law_makes_is_never_among_the_ways_out() -> None:
    problem = small_problem(
        GRID.first_day, 2, [DAY, NIGHT], {"S1": {"history": (1,)}}, {(0, "D"): 1}, POLICIES
    )
    conflict = find_conflict(problem)
    assert conflict is not None
    assert find_repairs(problem, conflict, RepairTerms()).found == ()
    (way,) = find_repairs(problem, conflict, RepairTerms({REST.name: 2})).found
    assert way.message == (
        "This is not kept: S1: at least 11 h of rest between shifts (S1 has 0 h of rest between N on Sun 2 Jun 2024 and D on "
        "Mon 3 Jun 2024; at least 11 h asked for)"
    )
    assert way.pence == 2 * 11 * 60


def test_a_rule_of_a_team_is_a_way_out_for_its_price() -> None:
    problem = small_problem(GRID.first_day, 1, [DAY, NIGHT], {"S1": {}, "S2": {}}, {(0, "D"): 2}, POLICIES)
    terms = tuple(LinkTerm(staff_id, 0, frozenset({0})) for staff_id in ("S1", "S2"))
    apart = Link("apart", terms, Hard(), at_most=1, title="S1 and S2 apart in A")
    problem = replace(problem, links=(apart,))
    conflict = find_conflict(problem)
    assert conflict is not None
    (way,) = find_repairs(problem, conflict, RepairTerms({"apart": 5_000})).found
    assert (way.message, way.pence) == (
        "This is not kept: S1 and S2 apart in A on Mon 3 Jun 2024: at most 1 (by 1)",
        5_000,
    )


def test_the_most_hours_above_contract_are_a_rule_of_ones_own() -> None:
    """Found by a reader: the cap of overtime, always hard, was never among the ways out."""
    assert repair_terms(hospital(), week(1)).rules["contract_hours"] is None
