"""Somebody who works only beside one of some others, such as a new nurse beside a mentor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from data.configuration.team_rules import Together
from optimization.roster.problem import Duty, Employee, Link
from optimization.rules.links import link_terms, team_enforcement


def together_links(
    rule: Together, employees: Mapping[str, Employee], duties: tuple[Duty, ...]
) -> Iterator[Link]:
    """On each shift of each unit and day: the person there is no more than the others there."""
    person = employees.get(rule.staff_id)
    if person is None:
        return
    others = [employees[staff_id] for staff_id in rule.with_staff_ids if staff_id in employees]
    names = " or ".join(other.name for other in others) or "one of those who are not here"
    places = dict.fromkeys((duties[index].unit_id, duties[index].shift_id) for index in person.duties)
    for unit_id, shift_id in places:
        of_shift = frozenset(
            index for index, duty in enumerate(duties) if (duty.unit_id, duty.shift_id) == (unit_id, shift_id)
        )
        for day in sorted({day for index in of_shift for day in duties[index].days}):
            own = link_terms([person], day, of_shift, duties)
            if own:
                yield Link(
                    "together",
                    (*own, *link_terms(others, day, of_shift, duties, coefficient=-1)),
                    team_enforcement(rule),
                    at_most=0,
                    title=f"{person.name} without {names} on {shift_id} in {unit_id}",
                    source=rule.source,
                )
