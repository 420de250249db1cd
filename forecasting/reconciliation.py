"""Sample paths of all units together: sums over units are as uncertain as the units' errors hang together.

Each unit's paths are simulated by themselves. Here they are put in an order: path n of every unit becomes one possible future
of the hospital. The order follows a Gaussian copula whose correlations are those of the units' errors at past origins, as in
the Schaake shuffle (Clark and others 2004), with random scores in the place of past dates, of which there are too few. Paths
are only ever reordered, so that each unit's own distribution stays what it was, and what holds for every path (units add up
to the hospital, a part never exceeds the whole, a peak is no lower than any hour) holds for the distributions.
"""

from __future__ import annotations

import zlib
from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from typing import TypeVar

import numpy as np

from forecasting.quantiles import FloatArray, IntArray

Key = TypeVar("Key", bound=Hashable)

_USUAL_WEIGHT = 20
"""The mean correlation of all pairs counts as much as so many origins; a dozen say little about one pair."""
_LEAST_ORIGINS = 5
_MOST = 0.95
_LARGEST_SCORE = 3.0


def join_paths(
    paths: Mapping[str, IntArray],
    errors: Mapping[str, Mapping[date, float]],
    seed: int,
    from_units: Mapping[str, str] | None = None,
) -> dict[str, IntArray]:
    """The paths of each unit, shape (n_samples, n_times), in an order in which they belong together.

    `errors` are scores of past forecasts by unit and day of the origin. A unit without any goes with the others as much as
    these do with each other on average. Paths of a new unit stay beside those of the unit in `from_units` whose patients it takes,
    so that the two together are what that unit was.
    """
    together: dict[str, list[str]] = {}
    for unit_id in sorted(paths):
        together.setdefault((from_units or {}).get(unit_id, unit_id), []).append(unit_id)
    n_times = next((own.shape[1] for own in paths.values()), 0)
    joined = _joined(
        {of: np.concatenate([paths[one] for one in units], axis=1) for of, units in together.items()},
        errors,
        seed,
    )
    return {
        one: joined[of][:, place * n_times : (place + 1) * n_times]
        for of, units in together.items()
        for place, one in enumerate(units)
    }


def _joined(
    paths: Mapping[str, IntArray], errors: Mapping[str, Mapping[date, float]], seed: int
) -> dict[str, IntArray]:
    unit_ids = sorted(paths)
    if len(unit_ids) < 2:
        return dict(paths)
    n_samples = len(paths[unit_ids[0]])
    matrix = correlations([errors.get(unit_id, {}) for unit_id in unit_ids])
    roots = np.linalg.cholesky(matrix)
    random = np.random.default_rng([seed, zlib.crc32(b"all units")])
    scores = random.standard_normal((n_samples, len(unit_ids))) @ roots.T
    return {
        unit_id: _ordered(paths[unit_id], scores[:, number], random)
        for number, unit_id in enumerate(unit_ids)
    }


def add_up(paths: Mapping[str, IntArray]) -> IntArray:
    """The paths of all units together, hour by hour."""
    return np.asarray(np.sum(list(paths.values()), axis=0, dtype=np.int64))


def correlations(errors: Sequence[Mapping[Key, float]]) -> FloatArray:
    """Correlations of the units' errors, (n_units, n_units), positive definite; errors of one key were made together.

    Each pair is drawn towards the mean of all pairs, which is taken as 0 where it is negative: at the same time in all units
    fewer than forecast is not made up for by chance.
    """
    n_units = len(errors)
    seen = np.zeros((n_units, n_units))
    counts = np.zeros((n_units, n_units))
    for one in range(n_units):
        for other in range(one):
            pair = _correlation(errors[one], errors[other])
            if pair is not None:
                seen[one, other], counts[one, other] = pair
    total = counts.sum()
    usual = float(np.clip((seen * counts).sum() / total, 0.0, _MOST)) if total else 0.0
    drawn = (counts * seen + _USUAL_WEIGHT * usual) / (counts + _USUAL_WEIGHT)
    matrix = np.tril(drawn, -1)
    return _positive(matrix + matrix.T + np.eye(n_units))


def _correlation(one: Mapping[Key, float], other: Mapping[Key, float]) -> tuple[float, int] | None:
    """Correlation over the errors that both have, and their number; None for few of them or without any change."""
    common = [key for key in one if key in other]
    if len(common) < _LEAST_ORIGINS:
        return None
    left, right = (_scores([errors[key] for key in common]) for errors in (one, other))
    size = float(np.sqrt((left**2).sum() * (right**2).sum()))
    return (float((left * right).sum()) / size, len(common)) if size > 0 else None


def _scores(errors: Sequence[float]) -> FloatArray:
    """Errors from their mean, in standard deviations, cut so that one odd origin does not decide."""
    values = np.array(errors)
    spread = float(values.std())
    scores = (values - values.mean()) / spread if spread > 0 else np.zeros(len(values))
    return np.asarray(np.clip(scores, -_LARGEST_SCORE, _LARGEST_SCORE))


def _positive(matrix: FloatArray) -> FloatArray:
    """The matrix without negative eigenvalues (which pairs estimated one by one can give), and with ones on its diagonal."""
    values, vectors = np.linalg.eigh(matrix)
    mended = (vectors * np.maximum(values, 1e-6)) @ vectors.T
    size = np.sqrt(np.diag(mended))
    return np.asarray(mended / np.outer(size, size))


def _ordered(paths: IntArray, scores: FloatArray, random: np.random.Generator) -> IntArray:
    """Paths in the order of their scores: the fullest path gets the highest; equal ones are shuffled."""
    by_size = np.lexsort((random.random(len(paths)), paths.mean(axis=1)))
    ordered = np.empty_like(paths)
    ordered[np.argsort(scores)] = paths[by_size]
    return ordered
