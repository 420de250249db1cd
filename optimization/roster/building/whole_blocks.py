"""Prices of hours in whole pence: not for a minute, but for the longest time of which all breaches are multiples."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from optimization.roster.problem import Employee, RosterProblem
from optimization.rules.policy import Policy, Soft
from optimization.rules.primitives import WindowedTotal


def with_whole_blocks(problem: RosterProblem) -> RosterProblem:
    """The problem in which each price for several units holds for so many as divide every breach of the people it binds.

    A price of 322,500 pence for 6,000 minutes becomes 1,613 for 30 where shifts, contract and past are multiples of 30 min,
    and 54 for one where they have no common measure. To be called again whenever people get duties of other lengths: the
    blocks become smaller then, never larger.
    """
    return replace(
        problem, policies=tuple(each for policy in problem.policies for each in _split(problem, policy))
    )


def _split(problem: RosterProblem, policy: Policy) -> Iterator[Policy]:
    price = policy.enforcement
    if not isinstance(price, Soft) or price.per_units == 1:
        yield policy
        return
    people: dict[int, set[str]] = defaultdict(set)
    for employee in problem.employees:
        if policy.applies_to(employee.employee_id):
            block = _block(problem, policy, employee) or price.per_units
            people[block].add(employee.employee_id)
    for units, employee_ids in sorted(people.items()):
        pence = (2 * price.pence_per_unit * units + price.per_units) // (2 * price.per_units)
        if pence:
            yield Policy(policy.rule, Soft(pence, units), frozenset(employee_ids))


def _block(problem: RosterProblem, policy: Policy, employee: Employee) -> int:
    """The greatest common measure of what one person's totals count; 0 where they count nothing."""
    numbers: list[int] = []
    for total in policy.rule.compile(problem, employee):
        if isinstance(total, WindowedTotal):
            numbers.extend(weight for _, weight in total.weights)
            numbers.extend(pattern.weight for pattern in total.patterns)
            limits = (total.at_least, total.at_most)
            numbers.extend(limit - total.carried_in for limit in limits if limit is not None)
    return math.gcd(*numbers)
