"""What the rules of teams share: terms of people, and how a link is enforced."""

from __future__ import annotations

from collections.abc import Iterable

from data.configuration.team_rules import TeamRule
from optimization.roster.problem import Duty, Employee, LinkTerm
from optimization.rules.policy import Enforcement, Hard, Soft


def link_terms(
    people: Iterable[Employee],
    day: int,
    chosen: frozenset[int],
    duties: tuple[Duty, ...],
    coefficient: int = 1,
) -> tuple[LinkTerm, ...]:
    """One term for each person who can be given one of the chosen duties on the day."""
    terms = []
    for person in people:
        own = frozenset(index for index in chosen if index in person.duties and day in duties[index].days)
        if own:
            terms.append(LinkTerm(person.employee_id, day, own, coefficient))
    return tuple(terms)


def team_enforcement(rule: TeamRule) -> Enforcement:
    """Hard, or soft at the rule's price."""
    if rule.enforcement == "hard" or rule.pence_per_unit is None:
        return Hard()
    return Soft(rule.pence_per_unit)
