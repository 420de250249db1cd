"""What both regressions share: calendar effects, and a level around them that moves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from forecasting.calendar_effects import (
    HOLIDAY_EFFECTS,
    CalendarEffects,
    calendar_effects,
    learnt_holidays,
)
from forecasting.common_course import CommonCourse
from forecasting.forecasters.gaps import without_gaps
from forecasting.forecasters.link import Link, choose_link, rare_spread
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
from forecasting.quantiles import FloatArray, IntArray, Prediction
from forecasting.series import YEARLY_FROM_DAYS, DailySeries
from forecasting.shared_designs import design_of, is_yearly, kept_effects

_TRIAL_DAYS = 14
_TRIAL_STEP = 5
_TRIAL_SPAN = 364
_TRIAL_START = 42
_ROOM_DAYS = 400
"""Calendar effects are made for so many days after the history that is fitted, and remade when more are asked for."""
_SHARPNESS = 20.0
"""A candidate whose error is 1/20 above that of the best gets 1/e of its weight."""
_LEAST_SHARE = 0.3
"""Candidates with less of the weight of the best are left out: each costs a pass over the history."""
_SEEN_ONCE = 0.05


@dataclass(frozen=True, slots=True)
class Candidate:
    """How a level may move, and how long the calendar's effects are remembered.

    Ordinary days count half for the effects after each `memory_days`; None: all days alike, however long ago. Holidays and the
    days around them come once a year and are not forgotten. With `common`, `process` is that of the level around the common
    course of sister series, which moves as `common` says.
    """

    process: ErrorProcess
    memory_days: float | None = None
    common: ErrorProcess | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Member:
    """Effects given one process of the errors, and how much its forecasts count.

    With `common`, the process is that of the errors around the common course of sister series, which moves as `common` says.
    """

    values: FloatArray
    process: ErrorProcess
    weight: float
    common: ErrorProcess | None = None


@dataclass(frozen=True, slots=True, eq=False)
class FittedCalendarRegression:
    """The regressions of one series, averaged on the link's scale; `n_fitted` days were seen.

    `course` is needed where a member has a common process; `least_spread` is `link.rare_spread` of what was fitted.
    """

    link: Link
    members: tuple[Member, ...]
    holidays: Mapping[date, str]
    names: frozenset[str]
    kept: IntArray
    n_fitted: int
    course: CommonCourse | None = None
    least_spread: float = 0.0

    def means(self, history: DailySeries, origins: Sequence[int], n_days: int) -> FloatArray:
        """The calendar's effects around the level known at each origin."""
        days = np.asarray(origins)[:, np.newaxis] + np.arange(n_days)
        found = np.zeros(days.shape)
        columns, beyond = self._columns(history, max(origins) + n_days), self._beyond(history)
        for member in self.members:
            curve = columns @ member.values
            errors = beyond(curve)
            found += member.weight * (curve[days] + self._level(member, errors, history, origins, n_days))
        return self.link.undo(found)

    def around(self, history: DailySeries, n_days: int) -> tuple[FloatArray, FloatArray]:
        """The effects of all members, averaged, on the first `n_days` days at least, and what `history` has beyond them.

        Both on the link's scale; unknown and odd days have what is usual of the days before.
        """
        average = np.sum([one.weight * one.values for one in self.members], axis=0)
        curve: FloatArray = self._columns(history, n_days) @ average
        return curve, self._beyond(history)(curve)

    def _columns(self, history: DailySeries, n_days: int) -> FloatArray:
        """The effects that are kept, for the days of `history` and the first `n_days` at least."""
        rounded = -(-max(n_days, history.n_days) // _ROOM_DAYS) * _ROOM_DAYS
        return calendar_effects(history.first_day, rounded, self.holidays, self.names).columns[:, self.kept]

    def _beyond(self, history: DailySeries) -> Callable[[FloatArray], FloatArray]:
        """What the days of `history` have beyond a curve."""
        values = self.link.apply(without_gaps(history.counts))
        known = ~np.isnan(history.counts)

        def beyond(curve: FloatArray) -> FloatArray:
            errors = values - curve[: history.n_days]
            return without_odd_days(errors, known, self.n_fitted, self.least_spread)

        return beyond

    def _level(
        self,
        member: Member,
        errors: FloatArray,
        history: DailySeries,
        origins: Sequence[int],
        n_days: int,
    ) -> FloatArray:
        if member.common is None or self.course is None:
            return forecast_errors(errors, member.process, origins, n_days)
        common = self.course.over(history.first_day, history.n_days)
        own = forecast_errors(errors - common, member.process, origins, n_days)
        return own + forecast_errors(common, member.common, origins, n_days)

    def predict(self, history: DailySeries, n_days: int) -> Prediction:
        """With the spread of past errors."""
        return predict_with_past_errors(self.means, history, n_days)


def fit_calendar_regression(
    history: DailySeries,
    context: Context,
    candidates: Sequence[Candidate],
    *,
    yearly: bool,
) -> FittedCalendarRegression:
    """Fit for each of the `candidates`; they count by how well each would have forecast the last year.

    Those with a common process are tried where sister series have a common course only.

    Judged by the mean absolute error over the next two weeks from many origins. Averaging levels that move at several
    speeds is safer than the choice of one. Raises ForecasterError.
    """
    link = choose_link(history.known)
    shape = context.shape(history.key.measure, history.end)
    names = learnt_holidays(context.holidays, history.first_day, history.end)
    if link.mean is None:
        names |= {name.removeprefix("on ") for name in shape.effects if name.startswith("on ")}
    n_days = -(-(history.n_days + _ROOM_DAYS) // _ROOM_DAYS) * _ROOM_DAYS
    effects = calendar_effects(history.first_day, n_days, context.holidays, names)
    kept = kept_effects(effects, yearly=yearly)
    prior = _prior(effects, kept, context, history, link)
    values = link.apply(without_gaps(history.counts))
    known = (~np.isnan(history.counts)).astype(float)
    course = shape.course if link.mean is None else None
    least_spread = rare_spread(history.known, link)
    feasts = [
        place for place, number in enumerate(kept) if effects.names[int(number)].startswith(HOLIDAY_EFFECTS)
    ]
    ordinary = np.asarray((effects.columns[: history.n_days, kept[feasts]] == 0).all(axis=1), dtype=bool)
    alone: list[FittedCalendarRegression] = []
    for one in candidates:
        if one.common is not None and course is None:
            continue
        design = design_of(effects, history.n_days, one.process, yearly=yearly)
        counted = known * _remembered(ordinary, one.memory_days)
        fit = fit_coefficients(values, counted, design, prior, least_spread)
        if not np.isfinite(fit.values).all():
            continue
        member = Member(fit.values, one.process, 1.0, one.common)
        alone.append(
            FittedCalendarRegression(
                link, (member,), context.holidays, names, kept, history.n_days, course, least_spread
            )
        )
    if not alone:
        raise ForecasterError("its coefficients could not be found (not finite)")
    # One candidate has all of the weight: it needs no trials.
    errors = [_trial_error(one, history) for one in alone] if len(alone) > 1 else [0.0]
    members = tuple(
        replace(one.members[0], weight=weight)
        for one, weight in zip(alone, _weights(np.array(errors)), strict=True)
        if weight > 0
    )
    return replace(alone[0], members=members)


def fit_alone(history: DailySeries, effects: CalendarEffects, process: ErrorProcess) -> Coefficients | None:
    """All effects of one series by itself, for what series share; None for small counts, whose scale is another."""
    link = choose_link(history.known)
    if link.mean is not None:
        return None
    values = link.apply(without_gaps(history.counts))
    known = (~np.isnan(history.counts)).astype(float)
    prior = Prior(np.zeros(len(effects.names)), effects.variances)
    return fit_coefficients(values, known, design_of(effects, history.n_days, process, yearly=True), prior)


def _remembered(ordinary: NDArray[np.bool_], memory_days: float | None) -> FloatArray:
    """What each day counts: ordinary ones half as much as those `memory_days` later."""
    counted = np.ones(len(ordinary))
    if memory_days is not None:
        ages = np.arange(len(ordinary) - 1, -1, -1)
        counted[ordinary] = 0.5 ** (ages[ordinary] / memory_days)
    return counted


def half_life(days: float) -> float:
    """The theta of a level of which half is forgotten after so many days."""
    return float(0.5 ** (1 / days))


def _prior(
    effects: CalendarEffects,
    kept: IntArray,
    context: Context,
    history: DailySeries,
    link: Link,
) -> Prior:
    """From sister series where they share; a time of year seen once only is believed little, as it may be a shift."""
    names = [effects.names[number] for number in kept]
    variances = effects.variances[kept]
    if history.n_days < YEARLY_FROM_DAYS:
        variances = variances * np.where([is_yearly(name) for name in names], _SEEN_ONCE, 1.0)
    if link.mean is not None:
        return Prior(np.zeros(len(names)), variances)
    return context.shape(history.key.measure, history.end).prior(names, variances)


def _weights(errors: FloatArray) -> FloatArray:
    """Weights that sum to 1, zero for those that are left out; a perfect fit leaves only its like."""
    smallest = float(errors.min())
    excess = errors / smallest - 1 if smallest > 0 else np.where(errors > 0, np.inf, 0.0)
    weights = np.exp(-_SHARPNESS * excess)
    weights[weights < _LEAST_SHARE] = 0.0
    return np.asarray(weights / weights.sum())


def _trial_error(fitted: FittedCalendarRegression, history: DailySeries) -> float:
    start = max(history.n_days - _TRIAL_SPAN, min(_TRIAL_START, history.n_days // 2))
    origins = list(range(start, history.n_days - 1, _TRIAL_STEP)) or [history.n_days - 1]
    days = np.array(origins)[:, np.newaxis] + np.arange(_TRIAL_DAYS)
    padded = np.concatenate([history.counts, np.full(_TRIAL_DAYS, np.nan)])
    return float(np.nanmean(np.abs(padded[days] - fitted.means(history, origins, _TRIAL_DAYS))))
