"""Absences: leave by season, sickness, study and parental leave, about 21 % of contracted time in all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np
import pyarrow as pa

from data.configuration.hospital import Hospital
from data.sample.plan_week import planned_monday
from data.sample.seeds import stream
from data.tables import ABSENCES

WEEKS_BACK, WEEKS_AHEAD = 26, 12

# Share of people on leave in a week, by month; school holidays and Christmas stand out.
_LEAVE_BY_MONTH = (0.10, 0.13, 0.13, 0.15, 0.13, 0.14, 0.18, 0.20, 0.13, 0.13, 0.115, 0.125)
_STUDY_SHARE = 0.02
_PARENTAL_SHARE = 0.018
_SHORT_SICKNESS_PER_YEAR, _LONG_SICKNESS_PER_YEAR = 2.8, 0.24
_WINTER_SICKNESS = 0.25


class _Calendar:
    """Who is away on which day; the table is built from what could be placed without overlap."""

    def __init__(self, staff_ids: list[str], first_day: date, n_days: int) -> None:
        self.staff_ids, self.first_day, self.n_days = staff_ids, first_day, n_days
        self.away = np.zeros((len(staff_ids), n_days), dtype=bool)
        self.rows: list[dict[str, object]] = []

    def place(self, person: int, start: int, length: int, kind: str, cut_at_clash: bool = False) -> bool:
        """Enter an absence unless the person is away already; `cut_at_clash` shortens it instead."""
        end = min(start + length, self.n_days)
        taken = np.flatnonzero(self.away[person, start:end])
        if len(taken):
            if not cut_at_clash or taken[0] == 0:
                return False
            end = start + int(taken[0])
        self.away[person, start:end] = True
        self.rows.append(
            {
                "staff_id": self.staff_ids[person],
                "kind": kind,
                "first_day": self.first_day + timedelta(days=start),
                "last_day": self.first_day + timedelta(days=end - 1),
            }
        )
        return True


def sample_absences(hospital: Hospital, staff: pa.Table, seed: int, as_of: date) -> pa.Table:
    """Half a year back and twelve weeks ahead; sickness only as far as it is known on `as_of`.

    Leave is spread over the people of each unit and skill, as a ward manager would. Students come for their placement, and
    have none.
    """
    people = staff.to_pylist()
    contracted = [
        n
        for n, row in enumerate(people)
        if hospital.contract_by_id[row["contract_id"]].hours_week > 0
        and not hospital.skill_by_id[row["skill_id"]].beside_skill_ids
    ]
    monday = planned_monday(as_of)
    first_day = monday - timedelta(weeks=WEEKS_BACK)
    calendar = _Calendar([row["staff_id"] for row in people], first_day, 7 * (WEEKS_BACK + WEEKS_AHEAD))
    _parental(calendar, people, contracted, stream(seed, "parental leave"))
    _sickness(calendar, contracted, (as_of - first_day).days, stream(seed, "sickness"))
    _leave(calendar, contracted, stream(seed, "annual leave"))
    _study(calendar, contracted, stream(seed, "study"))
    rows = sorted(calendar.rows, key=lambda row: (str(row["staff_id"]), str(row["first_day"])))
    return ABSENCES.table(rows)


def away_days(absences: pa.Table) -> Mapping[str, set[date]]:
    """The days on which each absent person is away."""
    away: dict[str, set[date]] = {}
    for row in absences.to_pylist():
        n_days = (row["last_day"] - row["first_day"]).days + 1
        away.setdefault(row["staff_id"], set()).update(
            row["first_day"] + timedelta(days=n) for n in range(n_days)
        )
    return away


def _parental(
    calendar: _Calendar, people: list[dict[str, object]], contracted: list[int], rng: np.random.Generator
) -> None:
    """A few people for most of the time, at most one in a unit and skill."""
    groups: set[tuple[object, object]] = set()
    wanted = round(_PARENTAL_SHARE * len(contracted))
    for person in rng.permutation(contracted).tolist():
        group = (people[person]["unit_id"], people[person]["skill_id"])
        if len(groups) < wanted and group not in groups and people[person]["skill_id"] != "SISTER":
            groups.add(group)
            start = int(rng.integers(0, 7 * WEEKS_BACK - 56))
            calendar.place(person, start, int(rng.integers(190, 300)), "parental")


def _leave(calendar: _Calendar, contracted: list[int], rng: np.random.Generator) -> None:
    """Each week the share of its month, taken in turn along the list, so that no ward empties.

    Most leave is a whole week, Monday to Sunday; a fifth is two to four days.
    """
    turn = int(rng.integers(0, len(contracted)))
    owed = 0.0
    for week in range(WEEKS_BACK + WEEKS_AHEAD):
        month = (calendar.first_day + timedelta(weeks=week, days=3)).month
        owed += _LEAVE_BY_MONTH[month - 1] * len(contracted)
        # A stride without a common divisor with the list visits everybody before anybody comes again.
        stride = next(
            step
            for step in range(len(contracted) // 40 + 5, len(contracted))
            if _coprime(step, len(contracted))
        )
        failures = 0
        while owed > 0 and failures < len(contracted):
            turn = (turn + stride) % len(contracted)
            person = contracted[turn]
            if rng.random() < 0.8:
                start, length, weight = 7 * week, 7, 1.0
            else:
                length = int(rng.integers(2, 5))
                start, weight = 7 * week + int(rng.integers(0, 6 - length)), length / 5
            if calendar.place(person, start, length, "annual_leave"):
                owed -= weight
            else:
                failures += 1


def _coprime(a: int, b: int) -> bool:
    return int(np.gcd(a, b)) == 1


def _sickness(calendar: _Calendar, contracted: list[int], known_until: int, rng: np.random.Generator) -> None:
    """Short spells and long ones; a spell that has begun may reach beyond the day on which the data were drawn."""
    for mean_per_year, mean_days, most_days in (
        (_SHORT_SICKNESS_PER_YEAR, 2.8, 7),
        (_LONG_SICKNESS_PER_YEAR, 42.0, 100),
    ):
        count = rng.poisson(mean_per_year * calendar.n_days / 365, len(contracted))
        for person, n_spells in zip(contracted, count.tolist(), strict=True):
            for _ in range(n_spells):
                start = int(rng.integers(0, calendar.n_days))
                length = 1 + min(int(rng.exponential(mean_days - 0.5)), most_days)
                month = (calendar.first_day + timedelta(days=start)).month
                quiet = month in (5, 6, 7, 8, 9) and rng.random() < _WINTER_SICKNESS
                if start < known_until and not quiet:
                    calendar.place(person, start, length, "sickness", cut_at_clash=True)


def _study(calendar: _Calendar, contracted: list[int], rng: np.random.Generator) -> None:
    """Days of one or two, Monday to Friday."""
    for week in range(WEEKS_BACK + WEEKS_AHEAD):
        for person in rng.choice(
            contracted, size=round(_STUDY_SHARE * 5 / 1.5 * len(contracted)), replace=False
        ).tolist():
            length = int(rng.integers(1, 3))
            calendar.place(person, 7 * week + int(rng.integers(0, 6 - length)), length, "study")
