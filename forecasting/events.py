"""What declared events do to days ahead: learnt from earlier days of the same name, or as their percentage says.

Days of events that come again are unknown to the forecasters, so that trials neither learn from them nor are judged by
them. What they change is the ratio of what was counted on them to the same weekdays around, series by series.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from data.configuration.planning import ForecastEvent
from forecasting.cleaning import CleanSeries
from forecasting.metrics import MEDIAN
from forecasting.quantiles import LEVELS, FloatArray, Prediction, orderly
from forecasting.selection import SeriesForecast
from forecasting.series import DailySeries

_WEEK = 7
_AROUND_WEEKS = 12
_MOST_WEEKDAYS = 4
"""So many of the nearest same weekdays before, and as many after, say what an ordinary day would have counted."""
_PRIOR_VARIANCE = 0.5
"""Of a logarithm: before anything is seen, an event may well halve or double a count."""
_BETWEEN_VARIANCE = 0.02
"""Two periods of one name differ by about a seventh."""
_LEAST_COUNT = 0.5
_OUTER = (int(np.argmin(np.abs(LEVELS - 0.1))), int(np.argmin(np.abs(LEVELS - 0.9))))
_OUTER_SCORE = 1.2815515655446004
"""Standard normal score of 90 %."""


@dataclass(frozen=True, slots=True)
class Effect:
    """`factor` multiplies a count; `deviation` is how uncertain its logarithm is; `n_days` earlier days taught it."""

    factor: float
    deviation: float
    n_days: int


@dataclass(frozen=True, slots=True, eq=False)
class EventChanges:
    """What events do to one series: effects by name, names of those that nothing is known of, and each day's change.

    `factors` and `deviations` have shape (n_days,): the days ahead.
    """

    effects: Mapping[str, Effect]
    unknown: tuple[str, ...]
    factors: FloatArray
    deviations: FloatArray

    def apply(self, forecast: SeriesForecast) -> SeriesForecast:
        """The forecast of the days ahead with the events in it."""
        plain = forecast.prediction.tail(len(self.factors))
        if not self.effects:
            return forecast
        prediction = _widened(plain.scaled(self.factors), self.deviations)
        return replace(
            forecast, prediction=prediction, centre=forecast.centre[-len(self.factors) :] * self.factors
        )


def event_changes(clean: CleanSeries, events: Sequence[ForecastEvent], days: Sequence[date]) -> EventChanges:
    """The changes on `days` (all ahead) by events that come again and by steps still to come."""
    unit_id = clean.counted.key.unit_id
    factors, variances = np.ones(len(days)), np.zeros(len(days))
    effects: dict[str, Effect] = {}
    unknown = []
    concerned = [event for event in events if event.kind != "ignore" and event.concerns(unit_id)]
    for name in dict.fromkeys(event.name for event in concerned):
        own = [event for event in concerned if event.name == name]
        ahead = np.array([any(_changes(event, day, days[0]) for event in own) for day in days])
        if not ahead.any():
            continue
        effect = _known_effect(own, ahead, days) or _learn(clean, [e for e in own if e.kind == "repeats"])
        if effect is None:
            unknown.append(name)
            continue
        effects[name] = effect
        factors[ahead] *= effect.factor
        variances[ahead] += effect.deviation**2
    return EventChanges(effects, tuple(unknown), factors, np.sqrt(variances))


def _changes(event: ForecastEvent, day: date, first_ahead: date) -> bool:
    """Whether the event makes the day other than history: a step that is past is in the history already."""
    if event.last_day is None:
        return first_ahead <= event.first_day <= day
    return event.first_day <= day <= event.last_day


def _known_effect(events: Sequence[ForecastEvent], ahead: np.ndarray, days: Sequence[date]) -> Effect | None:
    """The percentage given for the first of the events ahead that has one."""
    first, last = (days[int(at)] for at in (np.flatnonzero(ahead)[0], np.flatnonzero(ahead)[-1]))
    for event in events:
        is_ahead = event.first_day <= last and (event.last_day is None or event.last_day >= first)
        if is_ahead and event.percent is not None:
            return Effect(1 + event.percent / 100, 0.0, 0)
    return None


def _learn(clean: CleanSeries, events: Sequence[ForecastEvent]) -> Effect | None:
    """The shrunken logarithm of counted over expected on the days of these events; None where no day tells."""
    recorded, ordinary = clean.recorded, clean.counted
    counted, expected, n_days, periods = 0.0, 0.0, 0, set()
    for day, count in enumerate(recorded.counts):
        on = recorded.first_day + timedelta(days=day)
        found = [number for number, event in enumerate(events) if _covers(event, on)]
        usual = _usual(ordinary, on) if found and not np.isnan(count) else None
        if usual is None:
            continue
        counted, expected, n_days = counted + float(count), expected + usual, n_days + 1
        periods.add(found[0])
    if not n_days:
        return None
    ratio = float(np.log((counted + _LEAST_COUNT) / (expected + _LEAST_COUNT)))
    noise = _dispersion(ordinary) * (1 / (counted + _LEAST_COUNT) + 1 / (_MOST_WEEKDAYS * expected + 1))
    sampling = noise + _BETWEEN_VARIANCE / len(periods)
    kept = _PRIOR_VARIANCE / (_PRIOR_VARIANCE + sampling)
    deviation = float(np.sqrt(kept * sampling + _BETWEEN_VARIANCE))
    return Effect(float(np.exp(kept * ratio)), deviation, n_days)


def _covers(event: ForecastEvent, day: date) -> bool:
    return event.last_day is not None and event.first_day <= day <= event.last_day


def _usual(ordinary: DailySeries, day: date) -> float | None:
    """The mean of the nearest same weekdays before and after that are known; None where there is none."""
    at = (day - ordinary.first_day).days
    before = [at - _WEEK * week for week in range(1, _AROUND_WEEKS + 1)]
    after = [at + _WEEK * week for week in range(1, _AROUND_WEEKS + 1)]
    values = [*_first_known(ordinary, before), *_first_known(ordinary, after)]
    return float(np.mean(values)) if values else None


def _first_known(series: DailySeries, days: Sequence[int]) -> list[float]:
    known = [
        float(series.counts[day])
        for day in days
        if 0 <= day < series.n_days and not np.isnan(series.counts[day])
    ]
    return known[:_MOST_WEEKDAYS]


def _dispersion(series: DailySeries) -> float:
    """Variance over mean of the changes from week to week: 1 for independent counts."""
    changes = series.counts[_WEEK:] - series.counts[:-_WEEK]
    changes = changes[~np.isnan(changes)]
    mean = float(series.known.mean())
    return max(float((changes**2).mean()) / (2 * mean), 1.0) if changes.size and mean > 0 else 1.0


def _widened(prediction: Prediction, deviations: FloatArray) -> Prediction:
    """Quantiles further from the median, by as much as a factor with these deviations adds to their relative spread."""
    quantiles = prediction.quantiles
    median = quantiles[:, MEDIAN, np.newaxis]
    low, high = _OUTER
    own = (quantiles[:, high] - quantiles[:, low]) / (2 * _OUTER_SCORE)
    added = deviations * median[:, 0]
    wider = np.sqrt(1 + np.divide(added, own, out=np.zeros_like(own), where=own > 0) ** 2)
    return Prediction(prediction.mean, orderly(median + (quantiles - median) * wider[:, np.newaxis]))
