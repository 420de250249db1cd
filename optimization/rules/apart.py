"""People who must not work together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from data.calendar import DayGrid
from data.configuration.team_rules import Apart
from optimization.roster.problem import Duty, Employee, Link, LinkTerm
from optimization.rules.links import link_terms, team_enforcement


def apart_links(
    grid: DayGrid, rule: Apart, employees: Mapping[str, Employee], duties: tuple[Duty, ...]
) -> Iterator[Link]:
    """At most one of the people in a unit as each shift of each day starts, those who hand over to it left out.

    Two shifts overlap by more than the handover exactly when the one that starts first goes on for longer than that
    after the other has started; each piece of a split shift is one by itself. A breach counts the people too many at each such moment; moments at which the very same
    shifts are worked count once.
    """
    members = [employees[staff_id] for staff_id in rule.staff_ids if staff_id in employees]
    names = " and ".join(member.name for member in members)
    for unit_id in dict.fromkeys(duty.unit_id for duty in duties):
        own = [index for index, duty in enumerate(duties) if duty.unit_id == unit_id and duty.days]
        seen: set[frozenset[tuple[int, int]]] = set()
        for day in range(grid.n_days):
            for moment in sorted(
                {
                    grid.start_minute(day) + start
                    for index in own
                    if day in duties[index].days
                    for start, _ in duties[index].pieces
                }
            ):
                present = _present(grid, own, duties, moment, rule.handover_minutes)
                terms: list[LinkTerm] = []
                for when in sorted({when for when, _ in present}):
                    there = frozenset(index for at, index in present if at == when)
                    terms.extend(link_terms(members, when, there, duties))
                is_new = present not in seen
                seen.add(present)
                if is_new and len({term.employee_id for term in terms}) > 1:
                    yield Link(
                        "apart",
                        tuple(terms),
                        team_enforcement(rule),
                        at_most=1,
                        title=f"{names} apart in {unit_id}",
                        source=rule.source,
                    )


def _present(
    grid: DayGrid, own: list[int], duties: tuple[Duty, ...], moment: int, handover: int
) -> frozenset[tuple[int, int]]:
    """The (day, duty) pairs that have begun by the moment and go on for more than the handover."""
    return frozenset(
        (day, index)
        for index in own
        for day in duties[index].days
        if any(
            grid.start_minute(day) + start <= moment < grid.start_minute(day) + end - handover
            for start, end in duties[index].pieces
        )
    )
