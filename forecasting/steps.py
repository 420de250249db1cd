"""Declared steps: from a day on, a series is on a new level.

The days before are brought to the new level, so that forecasters see one history with its weekdays and its time of year,
and neither take the step for a season nor need weeks to follow it. A forecaster that was tried at an origin before the step
sees the same: its errors are those of a time without a step, as the days ahead are.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from data.configuration.planning import ForecastEvent
from data.inputs import Note, Severity
from forecasting.quantiles import FloatArray
from forecasting.series import DailySeries

_WEEK = 7
_AROUND_DAYS = 56
_PRIOR_VARIANCE = 0.5
_LEAST_COUNT = 0.5
_LEAST_DAYS = 7
_MOST_VARIANCE = 0.02
"""Above this, what the step changed is a guess: the level is uncertain by more than a seventh."""


def at_present_level(
    series: DailySeries, events: Sequence[ForecastEvent], cutoff_day: date
) -> tuple[DailySeries, list[Note]]:
    """The series with all days on the level after the newest step before `cutoff_day`, and a note for each step."""
    steps = sorted(
        (event for event in events if event.kind == "step" and event.concerns(series.key.unit_id)),
        key=lambda event: event.first_day,
    )
    counts, notes = series.counts.copy(), []
    for number, step in enumerate(steps):
        at = (step.first_day - series.first_day).days
        if at <= 0 or step.first_day >= cutoff_day:
            continue
        following = steps[number + 1].first_day if number + 1 < len(steps) else series.end
        end = min((following - series.first_day).days, at + _AROUND_DAYS, series.n_days)
        learnt = _ratio(counts, at, end)
        if step.percent is not None:
            change = 1 + step.percent / 100
        elif learnt is not None:
            change = learnt
        else:
            text = f"{series.key}: {step.name} from {step.first_day}: too few days on either side to tell its level."
            notes.append(Note(Severity.WARNING, "history", text))
            continue
        counts[:at] *= change
        text = f"{series.key}: {step.name} from {step.first_day}: {_percent(change)}; days before are taken at the new level."
        notes.append(Note(Severity.INFO, "history", text))
    return DailySeries(series.key, series.first_day, counts), notes


def _ratio(counts: FloatArray, at: int, end: int) -> float | None:
    """Level of days `at` to `end` over that of the eight weeks before, weekday by weekday, drawn towards 1 where few are known."""
    start = max(at - _AROUND_DAYS, 0)
    before, after = counts[start:at], counts[at:end]
    sums = np.zeros(2)
    n_known = 0
    for weekday in range(_WEEK):
        old, new = before[(weekday - start) % _WEEK :: _WEEK], after[(weekday - at) % _WEEK :: _WEEK]
        old, new = old[~np.isnan(old)], new[~np.isnan(new)]
        if old.size and new.size:
            sums += new.size * float(old.mean()), float(new.sum())
            n_known += new.size
    if n_known < _LEAST_DAYS:
        return None
    sampling = float((1 / (sums + _LEAST_COUNT)).sum())
    if sampling > _MOST_VARIANCE:
        return None
    kept = _PRIOR_VARIANCE / (_PRIOR_VARIANCE + sampling)
    return float(np.exp(kept * np.log((sums[1] + _LEAST_COUNT) / (sums[0] + _LEAST_COUNT))))


def _percent(change: float) -> str:
    share = 100 * abs(change - 1)
    return f"{share:.0f} % {'more' if change > 1 else 'fewer'}"
