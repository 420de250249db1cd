"""What a plan changes for whom, against another plan of the same week: by unit and skill, and who is away more or less.

Which of several equal people takes a shift is a matter of chance; sums over a unit's people of one skill hardly are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from data.tables.roster import BOUGHT_SOURCES
from reports.run_view import RunView
from reports.words import signed

_HOUR = 60
_DAY_AWAY_HOURS = 8
"""What a day away counts for where groups are put in order."""

Group = tuple[str, str]
"""Unit and skill."""


@dataclass(frozen=True, slots=True)
class GroupShift:
    """Differences for the people of one home unit and skill: hours, and days away.

    `overtime_hours` are part of the two before; `bought_hours` are bank and agency work in the unit.
    """

    unit_id: str
    skill_id: str
    own_hours: float
    sent_hours: float
    overtime_hours: float
    bought_hours: float
    days_away: int

    @property
    def size(self) -> float:
        """How much changes altogether, in hours."""
        parts = (self.own_hours, self.sent_hours, self.overtime_hours, self.bought_hours)
        return sum(map(abs, parts)) + _DAY_AWAY_HOURS * abs(self.days_away)


@dataclass(frozen=True, slots=True)
class StaffingShift:
    """`groups` for which something differs by an hour or a day, the most first; `away` are names, with days more or less."""

    groups: tuple[GroupShift, ...]
    away: tuple[str, ...]


def staffing_shift(first: RunView, other: RunView) -> StaffingShift:
    """What `other` changes for whom against `first`."""
    before, after = _groups(first), _groups(other)
    shifts = [_difference(group, before[group], after[group]) for group in {**before, **after}]
    changed = [shift for shift in shifts if shift.size >= 1]
    changed.sort(key=lambda shift: (-shift.size, shift.unit_id, shift.skill_id))
    return StaffingShift(tuple(changed), tuple(_away(first, other)))


def _difference(group: Group, before: Counter[str], after: Counter[str]) -> GroupShift:
    own, sent, overtime, bought = (
        (after[name] - before[name]) / _HOUR for name in ("own", "sent", "overtime", "bought")
    )
    return GroupShift(*group, own, sent, overtime, bought, after["away"] - before["away"])


def _away(first: RunView, other: RunView) -> Iterator[str]:
    before, after = _days_away(first), _days_away(other)
    names = {staff_id: row["name"] for run in (first, other) for staff_id, row in run.people.items()}
    more = {staff_id: after[staff_id] - before[staff_id] for staff_id in names}
    for staff_id in sorted(names, key=lambda one: (-abs(more[one]), one)):
        if more[staff_id]:
            yield f"{names[staff_id]} ({signed(more[staff_id])})"


def _groups(run: RunView) -> defaultdict[Group, Counter[str]]:
    homes = {staff_id: (row["unit_id"], row["skill_id"]) for staff_id, row in run.people.items()}
    groups: defaultdict[Group, Counter[str]] = defaultdict(Counter)
    for name, group, amount in _amounts(run, homes):
        groups[group][name] += amount
    return groups


def _amounts(run: RunView, homes: Mapping[str, Group]) -> Iterator[tuple[str, Group, int]]:
    """Minutes, and days away, each with what it is and whose."""
    for row in run.rows("roster"):
        minutes, home = row["paid_minutes"], homes.get(row["staff_id"])
        if row["source"] in BOUGHT_SOURCES or home is None:
            yield "bought", (row["unit_id"], row["skill_id"]), minutes
            continue
        yield "own" if row["unit_id"] == home[0] else "sent", home, minutes
        if row["source"] == "overtime":
            yield "overtime", home, minutes
    for staff_id, n_days in _days_away(run).items():
        if staff_id in homes:
            yield "away", homes[staff_id], n_days


def _days_away(run: RunView) -> Counter[str]:
    return Counter(row["staff_id"] for row in run.rows("absences"))
