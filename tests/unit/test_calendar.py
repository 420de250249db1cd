"""ISO weeks, and days on which the clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from data.calendar import DayGrid, IsoWeek, local_instant, local_midnight, minutes_between
from data.problems import InputError

LONDON = "Europe/London"


@pytest.mark.parametrize(
    ("text", "monday"),
    [
        ("2026-W49", date(2026, 11, 30)),
        ("2026-W53", date(2026, 12, 28)),
        ("2025-W01", date(2024, 12, 30)),
        (" 2026-W01 ", date(2025, 12, 29)),
    ],
)
def test_weeks_are_iso_weeks(text: str, monday: date) -> None:
    assert IsoWeek.parse(text).monday == monday
    assert str(IsoWeek.of(monday)) == text.strip()


@pytest.mark.parametrize(
    "text",
    [
        "2026-49",
        "2026W49",
        "2026-W9",
        "2026-w49",
        "W49",
        "2025-W53",
        "2026-W00",
        "2026-W54",
        "2026-11-30",
        "",
    ],
)
def test_other_forms_are_refused_with_the_right_one(text: str) -> None:
    with pytest.raises(
        InputError, match=r"expected an ISO week such as 2026-W49 \(years have 52 or 53 weeks\)"
    ):
        IsoWeek.parse(text)


def test_the_days_around_new_year_belong_to_week_53() -> None:
    assert {str(IsoWeek.of(date(2026, 12, 28 + n))) for n in range(4)} == {"2026-W53"}
    assert str(IsoWeek.of(date(2027, 1, 3))) == "2026-W53"
    assert str(IsoWeek.of(date(2027, 1, 4))) == "2027-W01"


@pytest.mark.parametrize(("monday", "minutes"), [(date(2026, 3, 23), 1380), (date(2026, 10, 19), 1500)])
def test_a_clock_change_day_has_its_true_length(monday: date, minutes: int) -> None:
    grid = DayGrid(monday, 7, LONDON)
    assert [grid.minutes(day) for day in range(7)] == [1440] * 6 + [minutes]
    assert minutes_between(grid.start, grid.end) == 6 * 1440 + minutes
    assert grid.minute_of(grid.instant(5000)) == 5000


def test_a_night_over_the_clock_change_is_longer_or_shorter() -> None:
    """19:30 to 08:00 is 12.5 hours on the clock: 11.5 in March, 13.5 in October."""
    for day, minutes in ((date(2026, 3, 28), 690), (date(2026, 10, 24), 810), (date(2026, 6, 1), 750)):
        start, end = local_instant(day, 1170, LONDON), local_instant(day, 1440 + 480, LONDON)
        assert minutes_between(start, end) == minutes


def test_times_that_do_not_exist_or_occur_twice() -> None:
    assert local_instant(date(2026, 3, 29), 90, LONDON) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert local_instant(date(2026, 10, 25), 90, LONDON) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_midnight_that_the_clock_jumps_over() -> None:
    """In Beirut the clock goes from 00:00 to 01:00, so the day starts at 01:00."""
    assert local_midnight(date(2026, 3, 29), "Asia/Beirut") == datetime(2026, 3, 28, 22, tzinfo=UTC)
    assert DayGrid(date(2026, 3, 29), 1, "Asia/Beirut").minutes(0) == 1380
