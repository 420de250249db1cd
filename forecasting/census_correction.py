"""What trials say of the simulated census: how far to trust the daily count beside it, and how wide it should be.

The census simulated from stays knows who is in and how long patients stay; a forecast of the daily count knows how the
ward usually fills. The mean of the two is nearer than either. Weights are by day ahead, those of a unit drawn to those of
all units (least squares, as in Bates and Granger 1969). Paths are then drawn together or apart around their mean, until their
spread is that of the errors in the trials.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from forecasting.census import CensusTrials
from forecasting.quantiles import FloatArray, IntArray

_DAY_HOURS = 24
_NEAR_DAYS = 1
"""A day ahead is judged together with so many before and after it."""
_SHARE_WEIGHT = 40
"""All units together count as much as so many origins of one, for the share of the daily count."""
_SPREAD_WEIGHT = 30
_AS_SIMULATED_WEIGHT = 10
"""What is seen of the spread in all units is drawn to 1 by so many origins: one small ward says little."""
_ROUNDING = 1 / 12
"""Variance of a whole number around what it stands for."""
_ROUNDED_AT_RANDOM = 1 / 6
"""Mean variance of a number rounded up or down at random."""
_MOST_SQUARED = 25.0
"""A day of one origin counts at most as five standard deviations."""


@dataclass(frozen=True, slots=True, eq=False)
class Correction:
    """By day ahead: `share` of the daily count's forecast, 0 to 1, and the factor on the `spread` of paths; (n_days,)."""

    share: FloatArray
    spread: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Tried:
    """The trials of one unit, and what the daily count's forecast said at the same origins, (n_origins, n_days), if any."""

    census: CensusTrials
    direct: FloatArray | None

    @property
    def n_origins(self) -> int:
        """How many origins were tried."""
        return len(self.census.counted)

    def without(self, back: int) -> Tried:
        """All origins but the one that is `back` before the newest."""
        return self._at(np.arange(self.n_origins) != self.n_origins - 1 - back)

    def only(self, number: int) -> Tried:
        """The origin of this number."""
        return self._at(np.arange(self.n_origins) == number)

    def _at(self, kept: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Tried:
        own = self.census
        census = CensusTrials(
            own.counted[kept],
            own.mean[kept],
            own.variance[kept],
            own.quantiles[kept],
            own.path_spread[kept],
            own.evenings[kept],
            own.scale,
        )
        return Tried(census, None if self.direct is None else self.direct[kept])


def find_corrections(tried: Mapping[str, Tried]) -> dict[str, Correction]:
    """The correction of each unit; units that were tried over the same number of days teach each other."""
    found: dict[str, Correction] = {}
    for n_days in sorted({one.census.evenings.shape[1] for one in tried.values()}):
        alike = {unit_id: one for unit_id, one in tried.items() if one.census.evenings.shape[1] == n_days}
        shares = _shares(alike, n_days)
        spreads = _spreads(alike, shares)
        found |= {unit_id: Correction(shares[unit_id], spreads[unit_id]) for unit_id in alike}
    return found


def corrected_means(tried: Tried, share: FloatArray) -> FloatArray:
    """Means of the trials, (n_origins, n_hours), with `share` of the daily count's forecast in them."""
    census = tried.census
    if tried.direct is None:
        return census.mean
    at = np.take_along_axis(census.mean, census.evenings, axis=1)
    n_hours = census.mean.shape[1]
    shifts = np.zeros((len(census.mean), n_hours))
    for row, shift in enumerate(share * (tried.direct - at)):
        shifts[row] = _between(shift, census.evenings[row], n_hours)
    return np.asarray(census.mean + shifts)


def spread_by_hour(correction: Correction, n_hours: int) -> FloatArray:
    """The factor on the spread of each hour, straight between the middles of the days."""
    middles = np.arange(len(correction.spread)) * _DAY_HOURS + _DAY_HOURS / 2
    return np.asarray(np.interp(np.arange(n_hours), middles, correction.spread))


def correct_paths(
    paths: IntArray,
    unchanged: FloatArray,
    direct: FloatArray | None,
    evenings: IntArray,
    correction: Correction,
    random: np.random.Generator,
) -> IntArray:
    """Paths (n_samples, n_hours) around the corrected mean, as wide as they should be, and whole again.

    `unchanged` (n_hours,) is the mean census without a scenario's changes, from which `direct` (n_days,), the forecast of the
    daily count at the hours `evenings`, is told apart; the difference follows the paths where a scenario fills or closes
    the unit. Each path is rounded up or down as a whole, so that it does not flicker; the rounding widens a little, which is
    taken off the spread before.
    """
    n_hours = paths.shape[1]
    mean = paths.mean(axis=0)
    shift = np.zeros(n_hours)
    if direct is not None:
        away = correction.share * (direct - unchanged[evenings])
        filled = np.divide(mean, unchanged, out=np.zeros(n_hours), where=unchanged > 0)
        shift = _between(away, evenings, n_hours) * filled
    variance = paths.var(axis=0)
    rounded = np.divide(_ROUNDED_AT_RANDOM, variance, out=np.zeros(n_hours), where=variance > 0)
    factor = np.sqrt(np.maximum(spread_by_hour(correction, n_hours) ** 2 - rounded, 0.0))
    moved = np.maximum(mean + shift + factor * (paths - mean), 0.0)
    return np.asarray(np.floor(moved + random.random((len(paths), 1))), dtype=np.int64)


def corrected_quantiles(tried: Tried, correction: Correction) -> FloatArray:
    """Quantiles of the trials with the correction, (n_origins, n_hours, n_levels)."""
    census = tried.census
    factor = spread_by_hour(correction, census.mean.shape[1])[:, np.newaxis]
    around = census.quantiles - census.mean[..., np.newaxis]
    means = corrected_means(tried, correction.share)[..., np.newaxis]
    return np.asarray(np.maximum(means + factor * around, 0.0))


def _between(values: FloatArray, evenings: IntArray, n_hours: int) -> FloatArray:
    """Straight between the evenings, from nothing at the first hour, which is known."""
    known, added = np.concatenate([[0], evenings]), np.concatenate([[0.0], values])
    return np.asarray(np.interp(np.arange(n_hours), known, added))


def _shares(tried: Mapping[str, Tried], n_days: int) -> dict[str, FloatArray]:
    """Weights of the daily count that make squared errors at its hour smallest, near each day ahead."""
    parts: dict[str, tuple[FloatArray, FloatArray, int]] = {}
    for unit_id, one in tried.items():
        if one.direct is None:
            continue
        counted, mean = (
            np.take_along_axis(values, one.census.evenings, axis=1)
            for values in (one.census.counted, one.census.mean)
        )
        error, step = counted - mean, one.direct - mean
        known = ~np.isnan(error)
        size = float(np.mean(error[known] ** 2)) if known.any() else 0.0
        if size > 0:
            gained = np.where(known, error * step, 0.0).sum(axis=0) / size
            possible = np.where(known, step**2, 0.0).sum(axis=0) / size
            parts[unit_id] = (_near_sum(gained), _near_sum(possible), len(error))
    none = np.zeros(n_days)
    if not parts:
        return dict.fromkeys(tried, none)
    n_origins = sum(n for _, _, n in parts.values())
    gained = np.sum([own for own, _, _ in parts.values()], axis=0) / n_origins
    possible = np.sum([own for _, own, _ in parts.values()], axis=0) / n_origins
    found = {}
    for unit_id in tried:
        if unit_id not in parts:
            found[unit_id] = none
            continue
        own_gained, own_possible, _ = parts[unit_id]
        above = own_gained + _SHARE_WEIGHT * gained
        below = own_possible + _SHARE_WEIGHT * possible
        share = np.divide(above, below, out=np.zeros(n_days), where=below > 0)
        found[unit_id] = np.clip(share, 0.0, 1.0)
    return found


def _spreads(tried: Mapping[str, Tried], shares: Mapping[str, FloatArray]) -> dict[str, FloatArray]:
    """Roots of the mean squared errors in standard deviations of the paths, by day ahead."""
    sizes = {unit_id: _squared(one, shares[unit_id]) for unit_id, one in tried.items()}
    seen = {unit_id: size for unit_id, size in sizes.items() if size.size}
    n_days = len(next(iter(shares.values())))
    if not seen:
        return dict.fromkeys(tried, np.ones(n_days))
    n_origins = sum(len(size) for size in seen.values())
    total = _near_mean(np.concatenate(list(seen.values())).sum(axis=0))
    usual = (total + _AS_SIMULATED_WEIGHT) / (n_origins + _AS_SIMULATED_WEIGHT)
    found = {}
    for unit_id in tried:
        size = sizes[unit_id]
        wider = float(size.mean() / usual.mean()) if size.size else 1.0
        drawn = (wider * len(size) + _SPREAD_WEIGHT) / (len(size) + _SPREAD_WEIGHT)
        found[unit_id] = np.sqrt(usual * drawn)
    return found


def _squared(tried: Tried, share: FloatArray) -> FloatArray:
    """Mean squared standard error of each day, (n_origins, n_days), of origins whose days are known."""
    census = tried.census
    n_days = census.evenings.shape[1]
    errors = census.counted - corrected_means(tried, share)
    squared = errors**2 / (census.variance + _ROUNDING)
    days = np.minimum(np.arange(squared.shape[1]) // _DAY_HOURS, n_days - 1)
    # The hour of the origin itself is known, so it says nothing.
    by_day = np.stack([squared[:, 1:][:, days[1:] == day].mean(axis=1) for day in range(n_days)], axis=1)
    return np.asarray(np.minimum(by_day[~np.isnan(by_day).any(axis=1)], _MOST_SQUARED))


def _near_sum(values: FloatArray) -> FloatArray:
    padded = np.pad(values, _NEAR_DAYS)
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * _NEAR_DAYS + 1)
    return np.asarray(windows.sum(axis=1), dtype=float)


def _near_mean(values: FloatArray) -> FloatArray:
    return np.asarray(_near_sum(values) / _near_sum(np.ones(len(values))))
