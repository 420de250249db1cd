"""The published roster of the past eight weeks, made day by day as a ward manager would by hand.

It keeps the hard rules of `hospital.toml`: rest between shifts, days and nights in a row, rest after nights, hours in
a week, absence. Shifts for which nobody is left stay open and are not in the table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import pyarrow as pa

from data.calendar import MINUTES_PER_DAY, DayGrid, local_instant
from data.configuration.hospital import Hospital
from data.configuration.people import Shift
from data.sample.absences import away_days
from data.sample.plan_week import PAST_WEEKS, planned_monday
from data.sample.usual_need import usual_need
from data.tables import ROSTER

_USUAL_RUN = 3
"""Long shifts in a row that people like to work; four happen, and more only where the rules and nobody else allow."""
_MOST_LONG_DAYS = 4
_LONG = 600
"""Paid minutes above which a shift is a long one."""
_BANK_MINUTES_WEEK = 1_500
_AHEAD = 690
"""Minutes by which somebody may be ahead of their contract: one long shift."""


@dataclass
class _Person:
    staff_id: str
    contract_minutes: int
    is_bank: bool
    first_day: date | None
    last_day: date | None
    away: set[date]
    balance: float = 0.0
    """Minutes worked and credited, less those owed so far."""
    last_day_worked: int = -99
    last_end: int = -10_000
    run: int = 0
    nights: int = 0
    week_minutes: dict[int, int] = field(default_factory=dict)
    weekends: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class _Span:
    """A shift on one day, in elapsed minutes from the first day of the roster."""

    start: int
    end: int
    paid: int
    is_night: bool
    ends_next_day: bool


def sample_roster(hospital: Hospital, staff: pa.Table, absences: pa.Table, as_of: date) -> pa.Table:
    """Who worked which shift in the eight weeks before the planned week."""
    monday = planned_monday(as_of)
    grid = DayGrid(monday - timedelta(weeks=PAST_WEEKS), 7 * PAST_WEEKS, hospital.hospital.zone)
    away = away_days(absences)
    spans = {
        (day, shift.id): _span(grid, day, shift) for day in range(grid.n_days) for shift in hospital.shifts
    }
    groups: dict[tuple[str, str], dict[str, int]] = {}
    for unit_id, skill_id, shift_id, n_people in usual_need(hospital):
        groups.setdefault((unit_id, skill_id), {})[shift_id] = n_people
    rows: list[dict[str, object]] = []
    for (unit_id, skill_id), need in groups.items():
        people = [
            _person(hospital, row, away)
            for row in staff.to_pylist()
            if (row["unit_id"], row["skill_id"]) == (unit_id, skill_id)
        ]
        ward = _Ward(hospital, grid, spans, people)
        for day in range(grid.n_days):
            for person, shift in ward.roster_day(day, need):
                rows.append(
                    {
                        "staff_id": person.staff_id,
                        "date": grid.date_of(day),
                        "shift_id": shift.id,
                        "unit_id": unit_id,
                        "skill_id": skill_id,
                        "source": "bank" if person.is_bank else "contract",
                    }
                )
    return ROSTER.table(sorted(rows, key=lambda row: (str(row["date"]), str(row["staff_id"]))))


def _span(grid: DayGrid, day: int, shift: Shift) -> _Span:
    start = grid.minute_of(local_instant(grid.date_of(day), shift.start_minute, grid.zone))
    end = grid.minute_of(local_instant(grid.date_of(day), shift.end_minute, grid.zone))
    paid = shift.paid_share(end - start - shift.unpaid_break_minutes)
    return _Span(start, end, paid, shift.is_night, shift.end_minute > MINUTES_PER_DAY)


def _person(hospital: Hospital, row: Mapping[str, object], away: Mapping[str, set[date]]) -> _Person:
    staff_id = str(row["staff_id"])
    hours = hospital.contract_by_id[str(row["contract_id"])].hours_week
    first_day, last_day = row["first_day"], row["last_day"]
    return _Person(
        staff_id=staff_id,
        contract_minutes=round(hours * 60),
        is_bank=hours == 0,
        first_day=first_day if isinstance(first_day, date) else None,
        last_day=last_day if isinstance(last_day, date) else None,
        away=away.get(staff_id, set()),
    )


class _Ward:
    """People of one unit and skill."""

    def __init__(
        self, hospital: Hospital, grid: DayGrid, spans: Mapping[tuple[int, str], _Span], people: list[_Person]
    ) -> None:
        self.hospital, self.grid, self.spans, self.people = hospital, grid, spans, people
        self.rules = hospital.rules
        # Half of an even start: nobody begins the eight weeks exactly on balance.
        for number, person in enumerate(people):
            person.balance = 120.0 * ((number * 7) % 5 - 2)

    def roster_day(self, day: int, need: Mapping[str, int]) -> list[tuple[_Person, Shift]]:
        """Assign the day's shifts, nights first."""
        when = self.grid.date_of(day)
        for person in self.people:
            person.balance -= person.contract_minutes / 7
            if when in person.away:
                person.balance += person.contract_minutes / 7
        assigned: list[tuple[_Person, Shift]] = []
        shifts = [self.hospital.shift_by_id[name] for name in need]
        for shift in sorted(shifts, key=lambda shift: (not shift.is_night, shift.start_minute)):
            for _ in range(need[shift.id]):
                best = min(
                    (person for person in self.people if self._may(person, day, self.spans[day, shift.id])),
                    key=lambda person: (self._reluctance(person, day, shift), person.staff_id),
                    default=None,
                )
                if best is None:
                    break
                self._assign(best, day, shift)
                assigned.append((best, shift))
        return assigned

    def _may(self, person: _Person, day: int, span: _Span) -> bool:
        """Whether the hard rules, and what the person has left to work, allow the shift."""
        if person.last_day_worked == day or not self._is_there(person, day, span):
            return False
        follows = person.last_day_worked == day - 1
        run = person.run + 1 if follows else 1
        nights = person.nights + 1 if follows else 1
        rest = span.start - person.last_end
        week = person.week_minutes.get(day // 7, 0) + span.paid
        within = (
            rest >= self.rules.minimum_rest.hours * 60
            and run <= self.rules.consecutive_days.at_most
            and week <= self.rules.weekly_hours.at_most_hours * 60
            and (not span.is_night or nights <= self.rules.consecutive_nights.at_most)
            and (span.paid <= _LONG or run <= _MOST_LONG_DAYS)
        )
        ends_nights = person.nights > 0 and not (span.is_night and follows)
        if not within or (ends_nights and rest < self.rules.rest_after_nights.hours * 60):
            return False
        if person.is_bank:
            return week <= _BANK_MINUTES_WEEK
        return person.balance + span.paid <= _AHEAD

    def _is_there(self, person: _Person, day: int, span: _Span) -> bool:
        when = self.grid.date_of(day)
        if when in person.away or (span.ends_next_day and self.grid.date_of(day + 1) in person.away):
            return False
        begun = person.first_day is None or person.first_day <= when
        return begun and (person.last_day is None or when < person.last_day)

    def _reluctance(self, person: _Person, day: int, shift: Shift) -> float:
        """Lower is chosen first: who is behind, in good runs, with weekends shared out."""
        score = person.balance + (4_000 if person.is_bank else 0)
        gap = day - person.last_day_worked
        if gap == 1:
            continues = shift.is_night == (person.nights > 0)
            score += (-900 if continues else 500) if person.run < _USUAL_RUN else 600
        elif gap == 2:
            score += 700
        weekday = self.grid.weekday(day)
        if weekday >= 5:
            week = day // 7
            recent = sum(week - back in person.weekends for back in (1, 2, 3))
            if weekday == 6 and week in person.weekends:
                score -= 2_000
            elif recent >= self.rules.weekends.at_most:
                score += 3_000
            else:
                score += 700 + 500 * recent
        return score

    def _assign(self, person: _Person, day: int, shift: Shift) -> None:
        span = self.spans[day, shift.id]
        follows = person.last_day_worked == day - 1
        person.run = person.run + 1 if follows else 1
        person.nights = (person.nights + 1 if follows else 1) if shift.is_night else 0
        person.last_day_worked, person.last_end = day, span.end
        person.balance += span.paid
        person.week_minutes[day // 7] = person.week_minutes.get(day // 7, 0) + span.paid
        if self.grid.weekday(day) >= 5:
            person.weekends.add(day // 7)
