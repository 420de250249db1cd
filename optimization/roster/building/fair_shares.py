"""What each person should take of the nights, weekends and holidays of the plan, by the ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from data.calendar import DayGrid, weekend_of
from data.ledger.kinds import LedgerKind
from data.ledger.read import Ledger
from data.ledger.shares import fair_shares
from optimization.roster.problem import CoverageRow, Duty, Employee

SHARED = (LedgerKind.NIGHTS, LedgerKind.WEEKENDS, LedgerKind.HOLIDAYS)
"""The kinds that a roster can share out."""


def with_fair_shares(
    employees: Sequence[Employee],
    ledger: Ledger,
    rows: Sequence[CoverageRow],
    duties: Sequence[Duty],
    grid: DayGrid,
    holidays: frozenset[int],
) -> tuple[Employee, ...]:
    """The employees with their shares, in hundredths; none for people without contracted hours or away all the time.

    What a group has to share is what its unit and skill need in the plan: nights; weekends, as many for each weekend as
    people are needed on its busier day; people on each holiday.
    """
    needs = _needs(rows, duties, grid, holidays)
    there = {employee.employee_id for employee in employees}
    shares: dict[str, list[tuple[str, int]]] = {employee.employee_id: [] for employee in employees}
    for group, accounts in ledger.groups().items():
        for kind in SHARED:
            members = [each for each in accounts if each.staff_id in there and kind in each.can_take]
            of_kind = fair_shares(
                {member.staff_id: member.chances[kind] for member in members},
                {member.staff_id: member.counts.get(kind, 0) for member in members},
                needs[(*group, kind)],
            )
            for staff_id, share in of_kind.items():
                shares[staff_id].append((kind.value, round(share * 100)))
    return tuple(replace(employee, fair_shares=tuple(shares[employee.employee_id])) for employee in employees)


def _needs(
    rows: Sequence[CoverageRow], duties: Sequence[Duty], grid: DayGrid, holidays: frozenset[int]
) -> Counter[tuple[str, str, LedgerKind]]:
    """How many of each kind a unit and skill need, by (unit, skill, kind)."""
    needs: Counter[tuple[str, str, LedgerKind]] = Counter()
    on_day: Counter[tuple[str, str, int]] = Counter()
    for row in rows:
        place = (row.unit_id, row.skill_id)
        on_day[(*place, row.day)] += row.target
        if any(duties[duty].is_night for _, duty in row.cells):
            needs[(*place, LedgerKind.NIGHTS)] += row.target
    busiest: dict[tuple[str, str, date], int] = {}
    for (unit_id, skill_id, day), n_people in on_day.items():
        if day in holidays:
            needs[unit_id, skill_id, LedgerKind.HOLIDAYS] += n_people
        if (saturday := weekend_of(grid.date_of(day))) is not None:
            key = (unit_id, skill_id, saturday)
            busiest[key] = max(busiest.get(key, 0), n_people)
    for (unit_id, skill_id, _), n_people in busiest.items():
        needs[unit_id, skill_id, LedgerKind.WEEKENDS] += n_people
    return needs
