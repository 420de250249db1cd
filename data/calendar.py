"""Days, weeks and shifts in the hospital's own time zone.

Days are local calendar days; a day that changes the clock has 23 or 25 hours. All arithmetic on instants is done
in UTC, because subtracting two aware times of one zone in Python gives wall-clock, not elapsed, time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from data.problems import InputError, Problem

MINUTES_PER_DAY = 1440

SATURDAY = 5
"""As `date.weekday` counts."""

_WEEK = re.compile(r"(\d{4})-W(\d{2})")


@dataclass(frozen=True, slots=True, order=True)
class IsoWeek:
    """A week of the ISO calendar, Monday to Sunday, written `2026-W49`."""

    year: int
    week: int

    def __str__(self) -> str:
        return f"{self.year:04d}-W{self.week:02d}"

    @property
    def monday(self) -> date:
        """The first day of the week."""
        return date.fromisocalendar(self.year, self.week, 1)

    @classmethod
    def of(cls, day: date) -> IsoWeek:
        """The ISO week that `day` lies in."""
        iso = day.isocalendar()
        return cls(iso.year, iso.week)

    @classmethod
    def parse(cls, text: str) -> IsoWeek:
        """Read `2026-W49`; raises InputError for any other form and for a week the year does not have."""
        match = _WEEK.fullmatch(text.strip())
        if match:
            year, week = int(match[1]), int(match[2])
            try:
                date.fromisocalendar(year, week, 1)
            except ValueError:
                pass
            else:
                return cls(year, week)
        raise InputError(
            [
                Problem(
                    value=text,
                    expected="an ISO week such as 2026-W49 (years have 52 or 53 weeks)",
                    fix="write the ISO year, -W and two digits",
                )
            ]
        )


@lru_cache(maxsize=64)
def zone_info(zone: str) -> ZoneInfo:
    """The time zone called `zone`, such as Europe/London (configuration has checked the name)."""
    return ZoneInfo(zone)


def same_weekday_last_year(day: date) -> date:
    """The day 52 weeks before, to compare with: it always exists, and hospitals live by weekdays.

    29 February 2024, a Thursday, stands beside Thursday 2 March 2023.
    """
    return day - timedelta(weeks=52)


@lru_cache(maxsize=4096)
def local_midnight(day: date, zone: str) -> datetime:
    """The instant, in UTC, at which the local day starts."""
    return datetime.combine(day, time(0), zone_info(zone)).astimezone(UTC)


def local_instant(day: date, minute_of_day: int, zone: str) -> datetime:
    """The instant, in UTC, of a wall-clock minute counted from `day`'s midnight; 1800 is 06:00 the next day.

    A wall-clock time that the clock change skips is moved on by the length of the gap; one that occurs twice is
    taken the first time.
    """
    days, minute = divmod(minute_of_day, MINUTES_PER_DAY)
    wall = datetime.combine(day + timedelta(days=days), time(minute // 60, minute % 60), zone_info(zone))
    return wall.astimezone(UTC)


@lru_cache(maxsize=16384)
def _elapsed(first_day: date, day: int, zone: str) -> int:
    """Minutes to the start of `day`; rules ask this hundreds of thousands of times for one roster."""
    return minutes_between(
        local_midnight(first_day, zone), local_midnight(first_day + timedelta(days=day), zone)
    )


@dataclass(frozen=True, slots=True)
class DayGrid:
    """`n_days` local days from `first_day` in `zone`; day 0 is `first_day` and negative days lie before it."""

    first_day: date
    n_days: int
    zone: str = "UTC"

    def date_of(self, day: int) -> date:
        """The calendar date of a day number."""
        return self.first_day + timedelta(days=day)

    def day(self, when: date) -> int:
        """The day number of a calendar date; outside the grid it is negative or at least `n_days`."""
        return (when - self.first_day).days

    def weekday(self, day: int) -> int:
        """0 for Monday to 6 for Sunday."""
        return self.date_of(day).weekday()

    def start_minute(self, day: int) -> int:
        """Elapsed minutes from the start of day 0 to the local midnight that starts `day`."""
        return _elapsed(self.first_day, day, self.zone)

    def minutes(self, day: int) -> int:
        """The length of `day`: 1440, or 1380 or 1500 when the clock changes."""
        return self.start_minute(day + 1) - self.start_minute(day)

    def minute_of(self, instant: datetime) -> int:
        """Elapsed minutes from the start of day 0 to an aware instant."""
        return minutes_between(local_midnight(self.first_day, self.zone), instant)

    def instant(self, minute: int) -> datetime:
        """The instant, in UTC, `minute` elapsed minutes after the start of day 0."""
        return local_midnight(self.first_day, self.zone) + timedelta(minutes=minute)

    @property
    def start(self) -> datetime:
        """The instant, in UTC, at which day 0 starts."""
        return local_midnight(self.first_day, self.zone)

    @property
    def end(self) -> datetime:
        """The instant, in UTC, at which the last day ends."""
        return local_midnight(self.date_of(self.n_days), self.zone)


def minutes_between(start: datetime, end: datetime) -> int:
    """Elapsed whole minutes between two aware instants, across clock changes."""
    return int((end.astimezone(UTC) - start.astimezone(UTC)).total_seconds() // 60)


def weekend_of(day: date) -> date | None:
    """The Saturday of the weekend that `day` lies in; None on other days."""
    offset = day.weekday() - SATURDAY
    return day - timedelta(days=offset) if offset >= 0 else None
