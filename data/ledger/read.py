"""The ledger of a plan's people: what the published roster and the store's ledger table say of the months before."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import pyarrow as pa
import pyarrow.compute as pc

from data.calendar import weekend_of
from data.contracted_hours import contracted_hours_week
from data.holiday_calendar import public_holidays
from data.inputs import PlanInputs
from data.ledger.kinds import LedgerKind

_SPARED_BY = {"no_nights": LedgerKind.NIGHTS, "no_weekends": LedgerKind.WEEKENDS}


@dataclass(frozen=True, slots=True)
class LedgerAccount:
    """One person's account. `counts` are those of the past.

    `chances` are contracted minutes a week times the days on which each kind could have fallen on the person, in the
    past and in the plan: days away, outside employment, or on which they must be spared it are left out. For refused
    wishes it is the number of wishes made. `can_take` are the kinds that can fall on the person in the plan.
    """

    staff_id: str
    group: tuple[str, str]
    contract_minutes_week: int
    counts: Mapping[LedgerKind, int]
    chances: Mapping[LedgerKind, int]
    can_take: frozenset[LedgerKind]


@dataclass(frozen=True, slots=True)
class Ledger:
    """Accounts by staff_id, of people with contracted hours; the past is known from `first_day` on (None: not at all).

    Duties are shared within a group: people of one home unit and skill.
    """

    first_day: date | None
    accounts: Mapping[str, LedgerAccount]

    def groups(self) -> Mapping[tuple[str, str], tuple[LedgerAccount, ...]]:
        """The accounts that share duties, by home unit and skill."""
        groups: dict[tuple[str, str], list[LedgerAccount]] = defaultdict(list)
        for account in self.accounts.values():
            groups[account.group].append(account)
        return {group: tuple(accounts) for group, accounts in sorted(groups.items())}


def read_ledger(inputs: PlanInputs) -> Ledger:
    """Everybody with contracted hours in the staff table, over the weeks that `[rules.fairness]` looks back and the plan."""
    start = inputs.grid.first_day
    earliest = start - timedelta(weeks=inputs.hospital.rules.fairness.in_weeks)
    roster = _between(inputs.tables.roster, earliest, start)
    first = pc.min(roster.column("date")).as_py()
    days = _days(first or start, inputs.grid.date_of(inputs.grid.n_days))
    holidays = set(public_holidays(inputs.hospital, {day.year for day in days}))
    counts = _counts(inputs, roster, holidays)
    wishes: Counter[str] = Counter()
    for staff_id, kind in _events(inputs, first or start, start):
        if kind == "late_change":
            counts[staff_id][LedgerKind.LATE_CHANGES] += 1
            continue
        wishes[staff_id] += 1
        counts[staff_id][LedgerKind.REFUSED_WISHES] += kind == "wish_refused"
    away, spared = _away(inputs), _spared(inputs)
    accounts = {}
    for row in sorted(inputs.tables.staff.to_pylist(), key=lambda row: str(row["staff_id"])):
        staff_id = row["staff_id"]
        if not (weight := round(contracted_hours_week(inputs.hospital, row) * 60)):
            continue
        there = [
            day
            for day in days
            if day not in away[staff_id]
            and (row["first_day"] is None or day >= row["first_day"])
            and (row["last_day"] is None or day <= row["last_day"])
        ]
        open_to = {kind: [day for day in there if day not in spared[staff_id, kind]] for kind in LedgerKind}
        open_to[LedgerKind.WEEKENDS] = [d for d in open_to[LedgerKind.WEEKENDS] if weekend_of(d) is not None]
        open_to[LedgerKind.HOLIDAYS] = [d for d in there if d in holidays]
        chances = {kind: weight * len(those) for kind, those in open_to.items()}
        chances[LedgerKind.REFUSED_WISHES] = wishes[staff_id]
        can_take = frozenset(kind for kind, those in open_to.items() if those and those[-1] >= start)
        accounts[staff_id] = LedgerAccount(
            staff_id, (row["unit_id"], row["skill_id"]), weight, counts[staff_id], chances, can_take
        )
    return Ledger(first, accounts)


def late_changes_so_far(inputs: PlanInputs) -> Mapping[str, int]:
    """Late changes of each person in the weeks that the ledger looks back and in the plan, per whole time equivalent, in tenths.

    People without contracted hours count as one whole.
    """
    setting = inputs.hospital.rules.fairness
    first = inputs.grid.first_day - timedelta(weeks=setting.in_weeks)
    events = _events(inputs, first, inputs.grid.date_of(inputs.grid.n_days))
    counts = Counter(staff_id for staff_id, kind in events if kind == "late_change")
    hours = {
        row["staff_id"]: contracted_hours_week(inputs.hospital, row) or setting.full_time_hours_week
        for row in inputs.tables.staff.to_pylist()
        if row["staff_id"] in counts
    }
    return {
        staff_id: round(10 * counts[staff_id] * setting.full_time_hours_week / hours[staff_id])
        for staff_id in sorted(hours)
    }


def _days(first: date, after: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((after - first).days)]


def _between(table: pa.Table, first: date, after: date) -> pa.Table:
    dates = table.column("date")
    inside = pc.and_(
        pc.greater_equal(dates, pa.scalar(first, pa.date32())), pc.less(dates, pa.scalar(after, pa.date32()))
    )
    return table.filter(inside)


def _counts(
    inputs: PlanInputs, roster: pa.Table, holidays: set[date]
) -> defaultdict[str, Counter[LedgerKind]]:
    """What each person worked; a night, a weekend and a holiday each count once, however many shifts it has."""
    counts: defaultdict[str, Counter[LedgerKind]] = defaultdict(Counter)
    seen: set[tuple[str, LedgerKind, date]] = set()
    columns = [roster.column(name).to_pylist() for name in ("staff_id", "date", "shift_id")]
    for staff_id, when, shift_id in zip(*columns, strict=True):
        marks: list[tuple[LedgerKind, date | None]] = [
            (LedgerKind.NIGHTS, when if inputs.hospital.shift_by_id[shift_id].is_night else None),
            (LedgerKind.WEEKENDS, weekend_of(when)),
            (LedgerKind.HOLIDAYS, when if when in holidays else None),
        ]
        for kind, mark in marks:
            if mark is not None and (staff_id, kind, mark) not in seen:
                seen.add((staff_id, kind, mark))
                counts[staff_id][kind] += 1
    return counts


def _events(inputs: PlanInputs, first: date, after: date) -> Iterator[tuple[str, str]]:
    table = _between(inputs.tables.ledger, first, after)
    yield from zip(table.column("staff_id").to_pylist(), table.column("kind").to_pylist(), strict=True)


def _away(inputs: PlanInputs) -> defaultdict[str, set[date]]:
    away: defaultdict[str, set[date]] = defaultdict(set)
    columns = [
        inputs.tables.absences.column(name).to_pylist() for name in ("staff_id", "first_day", "last_day")
    ]
    for staff_id, first, last in zip(*columns, strict=True):
        away[staff_id].update(_days(first, last + timedelta(days=1)))
    return away


def _spared(inputs: PlanInputs) -> defaultdict[tuple[str, LedgerKind], set[date]]:
    spared: defaultdict[tuple[str, LedgerKind], set[date]] = defaultdict(set)
    end = inputs.grid.date_of(inputs.grid.n_days)
    for row in inputs.tables.restrictions.to_pylist():
        kind = _SPARED_BY.get(row["kind"])
        if kind is not None:
            after = end if row["last_day"] is None else min(end, row["last_day"] + timedelta(days=1))
            spared[row["staff_id"], kind].update(_days(row["first_day"], after))
    return spared
