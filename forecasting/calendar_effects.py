"""What the calendar may do to a count: weekday, time of year, public holidays and the days around them.

One column for each possible effect, one row for each day. Effects are on the scale of logarithms (or of shares of the mean,
for small counts), and each has a prior variance: how large it may be before data must insist on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import numpy as np

from forecasting.quantiles import FloatArray

_WEEK = 7
_YEAR_DAYS = 365.25
_HARMONICS = 6
_WEEKDAY_VARIANCE = 0.25
_HARMONIC_VARIANCE = 0.0025
_ANY_HOLIDAY_VARIANCE = 0.25
_HOLIDAY_VARIANCE = 0.03
_AROUND_VARIANCE = 0.01
_OWN_AROUND_VARIANCE = 0.005
_YEAR_END_VARIANCE = 0.04
_OBSERVED = (" (observed)", " (substitute day)", " (in lieu)")
SUBSTITUTE = "substitute day"
"""The working day on which a holiday is made up for: a day off like others, without the feast (New Year's night)."""
ANY_HOLIDAY = "any holiday"
_YEAR_END: dict[str, tuple[tuple[int, int], ...]] = {
    "24 December": ((12, 24),),
    "27 to 30 December": ((12, 27), (12, 28), (12, 29), (12, 30)),
    "31 December": ((12, 31),),
    "2 to 4 January": ((1, 2), (1, 3), (1, 4)),
}
"""Days that the holidays on either side change, in most hospitals whatever the country calls them."""
HOLIDAY_EFFECTS = ("on ", "before ", "after ", *_YEAR_END)
"""How the names of effects begin that have to do with holidays."""


@dataclass(frozen=True, slots=True, eq=False)
class CalendarEffects:
    """`columns` has shape (n_days, n_effects); `variances` (n_effects,) are those of the priors, by `names`.

    Effects on days that the history does not hold are there all the same: their prior mean decides.
    """

    names: tuple[str, ...]
    columns: FloatArray
    variances: FloatArray


def holiday_name(name: str) -> str:
    """The name under which a holiday is learnt: its own, or that of all substitute days."""
    return SUBSTITUTE if any(remark in name for remark in _OBSERVED) else name


def learnt_holidays(holidays: Mapping[date, str], first: date, end: date) -> frozenset[str]:
    """Names of the holidays that fall on days `first` to before `end`; any of them teaches what a substitute day is."""
    found = frozenset(holiday_name(name) for day, name in holidays.items() if first <= day < end)
    return found | {SUBSTITUTE} if found else found


def calendar_effects(
    first_day: date, n_days: int, holidays: Mapping[date, str], names: frozenset[str]
) -> CalendarEffects:
    """The effects of `n_days` days from `first_day`; only the holidays called `names` have effects."""
    chosen = tuple(sorted((day, holiday_name(name)) for day, name in holidays.items()))
    return _effects(first_day, n_days, tuple(one for one in chosen if one[1] in names))


@lru_cache(maxsize=64)
def _effects(first_day: date, n_days: int, holidays: tuple[tuple[date, str], ...]) -> CalendarEffects:
    parts = [
        _weekdays(first_day, n_days),
        _harmonics(first_day, n_days),
        _year_end(first_day, n_days),
        _holidays(first_day, n_days, holidays),
    ]
    names = [name for part in parts for name in part]
    columns = [column for part in parts for column, _ in part.values()]
    variances = [variance for part in parts for _, variance in part.values()]
    return CalendarEffects(tuple(names), np.column_stack(columns), np.array(variances))


_Columns = dict[str, tuple[FloatArray, float]]


def _weekdays(first_day: date, n_days: int) -> _Columns:
    """Deviations of Monday to Saturday; Sunday takes what is left, so that they sum to zero."""
    weekday = (first_day.weekday() + np.arange(n_days)) % _WEEK
    sunday = (weekday == _WEEK - 1).astype(float)
    return {
        f"weekday {number}": ((weekday == number) - sunday, _WEEKDAY_VARIANCE) for number in range(_WEEK - 1)
    }


def _harmonics(first_day: date, n_days: int) -> _Columns:
    """Sines and cosines of the year; faster ones are expected to be smaller."""
    years = (first_day.toordinal() + np.arange(n_days)) / _YEAR_DAYS
    found: _Columns = {}
    for number in range(1, _HARMONICS + 1):
        angle, variance = 2 * np.pi * number * years, _HARMONIC_VARIANCE / number**2
        found[f"sine {number}"] = (np.sin(angle), variance)
        found[f"cosine {number}"] = (np.cos(angle), variance)
    return found


def _year_end(first_day: date, n_days: int) -> _Columns:
    days = [first_day + timedelta(days=number) for number in range(n_days)]
    position = np.array([day.month * 100 + day.day for day in days])
    return {
        name: (
            np.isin(position, [month * 100 + day for month, day in dates]).astype(float),
            _YEAR_END_VARIANCE,
        )
        for name, dates in _YEAR_END.items()
    }


def _holidays(first_day: date, n_days: int, holidays: tuple[tuple[date, str], ...]) -> _Columns:
    """The day itself, the day before and the day after; none where that is a holiday of its own.

    Each has an effect that all holidays share and one by name, which is expected to be smaller: holidays of one name are
    too few to be learnt by themselves.
    """
    own = {day for day, _ in holidays}
    found: _Columns = {}
    for shift, what, shared, by_name in (
        (0, "on", _ANY_HOLIDAY_VARIANCE, _HOLIDAY_VARIANCE),
        (-1, "before", _AROUND_VARIANCE, _OWN_AROUND_VARIANCE),
        (1, "after", _AROUND_VARIANCE, _OWN_AROUND_VARIANCE),
    ):
        for day, name in holidays:
            moved = day + timedelta(days=shift)
            number = (moved - first_day).days
            for effect, variance in ((ANY_HOLIDAY, shared), (name, by_name)):
                column, _ = found.setdefault(f"{what} {effect}", (np.zeros(n_days), variance))
                if 0 <= number < n_days and (shift == 0 or moved not in own):
                    column[number] = 1.0
    return found
