"""What both regressions share: calendar effects, and a level around them that moves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from forecasting.calendar_effects import CalendarEffects, calendar_effects, learnt_holidays
from forecasting.forecasters.gaps import without_gaps
from forecasting.forecasters.link import Link, choose_link
from forecasting.forecasters.past_errors import predict_with_past_errors
from forecasting.forecasters.protocol import Context, ForecasterError
from forecasting.level_errors import (
    Coefficients,
    ErrorProcess,
    Prior,
    fit_coefficients,
    forecast_errors,
    without_odd_days,
)
from forecasting.quantiles import FloatArray, Prediction
from forecasting.series import DailySeries

_TRIAL_DAYS = 14
_TRIAL_STEP = 5
_TRIAL_SPAN = 364
_TRIAL_START = 42
_ROOM_DAYS = 400
"""Calendar effects are made for so many days after the history that is fitted, and remade when more are asked for."""
_BETTER_BY = 0.01
_YEARLY_FROM_DAYS = 700
_SEEN_ONCE = 0.05


@dataclass(frozen=True, slots=True, eq=False)
class FittedCalendarRegression:
    """Effects and the process of the errors of one series; `n_fitted` days were seen."""

    link: Link
    values: FloatArray
    process: ErrorProcess
    holidays: Mapping[date, str]
    names: frozenset[str]
    kept: np.ndarray[tuple[int], np.dtype[np.int64]]
    n_fitted: int

    def means(self, history: DailySeries, origins: Sequence[int], n_days: int) -> FloatArray:
        """The calendar's effects around the level known at each origin."""
        n_needed = max(max(origins) + n_days, history.n_days)
        rounded = -(-n_needed // _ROOM_DAYS) * _ROOM_DAYS
        effects = calendar_effects(history.first_day, rounded, self.holidays, self.names)
        curve = effects.columns[:, self.kept] @ self.values
        errors = self._errors(history, curve)
        ahead = forecast_errors(errors, self.process, origins, n_days)
        days = np.asarray(origins)[:, np.newaxis] + np.arange(n_days)
        return self.link.undo(curve[days] + ahead)

    def predict(self, history: DailySeries, n_days: int) -> Prediction:
        """With the spread of past errors."""
        return predict_with_past_errors(self.means, history, n_days)

    def _errors(self, history: DailySeries, curve: FloatArray) -> FloatArray:
        values = self.link.apply(without_gaps(history.counts))
        known = ~np.isnan(history.counts)
        return without_odd_days(values - curve[: history.n_days], known, self.n_fitted)


def fit_calendar_regression(
    history: DailySeries, context: Context, processes: Sequence[ErrorProcess], *, yearly: bool
) -> FittedCalendarRegression:
    """Fit for each of the `processes`, and keep the one that would have forecast the last year best.

    Best by the mean absolute error over the next two weeks from many origins; an earlier one in the list stands unless a
    later one is better by 1 %. Raises ForecasterError.
    """
    link = choose_link(history.known)
    shape = context.shape(history.key.measure, history.end)
    names = learnt_holidays(context.holidays, history.first_day, history.end)
    if link.mean is None:
        names |= {name.removeprefix("on ") for name in shape.effects if name.startswith("on ")}
    n_days = -(-(history.n_days + _ROOM_DAYS) // _ROOM_DAYS) * _ROOM_DAYS
    effects = calendar_effects(history.first_day, n_days, context.holidays, names)
    kept = np.array([number for number, name in enumerate(effects.names) if yearly or not _is_yearly(name)])
    prior = _prior(effects, kept, context, history, link)
    values = link.apply(without_gaps(history.counts))
    known = (~np.isnan(history.counts)).astype(float)
    columns = effects.columns[: history.n_days, kept]
    best: tuple[float, FittedCalendarRegression] | None = None
    for process in processes:
        fit = fit_coefficients(values, known, columns, process, prior)
        if not np.isfinite(fit.values).all():
            continue
        fitted = FittedCalendarRegression(
            link, fit.values, process, context.holidays, names, kept, history.n_days
        )
        error = _trial_error(fitted, history)
        if best is None or error < best[0] * (1 - _BETTER_BY):
            best = (error, fitted)
    if best is None:
        raise ForecasterError("its coefficients could not be found (not finite)")
    return best[1]


def fit_alone(history: DailySeries, effects: CalendarEffects, process: ErrorProcess) -> Coefficients | None:
    """All effects of one series by itself, for what series share; None for small counts, whose scale is another."""
    link = choose_link(history.known)
    if link.mean is not None:
        return None
    values = link.apply(without_gaps(history.counts))
    known = (~np.isnan(history.counts)).astype(float)
    prior = Prior(np.zeros(len(effects.names)), effects.variances)
    return fit_coefficients(values, known, effects.columns[: history.n_days], process, prior)


def half_life(days: float) -> float:
    """The theta of a level of which half is forgotten after so many days."""
    return float(0.5 ** (1 / days))


def _is_yearly(name: str) -> bool:
    return name.startswith(("sine", "cosine"))


def _prior(
    effects: CalendarEffects,
    kept: np.ndarray[tuple[int], np.dtype[np.int64]],
    context: Context,
    history: DailySeries,
    link: Link,
) -> Prior:
    """From sister series where they share; a time of year seen once only is believed little, as it may be a shift."""
    names = [effects.names[number] for number in kept]
    variances = effects.variances[kept]
    if history.n_days < _YEARLY_FROM_DAYS:
        variances = variances * np.where([_is_yearly(name) for name in names], _SEEN_ONCE, 1.0)
    if link.mean is not None:
        return Prior(np.zeros(len(names)), variances)
    return context.shape(history.key.measure, history.end).prior(names, variances)


def _trial_error(fitted: FittedCalendarRegression, history: DailySeries) -> float:
    start = max(history.n_days - _TRIAL_SPAN, min(_TRIAL_START, history.n_days // 2))
    origins = list(range(start, history.n_days - 1, _TRIAL_STEP)) or [history.n_days - 1]
    days = np.array(origins)[:, np.newaxis] + np.arange(_TRIAL_DAYS)
    padded = np.concatenate([history.counts, np.full(_TRIAL_DAYS, np.nan)])
    return float(np.nanmean(np.abs(padded[days] - fitted.means(history, origins, _TRIAL_DAYS))))
