"""Learning what series of one measure share, at the days at which their forecasters are fitted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from data.inputs import Measure
from forecasting.calendar_effects import calendar_effects, learnt_holidays
from forecasting.common_course import OwnCourse, common_course
from forecasting.forecasters import POOLED, Context, ForecasterError, Pooled
from forecasting.forecasters.calendar_regression import fit_alone, half_life
from forecasting.forecasters.gaps import without_gaps
from forecasting.forecasters.link import Link
from forecasting.level_errors import Coefficients, ErrorProcess, without_odd_days
from forecasting.pooled_levels import PooledLevels, learn_levels
from forecasting.quantiles import FloatArray
from forecasting.series import DailySeries
from forecasting.shared_shape import SharedShape, share_shape
from forecasting.trials import REFIT_DAYS, STEP_DAYS

_PROCESS = ErrorProcess(half_life(28), 0.0)
_LEAST_DAYS = 200
_ROOM_DAYS = 400


def learn_shapes(
    histories: Sequence[DailySeries], holidays: Mapping[date, str], n_past_days: int
) -> dict[Measure, list[tuple[date, SharedShape]]]:
    """Shapes by measure, each with the day before which it was learnt: at every refit of `n_past_days`, and at the end.

    One more is learnt at the oldest origin, where most series are fitted first: the refit before it may lie half a year back,
    when a history of three years did not yet have the two years that `pooled_yearly` needs.
    """
    found: dict[Measure, list[tuple[date, SharedShape]]] = {}
    for measure in sorted({one.key.measure for one in histories}):
        sisters = [one for one in histories if one.key.measure is measure]
        last = max(one.end for one in sisters)
        oldest = (last - timedelta(days=n_past_days)).toordinal()
        refits = range(oldest // REFIT_DAYS, last.toordinal() // REFIT_DAYS + 1)
        days = {*(number * REFIT_DAYS for number in refits), oldest - oldest % STEP_DAYS, last.toordinal()}
        found[measure] = [
            (
                date.fromordinal(day),
                _learn(sisters, holidays, date.fromordinal(day), _goes_on_until(day, last)),
            )
            for day in sorted(days)
        ]
    return found


def _goes_on_until(day: int, last: date) -> date:
    """The next refit: until then forecasters fitted on `day` or later are asked."""
    return min(date.fromordinal((day // REFIT_DAYS + 1) * REFIT_DAYS), last)


def shapes_before(
    histories: Sequence[DailySeries], holidays: Mapping[date, str], day: date
) -> dict[Measure, list[tuple[date, SharedShape]]]:
    """Shapes by measure, learnt from the days before `day` only; the courses in common go on until the histories end."""
    found = {}
    for measure in sorted({one.key.measure for one in histories}):
        sisters = [one for one in histories if one.key.measure is measure]
        found[measure] = [(day, _learn(sisters, holidays, day, max(one.end for one in sisters)))]
    return found


def _learn(sisters: Sequence[DailySeries], holidays: Mapping[date, str], day: date, end: date) -> SharedShape:
    """Effects from the days before `day`; the common course around them goes on until `end`."""
    names = learnt_holidays(holidays, min(one.first_day for one in sisters), day)
    fits: list[Coefficients] = []
    courses: list[OwnCourse] = []
    effects = None
    for one in sisters:
        n_days = (day - one.first_day).days
        if n_days < _LEAST_DAYS:
            continue
        known = one.before(n_days)
        if known.n_days < _LEAST_DAYS or not known.known.any():
            continue
        until = one.before((end - one.first_day).days)
        room = -(-until.n_days // _ROOM_DAYS) * _ROOM_DAYS
        effects = calendar_effects(one.first_day, room, holidays, names)
        fit = fit_alone(known, effects, _PROCESS)
        if fit is not None:
            fits.append(fit)
            curve = effects.columns[: until.n_days] @ fit.values
            courses.append(OwnCourse(one.first_day, _around(until, curve, known.n_days), known.n_days))
    if effects is None:
        return SharedShape()
    shape = replace(share_shape(effects.names, effects.variances, fits), course=common_course(courses))
    context = Context(holidays, {sisters[0].key.measure: [(day, shape)]})
    found = {one.name: _levels(one, sisters, context, day, end) for one in POOLED}
    return replace(shape, levels={name: levels for name, levels in found.items() if levels is not None})


def _levels(
    pooled: Pooled, sisters: Sequence[DailySeries], context: Context, day: date, end: date
) -> PooledLevels | None:
    """How levels around the calendar of each series go on, from the days before `day`; their course goes on until `end`."""
    courses: list[OwnCourse] = []
    for one in sisters:
        known = one.before(max((day - one.first_day).days, 0))
        if not known.n_days or pooled.why_not(known) is not None:
            continue
        try:
            calendar = pooled.calendar(known, context)
        except ForecasterError:
            # It says so itself where it is forecast; the others learn without it.
            continue
        until = one.before((end - one.first_day).days)
        _, values = calendar.around(until, until.n_days)
        courses.append(OwnCourse(one.first_day, values, known.n_days))
    return learn_levels(courses)


def _around(history: DailySeries, curve: FloatArray, n_judged: int) -> FloatArray:
    """What the calendar leaves over, as logarithms: `fit_alone` knows no other scale."""
    values = Link(None).apply(without_gaps(history.counts))
    return without_odd_days(values - curve, ~np.isnan(history.counts), n_judged)
