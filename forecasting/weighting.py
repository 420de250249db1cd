"""How much each forecaster counts in a combination, from the errors of its trials."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from forecasting.metrics import mean_is_small
from forecasting.quantiles import FloatArray

_SHARPNESS = 60.0
"""A forecaster whose error is 1/60 above that of the best gets 1/e of its weight."""
_EQUAL_SHARE = 0.02
"""Share of the weight that all get alike."""
_SISTERS_SHARE = 0.8
"""Share of the weights that is taken from series of the same kind: errors of one series alone are few and noisy."""
_NEIGHBOURS = 2
"""Days up to half of the days ahead before and after are judged together, and one at least."""
_LEAST_REACH = 1
_NAUGHT = 1e-9
_PRIORS = {"pooled_yearly": 4.0}
"""How much more a forecaster of large counts has than one that was as good in the trials; 1 for those not named. Trials of one
year tell forecasters apart less well than they differ (DECISIONS 58).
"""


def own_weights(names: Sequence[str], past: FloatArray, actual: FloatArray) -> FloatArray:
    """Weights (n_forecasters, n_days) of `names` that sum to 1 on each day ahead, from trials and what happened.

    `past` has shape (n_forecasters, n_origins, n_days), `actual` (n_origins, n_days) with NaN for unknown days. All alike
    where nothing is known of the errors. They are judged as `metrics.error_of_means` does.
    """
    known = ~np.isnan(actual)
    errors = np.where(known, np.abs(past - np.where(known, actual, 0.0)), 0.0)
    counts = known.sum(axis=0)
    priors = np.ones(len(names))
    if mean_is_small(actual):
        sizes = np.sqrt(_near((errors**2).sum(axis=1), counts))
    else:
        sizes = _near(errors.sum(axis=1), counts)
        priors = np.array([_PRIORS.get(name, 1.0) for name in names])
    weights = priors[:, np.newaxis] * np.exp(-_SHARPNESS * np.minimum(_excess(sizes), 1.0))
    weights /= weights.sum(axis=0)
    return np.asarray((1 - _EQUAL_SHARE) * weights + _EQUAL_SHARE / len(past))


def shared_weights(names: Sequence[tuple[str, ...]], weights: Sequence[FloatArray]) -> list[FloatArray]:
    """Weights of several series of one kind, each drawn towards the mean of all; `names` are its forecasters.

    The mean of a forecaster is over the series that use it, for as many days as all of these are forecast. One series
    alone keeps its own.
    """
    by_name: dict[str, list[FloatArray]] = {}
    for own_names, own in zip(names, weights, strict=True):
        for name, row in zip(own_names, own, strict=True):
            by_name.setdefault(name, []).append(row)
    usual = {name: _usual(rows) for name, rows in by_name.items()}
    shared = []
    for own_names, own in zip(names, weights, strict=True):
        n_days = own.shape[1]
        common = np.stack([_stretched(usual[name], n_days) for name in own_names])
        mixed = (1 - _SISTERS_SHARE) * own + _SISTERS_SHARE * common
        shared.append(np.asarray(mixed / mixed.sum(axis=0)))
    return shared


def combine(weights: FloatArray, means: FloatArray) -> FloatArray:
    """Weighted means: (n_forecasters, ..., n_days) becomes (..., n_days)."""
    return np.asarray(np.einsum("md,m...d->...d", weights, means))


def _excess(sizes: FloatArray) -> FloatArray:
    """How much larger than the smallest each is, as a share of it.

    Where the best is perfect, as on a constant series, so little is needed to be worse that it has to be a floor.
    """
    return np.asarray(sizes / np.maximum(sizes.min(axis=0), _NAUGHT) - 1)


def _near(totals: FloatArray, counts: FloatArray) -> FloatArray:
    """Mean errors as many days ahead and near that, shape (n_forecasters, n_days)."""
    n_days = totals.shape[1]
    found = np.empty(totals.shape)
    for day in range(n_days):
        reach = max(_LEAST_REACH, day // _NEIGHBOURS)
        near = slice(max(0, day - reach), day + reach + 1)
        found[:, day] = totals[:, near].sum(axis=1) / max(int(counts[near].sum()), 1)
    return found


def _usual(rows: Sequence[FloatArray]) -> FloatArray:
    n_days = min(len(row) for row in rows)
    return np.asarray(np.mean([row[:n_days] for row in rows], axis=0))


def _stretched(row: FloatArray, n_days: int) -> FloatArray:
    """The first `n_days`, the last value repeated where there are fewer."""
    return np.concatenate([row[:n_days], np.repeat(row[-1:], max(n_days - len(row), 0))])
