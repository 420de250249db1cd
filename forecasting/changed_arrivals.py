"""Arrivals with everything that a scenario changes in them."""

from __future__ import annotations

from forecasting.diversion import divert_arrivals
from forecasting.effects import daily_share, find_closures
from forecasting.occupancy_task import ARRIVALS, OccupancyTask
from forecasting.quantiles import Prediction
from forecasting.series import SeriesKey


def changed_arrivals(task: OccupancyTask) -> dict[SeriesKey, Prediction]:
    """Every series of arrivals: more or fewer patients, then what new units take of others, then closures."""
    inputs, days = task.inputs, task.horizon.days
    changed = {key: task.changed_arrivals(key) for key in task.predictions if key.measure in ARRIVALS}
    for effect in inputs.share_effects:
        share = daily_share(effect, days)
        for measure in ARRIVALS:
            key = SeriesKey(effect.from_unit_id, measure)
            if key in changed:
                changed[SeriesKey(effect.unit_id, measure)] = changed[key].scaled(share)
                changed[key] = changed[key].scaled(1 - share)
    closures = find_closures(inputs, days)
    if not closures:
        return changed
    n_samples = inputs.hospital.forecasting.n_samples
    return divert_arrivals(changed, closures, task.horizon, n_samples, inputs.seed)
