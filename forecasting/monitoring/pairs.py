"""Forecasts beside what happened, series by series."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.calendar import zone_info
from data.forecast import Forecast
from data.forecast_archive import ForecastRecord, KeptForecast, Purpose
from data.inputs import Measure
from forecasting.monitoring.censored import BoolArray, mean_above
from forecasting.monitoring.counted import Counted
from forecasting.quantiles import LEVELS, FloatArray, IntArray
from forecasting.series import SeriesKey

_Part = tuple[int, pd.DatetimeIndex, FloatArray, FloatArray, BoolArray]
"""Number of the forecast, times, quantiles, counts, and which of these a full unit cut off."""


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Values of one series that were forecast and are known, by cutoff, then by time.

    `quantiles` has shape (n, n_levels), `actual` (n,). `forecast` numbers the forecasts, the oldest first; `times` are
    instants; `day` counts local days from the first one. `at_least` marks counts that a full unit cut off.
    """

    counted: Counted
    forecaster: str
    forecast: IntArray
    cutoffs: tuple[pd.Timestamp, ...]
    times: pd.DatetimeIndex
    day: IntArray
    quantiles: FloatArray
    actual: FloatArray
    at_least: BoolArray

    @property
    def key(self) -> SeriesKey:
        """The series."""
        return self.counted.key

    @property
    def presumed(self) -> FloatArray:
        """The counts; where a full unit cut one off, what the forecast itself expected given that it was at least that.

        A forecast of demand is then as far off as can be known: it is not blamed for what could not be counted, and where it
        lay below the beds it is blamed for the difference.
        """
        if not self.at_least.any():
            return self.actual
        expected = mean_above(self.quantiles[self.at_least], self.actual[self.at_least])
        values = self.actual.copy()
        values[self.at_least] = expected
        return values

    def where(self, chosen: BoolArray) -> Pairs:
        """Those chosen."""
        return Pairs(
            self.counted,
            self.forecaster,
            self.forecast[chosen],
            self.cutoffs,
            self.times[chosen],
            self.day[chosen],
            self.quantiles[chosen],
            self.actual[chosen],
            self.at_least[chosen],
        )

    def newest(self) -> Pairs:
        """For each time only what the last forecast before it said."""
        last = pd.Series(self.forecast).groupby(self.times.asi8).transform("max").to_numpy()
        return self.where(self.forecast == last)


def choose_forecasts(
    kept: Sequence[KeptForecast], since: pd.Timestamp, until: pd.Timestamp
) -> list[KeptForecast]:
    """The forecasts to judge, one for each cutoff from `since` to before `until`, the oldest first.

    Forecasts of scenarios answer another question and are left out. Of several from one cutoff the newest that was used
    counts; one made in hindsight counts where none was used.
    """
    chosen: dict[pd.Timestamp, KeptForecast] = {}
    for one in kept:
        cutoff = pd.Timestamp(one.record.cutoff)
        if one.record.scenario != "baseline" or not since <= cutoff < until:
            continue
        rival = chosen.get(cutoff)
        if rival is None or _rank(one.record) >= _rank(rival.record):
            chosen[cutoff] = one
    return [chosen[cutoff] for cutoff in sorted(chosen)]


def _rank(record: ForecastRecord) -> tuple[bool, float]:
    return record.purpose is not Purpose.HINDSIGHT, record.made.timestamp()


def pair_up(
    forecasts: Sequence[tuple[KeptForecast, Forecast]], counted: Mapping[SeriesKey, Counted], zone: str
) -> dict[SeriesKey, Pairs]:
    """The pairs of every series of which at least one value is known.

    The instant of the cutoff itself is left out for the hourly census: it was known.
    """
    parts: dict[SeriesKey, list[_Part]] = {}
    makers: dict[SeriesKey, str] = {}
    cutoffs = tuple(pd.Timestamp(kept.record.cutoff) for kept, _ in forecasts)
    for number, (_, forecast) in enumerate(forecasts):
        for row in forecast.series.select(["unit_id", "measure", "item_id", "forecaster"]).to_pylist():
            key = SeriesKey(row["unit_id"], Measure(row["measure"]), row["item_id"])
            makers[key] = row["forecaster"]
        for key, times, quantiles in _by_series(forecast):
            if key not in counted:
                continue
            own = counted[key]
            actual = own.counts.reindex(times).to_numpy(dtype=float)
            known = ~np.isnan(actual)
            if own.daily is None:
                known &= np.asarray(times > cutoffs[number])
            if known.any():
                cut_off = own.at_least.reindex(times[known]).to_numpy(dtype=bool)
                part = (number, times[known], quantiles[known], actual[known], cut_off)
                parts.setdefault(key, []).append(part)
    return {key: _join(counted[key], makers[key], cutoffs, parts[key], zone) for key in parts}


def _by_series(forecast: Forecast) -> list[tuple[SeriesKey, pd.DatetimeIndex, FloatArray]]:
    frame = forecast.quantiles.to_pandas().sort_values(["unit_id", "measure", "item_id", "time", "quantile"])
    found = []
    for (unit_id, measure, item_id), own in frame.groupby(["unit_id", "measure", "item_id"], sort=False):
        times = pd.DatetimeIndex(own["time"].to_numpy()[:: len(LEVELS)], tz="UTC")
        quantiles = own["value"].to_numpy(dtype=float).reshape(len(times), len(LEVELS))
        found.append((SeriesKey(str(unit_id), Measure(measure), str(item_id)), times, quantiles))
    return found


def _join(
    counted: Counted,
    maker: str,
    cutoffs: tuple[pd.Timestamp, ...],
    parts: Sequence[_Part],
    zone: str,
) -> Pairs:
    times = pd.DatetimeIndex(np.concatenate([own.to_numpy() for _, own, *_ in parts]), tz="UTC")
    local = times.tz_convert(zone_info(zone)).tz_localize(None).normalize()
    return Pairs(
        counted,
        maker,
        np.concatenate([np.full(len(own), number) for number, own, *_ in parts]),
        cutoffs,
        times,
        np.asarray((local - local.min()).days, dtype=np.int64),
        np.concatenate([quantiles for _, _, quantiles, _, _ in parts]),
        np.concatenate([actual for _, _, _, actual, _ in parts]),
        np.concatenate([cut_off for *_, cut_off in parts]),
    )
