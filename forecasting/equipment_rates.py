"""Devices in use for each patient of a unit, estimated from their use, and how much that says beside the use's own history."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

import numpy as np

from forecasting.backtest import Backtest
from forecasting.quantiles import FloatArray
from forecasting.selection import SeriesForecast
from forecasting.series import DailySeries

_WINDOW_DAYS = 365
_LEAST_DAYS = 28
_DAYS_TOGETHER = 7.0
"""A device stays with its patient: so many days of it tell as much as one independent day."""
_LEAST_UNITS = 3
_LEAST_BETWEEN_SHARE = 0.01
_PRIOR_ORIGINS = 4.0
"""Own history is preferred as much as so many origins, at which it was as far from the rate as usual, would tell."""
_LEAST_ORIGINS = 5


def rates_before(
    uses: Sequence[DailySeries], patients: Mapping[str, DailySeries], day: date
) -> dict[str, float]:
    """Device-days for each patient-day by unit, of one type of device, from the year before `day`.

    `patients` are daily counts by unit. Units with less than four weeks of both are left out. With three units or more
    each is drawn towards the mean of all, the more the fewer patient-days it has (a gamma prior by the method of moments).
    """
    totals = {one.key.unit_id: _totals(one, patients.get(one.key.unit_id), day) for one in uses}
    known = {unit_id: found for unit_id, found in totals.items() if found is not None}
    if not known:
        return {}
    used, days = (np.array(column) for column in zip(*known.values(), strict=True))
    rates = used / days
    if len(known) >= _LEAST_UNITS:
        mean = float(used.sum() / days.sum())
        sampling = _DAYS_TOGETHER * mean / days
        between = max(
            float(rates.var(ddof=1) - sampling.mean()), _LEAST_BETWEEN_SHARE * mean**2, np.finfo(float).tiny
        )
        kept = between / (between + sampling)
        rates = kept * rates + (1 - kept) * mean
    return dict(zip(known, (float(rate) for rate in rates), strict=True))


def _totals(use: DailySeries, patients: DailySeries | None, day: date) -> tuple[float, float] | None:
    """Device-days and patient-days of the days on which both are known; None for too few of them."""
    if patients is None:
        return None
    first = max(use.first_day, patients.first_day, day - timedelta(days=_WINDOW_DAYS))
    end = min(use.end, patients.end, day)
    if (end - first).days < _LEAST_DAYS:
        return None
    used, there = (
        one.counts[(first - one.first_day).days : (end - one.first_day).days] for one in (use, patients)
    )
    known = ~np.isnan(used) & ~np.isnan(there)
    if int(known.sum()) < _LEAST_DAYS or there[known].sum() <= 0:
        return None
    return float(used[known].sum()), float(there[known].sum())


def rate_weight(
    use: SeriesForecast, census: SeriesForecast, rate_at: Callable[[date], float | None]
) -> float:
    """How much devices for each patient count beside the use's own history (0 to 1), by least squares over past origins.

    At each the rate known there multiplies the census that was forecast there. 0 where too few origins tell.
    """
    if use.backtest is None or census.backtest is None:
        return 0.0
    own, beside = _means_by_day(use, use.backtest), _means_by_day(census, census.backtest)
    n_days = min(len(next(iter(own.values()))), len(next(iter(beside.values()))))
    products, squares = [], []
    for day, actual in zip(own, use.backtest.actual, strict=True):
        rate = rate_at(day)
        if day not in beside or rate is None:
            continue
        away = rate * beside[day][:n_days] - own[day][:n_days]
        missed = actual[:n_days] - own[day][:n_days]
        known = ~np.isnan(missed)
        if known.any():
            products.append(float((away * missed)[known].mean()))
            squares.append(float((away**2)[known].mean()))
    if len(squares) < _LEAST_ORIGINS or sum(squares) == 0:
        return 0.0
    prior = _PRIOR_ORIGINS * float(np.mean(squares))
    return float(np.clip(sum(products) / (sum(squares) + prior), 0.0, 1.0))


def _means_by_day(forecast: SeriesForecast, backtest: Backtest) -> dict[date, FloatArray]:
    """Mean forecasts by the day of their origin."""
    return {
        forecast.history.first_day + timedelta(days=origin): prediction.mean
        for origin, prediction in zip(backtest.origins, backtest.predictions, strict=True)
    }
