"""Questions as problems: one more person on a shift, a wish that must be granted, nothing but what must hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from optimization.roster.problem import RosterProblem
from optimization.rules.policy import Hard, Policy
from optimization.rules.requests import Requests, wish_of


def without_demands(problem: RosterProblem) -> RosterProblem:
    """Nobody is needed anywhere: what is left are rules, absences and settled cells."""
    return with_demands(problem, [0] * len(problem.coverage))


def with_demands(problem: RosterProblem, people: Sequence[int]) -> RosterProblem:
    """So many people are asked for on each coverage row, in their order."""
    rows = tuple(
        replace(row, target=number, minimum=None)
        for row, number in zip(problem.coverage, people, strict=True)
    )
    return replace(problem, coverage=rows)


def as_covered(problem: RosterProblem, present: Sequence[int]) -> RosterProblem:
    """On every row as many people as are there, up to its target."""
    return with_demands(
        problem, [min(row.target, number) for row, number in zip(problem.coverage, present, strict=True)]
    )


def with_one_more(problem: RosterProblem, row: int) -> RosterProblem:
    """One more person is asked for on `row`."""
    people = [each.target for each in problem.coverage]
    people[row] += 1
    return with_demands(problem, people)


def only_people(problem: RosterProblem, employee_ids: frozenset[str]) -> RosterProblem:
    """These people alone, with the links that name nobody else."""
    return replace(
        problem,
        employees=tuple(each for each in problem.employees if each.employee_id in employee_ids),
        links=tuple(
            link for link in problem.links if employee_ids.issuperset(term.employee_id for term in link.terms)
        ),
    )


def with_hard(problem: RosterProblem, policies: Sequence[Policy], rule: str) -> RosterProblem:
    """The rule must hold, as it does in `policies`, in the place of whatever price it has in `problem`."""
    others = [policy for policy in problem.policies if policy.rule.name != rule]
    return replace(
        problem,
        policies=(
            *others,
            *(each for each in policies if each.rule.name == rule and isinstance(each.enforcement, Hard)),
        ),
    )


def with_wish(problem: RosterProblem, employee: int, request_id: str) -> RosterProblem:
    """One wish of one person must be granted."""
    person = problem.employees[employee]
    request = next(each for each in person.requests if each.request_id == request_id)
    must = Policy(
        Requests(wish_of(request), frozenset({request_id})), Hard(), frozenset({person.employee_id})
    )
    return replace(problem, policies=(*problem.policies, must))
