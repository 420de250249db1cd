"""Scores of one way to forecast, per series and on average."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from forecasting.metrics import bias, interval_coverage, seasonal_scale, weighted_interval_score
from forecasting.quantiles import FloatArray


@dataclass(frozen=True, slots=True)
class Score:
    """A row of results.csv. Errors are means over origins of the mean over days 1 to `horizon`."""

    set: str
    forecaster: str
    series: str
    horizon: int
    n_origins: int
    mase: float | None
    wis: float | None
    rmse: float | None
    bias: float | None
    coverage_50: float | None
    coverage_80: float | None
    coverage_95: float | None
    seconds: float | None


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """One forecast beside what happened, (n_days, n_levels) and (n_days,), with the scale of its MASE.

    `centre` (n_days,) is the value that is judged as a single number: the central forecast before a distribution of whole
    numbers is put around it, whose median would be rounded.
    """

    quantiles: FloatArray
    centre: FloatArray
    actual: FloatArray
    scale: float | None


def outcome(
    quantiles: FloatArray, centre: FloatArray, actual: FloatArray, history: FloatArray, season: int = 7
) -> Outcome:
    """With the in-sample error of the seasonal naive on all history before the origin."""
    return Outcome(quantiles, centre, actual, seasonal_scale(history, season))


def score(
    names: tuple[str, str, str], outcomes: Sequence[Outcome], horizon: int, seconds: float | None
) -> Score:
    """Score forecasts of one series; `names` are set, forecaster and series."""
    quantiles = np.stack([one.quantiles[:horizon] for one in outcomes])
    actual = np.stack([one.actual[:horizon] for one in outcomes])
    centre = np.stack([one.centre[:horizon] for one in outcomes])
    errors = [
        float(np.nanmean(np.abs(one.actual[:horizon] - one.centre[:horizon]))) / one.scale
        for one in outcomes
        if one.scale is not None and not np.isnan(one.actual[:horizon]).all()
    ]
    squares = (centre - actual)[~np.isnan(actual)] ** 2
    return Score(
        *names,
        horizon,
        len(outcomes),
        float(np.mean(errors)) if errors else None,
        weighted_interval_score(actual, quantiles),
        float(np.sqrt(squares.mean())) if squares.size else None,
        bias(actual, centre),
        *(interval_coverage(actual, quantiles, level) for level in (0.5, 0.8, 0.95)),
        seconds,
    )


def summaries(scores: Sequence[Score]) -> list[Score]:
    """The mean, the lowest and the highest of each figure over series, those that are not defined left out.

    Each figure by itself: the lowest coverage and the lowest error may be those of two series.
    """
    return [_summary(name, scores, of) for name, of in (("mean", np.mean), ("lowest", min), ("highest", max))]


def _summary(name: str, scores: Sequence[Score], of: Callable[[list[float]], float]) -> Score:
    first = scores[0]
    figures = []
    for figure in Score.__slots__[5:]:
        values = [getattr(one, figure) for one in scores if getattr(one, figure) is not None]
        figures.append(float(of(values)) if values else None)
    return Score(first.set, first.forecaster, name, first.horizon, first.n_origins, *figures)
