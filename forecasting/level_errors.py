"""Regression with errors that follow an ARIMA(1,1,1) process: a level that moves, and a change that fades.

For given parameters of the process the regression is ordinary least squares on filtered values (generalised least
squares; Box and Jenkins), so that a whole grid of parameters costs milliseconds. phi = 0 is a slowly corrected level:
simple exponential smoothing with alpha = 1 - theta of what the regression leaves over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import signal

from forecasting.quantiles import FloatArray

_BURN_IN = 0.05
"""Share of the first days whose errors still depend on the start."""
_ROUNDS = 2
_CLIP = 4.0
"""Errors beyond so many robust standard deviations are drawn in to it: one odd day must not bend the rest."""
_NORMAL_MAD = 1.4826
_BEFORE_DAYS = 14
_FAR = 5.0
"""Robust standard deviations from the two weeks before at which a day is odd."""


@dataclass(frozen=True, slots=True)
class ErrorProcess:
    """(1 - phi B)(1 - B) error = (1 - theta B) noise: `theta` near 1 is a level that hardly moves."""

    theta: float
    phi: float


@dataclass(frozen=True, slots=True, eq=False)
class Prior:
    """Mean and variance of each coefficient before any data of the series, both (n_effects,)."""

    mean: FloatArray
    variance: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Coefficients:
    """`values` (n_effects,), their sampling variances, and the variance of the noise."""

    values: FloatArray
    variances: FloatArray
    noise: float


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """Effects by day, `columns` (n_days, n_effects), and what follows from them for one process of the errors.

    `inputs` (n_days - 1, n_effects) are the filtered columns without the first day, `gram` their products when every day is known.
    """

    columns: FloatArray
    process: ErrorProcess
    inputs: FloatArray
    gram: FloatArray


def fit_coefficients(
    values: FloatArray, known: FloatArray, design: Design, prior: Prior, least_spread: float = 0.0
) -> Coefficients:
    """Effects on `values` (n_days,); each day has a say of `known`, from 0 for unknown days to 1.

    `values` must be complete: unknown days hold a guess. The prior acts as ridge regression around its mean. The noise has a
    standard deviation of `least_spread` at least.
    """
    inputs = design.inputs
    filtered: FloatArray = filter_errors(values - design.columns @ prior.mean, design.process)[1:]
    weights = known[1:]
    gram = design.gram if (weights == 1).all() else inputs.T @ (inputs * weights[:, np.newaxis])
    change: FloatArray = np.zeros(inputs.shape[1])
    noise = max(_spread(filtered, weights), least_spread**2)
    target: FloatArray = np.asarray(filtered)
    for _ in range(_ROUNDS):
        # A constant series has no noise; the floor keeps the equations solvable.
        penalty = np.diag(max(noise, 1e-12) / prior.variance)
        change = np.asarray(np.linalg.solve(gram + penalty, inputs.T @ (target * weights)))
        error = filtered - inputs @ change
        noise = max(_spread(error, weights), least_spread**2)
        limit = _CLIP * np.sqrt(noise)
        target = np.asarray(inputs @ change + np.clip(error, -limit, limit))
    penalty = np.diag(max(noise, 1e-12) / prior.variance)
    sampling = noise * np.diag(np.linalg.inv(gram + penalty))
    return Coefficients(prior.mean + change, np.asarray(sampling), noise)


def forecast_errors(
    errors: FloatArray, process: ErrorProcess, origins: Sequence[int], n_days: int
) -> FloatArray:
    """What the process expects of the `n_days` days after each origin, shape (n_origins, n_days).

    `errors` (at least as long as the latest origin) must be complete; an origin is the number of days known.
    """
    noise = filter_errors(errors, process)
    last = np.asarray(origins) - 1
    change = np.diff(errors, prepend=errors[0])
    next_change = process.phi * change[last] - process.theta * noise[last]
    fading = np.cumsum(process.phi ** np.arange(n_days))
    return np.asarray(errors[last, np.newaxis] + next_change[:, np.newaxis] * fading)


def without_odd_days(
    errors: FloatArray, known: FloatArray, n_judged: int, least_spread: float = 0.0
) -> FloatArray:
    """`errors` with unknown and odd days set to the median of the two weeks before each.

    A day is odd when it lies far from those two weeks, unless the two days before it lay far on the same side: that is
    a shift, which a level has to follow. How far is judged by the first `n_judged` days, whose standard deviation is taken as
    `least_spread` at least; each day by those before it.
    """
    known = np.asarray(known, dtype=bool)
    seen = np.where(known, errors, np.nan)
    seen[0] = errors[0]
    padded = np.concatenate([np.full(_BEFORE_DAYS, np.nan), seen[:-1]])
    windows = np.lib.stride_tricks.sliding_window_view(padded, _BEFORE_DAYS)[: len(errors)]
    usual = _medians(windows)
    usual = np.where(np.isnan(usual), errors, usual)
    away = np.where(known, errors - usual, 0.0)
    judged = away[:n_judged][known[:n_judged]]
    robust = _NORMAL_MAD * float(np.median(np.abs(judged))) if judged.size else 0.0
    limit = _FAR * max(robust, least_spread)
    if limit == 0:
        return np.where(known, errors, usual)
    side = np.where(np.abs(away) > limit, np.sign(away), 0.0)
    shifted = np.zeros(len(errors), dtype=bool)
    shifted[2:] = (side[2:] == side[1:-1]) & (side[1:-1] == side[:-2])
    return np.where(known & ((side == 0) | shifted), errors, usual)


def _medians(windows: FloatArray) -> FloatArray:
    """Medians of the rows, of what is known in each; NaN where nothing is."""
    ordered = np.sort(windows, axis=1)
    n_known = (~np.isnan(windows)).sum(axis=1)
    rows = np.arange(len(windows))
    low, high = np.maximum((n_known - 1) // 2, 0), np.minimum(n_known // 2, windows.shape[1] - 1)
    return np.where(n_known > 0, (ordered[rows, low] + ordered[rows, high]) / 2, np.nan)


def filter_errors(values: FloatArray, process: ErrorProcess) -> FloatArray:
    """The noise behind errors (n_days, ...) that follow the process, from their first day on; it only looks back."""
    numerator = np.convolve([1.0, -1.0], [1.0, -process.phi])
    return np.asarray(
        signal.lfilter(numerator, [1.0, -process.theta], values - values[:1], axis=0), dtype=float
    )


def _spread(noise: FloatArray, weights: FloatArray) -> float:
    """Robust variance of the noise on known days after the start; the plain one where most of it is zero."""
    seen = noise[int(len(noise) * _BURN_IN) :][weights[int(len(noise) * _BURN_IN) :] > 0]
    if not seen.size:
        return 0.0
    robust = _NORMAL_MAD * float(np.median(np.abs(seen)))
    return robust**2 if robust > 0 else float(np.mean(seen**2))
