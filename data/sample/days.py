"""The days that are simulated: their instants, their holidays, and how demand rises and falls over the year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data.calendar import DayGrid
from data.configuration.hospital import Hospital
from data.holiday_calendar import public_holidays
from data.sample.seeds import stream

HISTORY_DAYS = 1096
"""Three years, one of them a leap year."""
WARM_UP_DAYS = 120
"""Days simulated before the history begins, so that the beds are filled as usual on its first day."""

Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Days:
    """Arrays with one entry per simulated local day.

    `start` and `length` are minutes: of the day's local midnight since 1970 (UTC), and of the day itself.
    `holiday` is true on public holidays; `christmas` from 24 December to 1 January; `after_holiday` on the first
    ordinary weekday after a holiday. `respiratory_wave` and `child_wave` are 0 in summer and 1 at an ordinary winter's
    peak; `season` is 1 in mid-January and -1 in mid-July; `years` counts years since the first day of the history.
    """

    grid: DayGrid
    start: Whole
    length: Whole
    weekday: Whole
    holiday: NDArray[np.bool_]
    christmas: NDArray[np.bool_]
    after_holiday: NDArray[np.bool_]
    respiratory_wave: Numbers
    child_wave: Numbers
    season: Numbers
    years: Numbers


def simulated_days(hospital: Hospital, seed: int, as_of: date) -> Days:
    """The warm-up, the history before `as_of`, and `as_of` itself, which has only begun when the data are drawn."""
    n_days = WARM_UP_DAYS + HISTORY_DAYS + 1
    first_day = as_of - timedelta(days=WARM_UP_DAYS + HISTORY_DAYS)
    grid = DayGrid(first_day, n_days, hospital.hospital.zone)
    dates = [grid.date_of(day) for day in range(n_days)]
    holidays = public_holidays(hospital, range(dates[0].year, as_of.year + 1))
    holiday = np.array([when in holidays for when in dates])
    weekday = np.array([when.weekday() for when in dates])
    ordinary = ~holiday & (weekday < 5)
    off_before = np.concatenate([[False], holiday[:-1] | ((weekday[:-1] >= 5) & _near(holiday, 3)[:-1])])
    first = int((grid.start - _EPOCH).total_seconds() // 60)
    start = np.array([first + grid.start_minute(day) for day in range(n_days + 1)])
    day_of_year = np.array([when.timetuple().tm_yday for when in dates])
    return Days(
        grid=grid,
        start=start[:-1],
        length=np.diff(start),
        weekday=weekday,
        holiday=holiday,
        christmas=np.array(
            [(when.month, when.day) >= (12, 24) or (when.month, when.day) == (1, 1) for when in dates]
        ),
        after_holiday=ordinary & off_before,
        respiratory_wave=_waves(dates, seed, "respiratory", days_earlier=0),
        child_wave=_waves(dates, seed, "child", days_earlier=25),
        season=np.cos(2 * np.pi * (day_of_year - 15) / 365.25),
        years=(np.arange(n_days) - WARM_UP_DAYS) / 365.25,
    )


def instants(minutes: Any) -> NDArray[np.datetime64]:
    """Minutes since 1970 (UTC) as datetimes with microseconds."""
    return np.asarray(minutes, dtype="int64").astype("datetime64[m]").astype("datetime64[us]")


def _near(holiday: NDArray[np.bool_], reach: int) -> NDArray[np.bool_]:
    """Whether a holiday lies at most `reach` days back."""
    near = holiday.copy()
    for back in range(1, reach + 1):
        near[back:] |= holiday[:-back]
    return near


def _waves(dates: list[date], seed: int, name: str, days_earlier: int) -> Numbers:
    """One wave each winter; its date, height and width differ from winter to winter."""
    ordinals = np.array([when.toordinal() for when in dates], dtype=np.float64)
    total = np.zeros(len(dates))
    for year in range(dates[0].year - 1, dates[-1].year + 1):
        rng = stream(seed, f"{name} wave {year}")
        peak = date(year, 12, 12).toordinal() - days_earlier + 36 * rng.random()
        height = 0.55 + 0.9 * rng.random()
        width = 17 + 10 * rng.random()
        total += height * np.exp(-0.5 * ((ordinals - peak) / width) ** 2)
    return total
