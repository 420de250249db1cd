"""The occupancy of every unit: from stays where there are stays, else from the daily count of beds."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from data.inputs import Measure
from forecasting.census import DailyArrivals, error_correlation, simulate_census
from forecasting.census_correction import Correction, Tried, correct_paths, find_corrections
from forecasting.effects import (
    daily_share,
    find_closures,
    find_shares,
    origins,
    stay_factors,
    turnover_factors,
    turnover_patients,
)
from forecasting.occupancy_scores import UnitScore, score_units, try_unit
from forecasting.occupancy_task import ARRIVALS, OccupancyTask
from forecasting.quantiles import FloatArray, IntArray, sample_paths
from forecasting.series import SeriesKey

_DIRECT_CORRELATION = 0.8
"""Beds occupied change slowly: a day above its forecast is followed by another."""


@dataclass(frozen=True, slots=True)
class UnitPaths:
    """Census paths of every unit, (n_samples, n_hours): with the scenario's changes, and as if there were none."""

    changed: dict[str, IntArray]
    unchanged: dict[str, IntArray]


def forecast_occupancy(
    task: OccupancyTask, on_done: Callable[[int, int], None]
) -> tuple[UnitPaths, dict[str, UnitScore]]:
    """The census of every unit, how each was forecast, and how that did in the backtest."""
    tried: dict[str, Tried] = {}
    for number, unit_id in enumerate(task.stays):
        trials = try_unit(task, unit_id)
        if trials is not None:
            tried[unit_id] = trials
        on_done(number + 1, len(task.stays))
    corrections = find_corrections(tried)
    return _paths(task, corrections), score_units(task, tried, corrections)


def _paths(task: OccupancyTask, corrections: Mapping[str, Correction]) -> UnitPaths:
    """Both kinds of paths are from the same draws."""
    plain = _from_stays(task, changed=False)
    means = {unit_id: np.asarray(paths.mean(axis=0)) for unit_id, paths in plain.items()}
    unchanged = _all_paths(task, _corrected(task, plain, means, corrections), changed=False)
    if not task.inputs.has_demand_effects:
        return UnitPaths(unchanged, unchanged)
    shifted = _corrected(task, _from_stays(task, changed=True), means, corrections)
    return UnitPaths(_all_paths(task, shifted, changed=True), unchanged)


def _all_paths(task: OccupancyTask, simulated: dict[str, IntArray], *, changed: bool) -> dict[str, IntArray]:
    for unit_id, paths in _direct(task, changed=changed).items():
        simulated[unit_id] = simulated[unit_id] + paths if unit_id in simulated else paths
    return simulated


def _corrected(
    task: OccupancyTask,
    simulated: Mapping[str, IntArray],
    means: Mapping[str, FloatArray],
    corrections: Mapping[str, Correction],
) -> dict[str, IntArray]:
    """Paths of units that were tried as the trials say, those of a new unit like the one it takes from; others as they are."""
    evenings = np.array([task.horizon.hour_at(day + 1) - 1 for day in range(task.horizon.n_days)])
    found = dict(simulated)
    from_units = origins(task.inputs)
    for unit_id in simulated:
        of = from_units.get(unit_id, unit_id)
        if of not in corrections:
            continue
        beside = task.evening_counts.get(of)
        random = np.random.default_rng([task.inputs.seed, zlib.crc32(f"{unit_id} corrected".encode())])
        found[unit_id] = correct_paths(
            simulated[unit_id],
            means[of],
            None if beside is None else beside.prediction.tail(len(evenings)).mean,
            evenings,
            corrections[of],
            random,
        )
    return found


def _arrivals(task: OccupancyTask, unit_id: str, *, changed: bool) -> list[DailyArrivals]:
    found = []
    for measure in ARRIVALS:
        key = SeriesKey(unit_id, measure)
        if key in task.predictions:
            prediction = task.changed_arrivals(key) if changed else task.predictions[key]
            found.append(DailyArrivals(prediction, error_correlation(task.chosen[key].backtest)))
    return found


def _from_stays(task: OccupancyTask, *, changed: bool) -> dict[str, IntArray]:
    days = task.horizon.days
    return simulate_census(
        task.stays,
        task.habits,
        {unit_id: _arrivals(task, unit_id, changed=changed) for unit_id in task.stays},
        {unit_id: stay_factors(task.inputs, unit_id, days) for unit_id in task.stays} if changed else {},
        find_closures(task.inputs, days) if changed else (),
        task.horizon.clock,
        0,
        task.inputs.hospital.forecasting.n_samples,
        task.inputs.seed,
        find_shares(task.inputs) if changed else (),
    )


def _direct(task: OccupancyTask, *, changed: bool) -> dict[str, IntArray]:
    """Daily series of occupied beds, the day's value at each hour, with closed units moved to those that take over."""
    day = task.horizon.day_of_hour()
    paths = {}
    for key, unchanged in task.predictions.items():
        if key.measure is not Measure.OCCUPIED_BEDS or key.unit_id in task.stays:
            continue
        random = np.random.default_rng([task.inputs.seed, zlib.crc32(str(key).encode())])
        prediction = unchanged
        if changed:
            prediction = unchanged.scaled(_occupancy_factors(task, key.unit_id))
            prediction = prediction.shifted(_added_census(task, key.unit_id))
        n_samples = task.inputs.hospital.forecasting.n_samples
        paths[key.unit_id] = sample_paths(prediction, _DIRECT_CORRELATION, n_samples, random)[:, day]
    if changed:
        _share_out(task, paths)
        for closure in find_closures(task.inputs, task.horizon.days):
            if closure.unit_id in paths:
                span = slice(closure.start, closure.end)
                moved = paths[closure.unit_id][:, span].copy()
                paths[closure.unit_id][:, span] = 0
                if closure.divert_to in paths:
                    paths[closure.divert_to][:, span] += moved
    return paths


def _occupancy_factors(task: OccupancyTask, unit_id: str) -> FloatArray:
    outside = task.factors.of(unit_id, Measure.ADMISSIONS)
    stays = stay_factors(task.inputs, unit_id, task.horizon.days)
    return turnover_factors(outside, stays, _mean_stay_days(task, unit_id))


def _added_census(task: OccupancyTask, unit_id: str) -> FloatArray:
    """Patients of the scenario's own numbers who are there on each day."""
    added = [amounts for key, amounts in task.added.items() if key.unit_id == unit_id]
    mean_stay_days = _mean_stay_days(task, unit_id)
    days = task.horizon.days
    if not added or mean_stay_days is None:
        return np.zeros(len(days))
    stays = stay_factors(task.inputs, unit_id, days)
    return turnover_patients(np.sum(added, axis=0), stays, mean_stay_days)


def _share_out(task: OccupancyTask, paths: dict[str, IntArray]) -> None:
    """Move what new units take of others that are known by daily counts, as their patients turn over; nobody is lost."""
    day, days = task.horizon.day_of_hour(), task.horizon.days
    from_units = origins(task.inputs)
    for effect in task.inputs.share_effects:
        both = paths.get(effect.from_unit_id)
        if both is None:
            continue
        of = from_units[effect.unit_id]
        kept = turnover_factors(1 - daily_share(effect, days), np.ones(len(days)), _mean_stay_days(task, of))
        random = np.random.default_rng([task.inputs.seed, zlib.crc32(f"{effect.unit_id} shared".encode())])
        taken = both * (1 - kept[day]) + random.random((len(both), 1))
        paths[effect.unit_id] = np.floor(taken).astype(np.int64)
        paths[effect.from_unit_id] = both - paths[effect.unit_id]


def _mean_stay_days(task: OccupancyTask, unit_id: str) -> float | None:
    """Mean stay by Little's law: mean census over mean admissions; None where admissions are not counted."""
    beds = task.chosen[SeriesKey(unit_id, Measure.OCCUPIED_BEDS)].history.known
    entries = [
        float(task.chosen[key].history.known.mean())
        for key in (SeriesKey(unit_id, measure) for measure in (Measure.ADMISSIONS, Measure.TRANSFERS_IN))
        if key in task.chosen
    ]
    return float(beds.mean()) / sum(entries) if sum(entries) > 0 else None
