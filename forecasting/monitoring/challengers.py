"""What other forecasters would have said at the same cutoffs, from the history before each."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from data.calendar import zone_info
from forecasting.forecasters import FORECASTERS, Context, ForecasterError
from forecasting.metrics import MEDIAN, mean_is_small
from forecasting.monitoring.pairs import Pairs
from forecasting.monitoring.report import Challenger
from forecasting.quantiles import FloatArray, IntArray, quantile_means
from forecasting.series import SeriesKey
from forecasting.shapes import shapes_before
from forecasting.trials import check_sane

NAIVE = "seasonal_naive"
_SLOW = frozenset({"prophet"})
"""Takes as long as all others together; not worth it for a comparison."""
_WEEK_HOURS = 168


@dataclass(frozen=True, slots=True, eq=False)
class Rival:
    """A challenger and its gain (error of the champion minus its own; of small counts squared) at each cutoff, (n_cutoffs,).

    Each day counts once, for the last forecast before it: errors of the same day from several cutoffs are no
    independent witnesses.
    """

    challenger: Challenger
    gains: FloatArray


def try_challengers(
    pairs: Mapping[SeriesKey, Pairs],
    names: Sequence[str],
    holidays: Mapping[date, str],
    zone: str,
    seconds: float,
) -> tuple[dict[SeriesKey, tuple[Rival, ...]], int]:
    """The rivals of each series, the best first, and how many series were left out when `seconds` had passed.

    Parameters are found once, from what was known at the oldest cutoff. Repeating last week is always tried; for the
    hourly census it is the only one. Each time is judged once, by the last forecast before it.
    """
    end = time.monotonic() + seconds
    rivals: dict[SeriesKey, tuple[Rival, ...]] = {}
    context = _context(pairs, holidays, zone)
    n_late = 0
    for key, all_pairs in pairs.items():
        if time.monotonic() > end:
            n_late += 1
            continue
        own = all_pairs.newest()
        wanted = [NAIVE, *(n for n in names if n not in _SLOW and n not in (NAIVE, own.forecaster))]
        found = [_rival(own, name, said) for name, said in _predictions(own, wanted, context, zone)]
        rivals[key] = tuple(sorted(found, key=lambda rival: rival.challenger.error))
    return rivals, n_late


def _context(pairs: Mapping[SeriesKey, Pairs], holidays: Mapping[date, str], zone: str) -> Context:
    """Holidays, and what series share: learnt before the oldest cutoff; the courses in common are known at each later one."""
    daily = [own.counted.daily for own in pairs.values() if own.counted.daily is not None]
    if not daily:
        return Context(holidays)
    oldest = min(_day(own.cutoffs[0], zone) for own in pairs.values())
    return Context(holidays, shapes_before(daily, holidays, oldest))


def _predictions(
    pairs: Pairs, names: Sequence[str], context: Context, zone: str
) -> list[tuple[str, FloatArray]]:
    daily = pairs.counted.daily
    if daily is None:
        said = _last_week(pairs)
        return [] if np.isnan(said).all() else [(NAIVE, said)]
    numbers = np.unique(pairs.forecast)
    first = daily.first_day
    # The newest day before a cutoff may be unknown; every forecaster bridges gaps.
    origins = [(_day(pairs.cutoffs[number], zone) - first).days for number in numbers]
    local = pairs.times.tz_convert(zone_info(zone)).tz_localize(None).normalize()
    position: IntArray = np.asarray((local - pd.Timestamp(first)).days, dtype=np.int64)
    row = np.searchsorted(numbers, pairs.forecast)
    ahead = position - np.array(origins)[row]
    n_days = int(ahead.max()) + 1
    found = []
    for name in names:
        forecaster = FORECASTERS[name]
        earlier = daily.before(max(origins[0], 0))
        if not earlier.n_days or forecaster.why_not(earlier) is not None:
            continue
        try:
            means = forecaster.fit(earlier, context).means(daily, origins, n_days)
            check_sane(means, daily)
        except ForecasterError:
            continue
        found.append((name, np.asarray(means[row, ahead])))
    return found


def _last_week(pairs: Pairs) -> FloatArray:
    """The same hour of the last week before the cutoff, for the hourly census."""
    cutoffs = pd.DatetimeIndex([pairs.cutoffs[number] for number in pairs.forecast])
    hours = (pairs.times - cutoffs) // pd.Timedelta(hours=1)
    back = pd.to_timedelta(_WEEK_HOURS * (np.asarray(hours) // _WEEK_HOURS + 1), unit="h")
    return pairs.counted.counts.reindex(pairs.times - back).to_numpy(dtype=float)


def _rival(pairs: Pairs, name: str, said: FloatArray) -> Rival:
    """Small counts are judged by squares of errors, as for the choice of forecasters: by absolute ones, 0 is the best forecast."""
    known = ~np.isnan(said)
    is_small = mean_is_small(pairs.actual[known])
    centre = quantile_means(pairs.quantiles) if is_small else pairs.quantiles[:, MEDIAN]
    power = 2 if is_small else 1
    own, other = (_errors(values, pairs)[known] ** power for values in (centre, said))
    by_cutoff = pd.Series(own - other).groupby(pairs.forecast[known]).mean()
    gains: FloatArray = np.asarray(by_cutoff, dtype=np.float64)
    champion, error = (float(errors.mean() ** (1 / power)) for errors in (own, other))
    gain = 1 - error / champion if champion > 0 else 0.0
    return Rival(Challenger(name, champion, error, gain), gains)


def _errors(said: FloatArray, pairs: Pairs) -> FloatArray:
    """Absolute errors; where a full unit cut the count off, nobody who said more is known to be wrong."""
    away = pairs.actual - said
    return np.asarray(np.where(pairs.at_least, np.maximum(away, 0.0), np.abs(away)))


def _day(cutoff: pd.Timestamp, zone: str) -> date:
    day: date = cutoff.tz_convert(zone_info(zone)).date()
    return day
