"""Trials: what each forecaster of a series would have said at past origins, and what it says now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import numpy as np

from forecasting.forecasters import FORECASTERS, Context, Forecaster, ForecasterError, NotSuitedError
from forecasting.holiday_factors import holiday_factors
from forecasting.quantiles import FloatArray
from forecasting.series import DailySeries

STEP_DAYS = 8
"""Days between origins: about a week, and never the same weekday twice running."""
REFIT_DAYS = 22 * STEP_DAYS
"""Parameters are found again so often in the trials; between, they hardly move."""

_WITHOUT_HOLIDAYS = frozenset({"seasonal_naive", "weekday_median", "theta", "ets"})
"""Forecasters that get a history without the effects of holidays; their forecasts are multiplied back."""
_BEYOND = 3.0
"""A forecast above this many times the largest day ever seen is taken as exploded."""
_LEAST_DAYS = 28
_LARGEST_AT_LEAST = 1.0
_BOUND_AT_LEAST = 9.0


@dataclass(frozen=True, slots=True, eq=False)
class Trials:
    """Central forecasts of the forecasters called `names` for one series.

    `origins` are the days of `history` known at each, the oldest first. `past` has shape (n_names, n_origins, n_days),
    `ahead` (n_names, n_days): the days after the history. `actual` (n_origins, n_days) is NaN for what is not known, or not
    known yet. `failures` and `excluded` say by name why a forecaster takes no part: it failed, or does not suit.
    """

    history: DailySeries
    names: tuple[str, ...]
    origins: tuple[int, ...]
    past: FloatArray
    ahead: FloatArray
    actual: FloatArray
    failures: dict[str, str]
    excluded: dict[str, str]


def trial_origins(history: DailySeries, n_origins: int) -> tuple[int, ...]:
    """Days known at each of the last `n_origins` origins, the oldest first; fewer where the history is short.

    Origins lie on fixed days of the calendar, so that a week of new data adds one and leaves the others where they
    were. Each keeps half of the history and at least four weeks of it.
    """
    least = max(_LEAST_DAYS, history.n_days // 2)
    newest = history.n_days - 1
    newest -= (history.first_day + timedelta(days=newest)).toordinal() % STEP_DAYS
    found = [newest - STEP_DAYS * number for number in range(n_origins)]
    return tuple(origin for origin in reversed(found) if origin >= least)


def actual_values(history: DailySeries, origins: Sequence[int], n_days: int) -> FloatArray:
    """Counts of the `n_days` days after each origin, shape (n_origins, n_days); NaN beyond the history."""
    padded = np.concatenate([history.counts, np.full(n_days, np.nan)])
    return np.asarray(padded[np.array(origins, dtype=np.int64)[:, np.newaxis] + np.arange(n_days)])


def try_forecasters(
    history: DailySeries, n_days: int, names: Sequence[str], n_origins: int, context: Context
) -> Trials:
    """Fit and try each forecaster of `names` that suits the series, now and at the oldest origin."""
    origins = trial_origins(history, n_origins)
    failures: dict[str, str] = {}
    excluded: dict[str, str] = {}
    used, past, ahead = [], [], []
    factors = _Factors(history, n_days, context)
    for forecaster in FORECASTERS.values():
        if forecaster.name not in names:
            continue
        why_not = _why_not(forecaster, history, origins)
        if why_not is not None:
            excluded[forecaster.name] = why_not
            continue
        try:
            rows = _past_means(forecaster, history, origins, n_days, factors)
            now = _means(forecaster, history, history.n_days, [history.n_days], n_days, factors)[0]
            check_sane(np.vstack([rows, now]), history)
        except NotSuitedError as error:
            excluded[forecaster.name] = str(error)
            continue
        except ForecasterError as error:
            failures[forecaster.name] = str(error)
            continue
        used.append(forecaster.name)
        past.append(rows)
        ahead.append(now)
    return Trials(
        history,
        tuple(used),
        origins,
        np.array(past).reshape(len(used), len(origins), n_days),
        np.array(ahead).reshape(len(used), n_days),
        actual_values(history, origins, n_days),
        failures,
        excluded,
    )


def check_sane(means: FloatArray, history: DailySeries, least_limit: float = _LARGEST_AT_LEAST) -> None:
    """Raises ForecasterError when a forecast is not finite, or far outside anything ever seen and above `least_limit`."""
    if not np.isfinite(means).all():
        raise ForecasterError("its forecast was not finite")
    largest, most = float(history.known.max()), float(means.max())
    if most > max(_BEYOND * largest, least_limit):
        raise ForecasterError(
            f"its forecast of {most:,.0f} is more than {_BEYOND:g} times the largest day ({largest:,.0f})"
        )


def check_bounds_sane(bounds: FloatArray, history: DailySeries) -> None:
    """The same of upper bounds: of a rare count chance alone brings several times the largest day of a few weeks."""
    check_sane(bounds, history, _BOUND_AT_LEAST)


def _why_not(forecaster: Forecaster, history: DailySeries, origins: Sequence[int]) -> str | None:
    why_not = forecaster.why_not(history)
    if why_not is None and origins:
        earlier = forecaster.why_not(history.before(origins[0]))
        why_not = None if earlier is None else f"not for its trials: {earlier}"
    return why_not


@dataclass(frozen=True, slots=True, eq=False)
class _Factors:
    """What holidays change, as known at the days at which forecasters are fitted; found once for all of them."""

    history: DailySeries
    n_days: int
    context: Context
    _found: dict[int, FloatArray] = field(default_factory=dict)

    def at(self, origin: int) -> FloatArray:
        """A factor for each day of the history and `n_days` more."""
        if origin not in self._found:
            known = self.history.before(origin)
            self._found[origin] = holiday_factors(known, self.history.n_days + self.n_days, self.context)
        return self._found[origin]


def _past_means(
    forecaster: Forecaster, history: DailySeries, origins: Sequence[int], n_days: int, factors: _Factors
) -> FloatArray:
    rows = np.empty((len(origins), n_days))
    block = [(history.first_day + timedelta(days=origin)).toordinal() // REFIT_DAYS for origin in origins]
    for number in sorted(set(block)):
        at = [row for row, own in enumerate(block) if own == number]
        own_origins = [origins[row] for row in at]
        rows[at] = _means(forecaster, history, own_origins[0], own_origins, n_days, factors)
    return rows


def _means(
    forecaster: Forecaster,
    history: DailySeries,
    fitted_at: int,
    origins: Sequence[int],
    n_days: int,
    factors: _Factors,
) -> FloatArray:
    """Forecasts after `origins` with the parameters of day `fitted_at`, with holidays even if it knows none."""
    context = factors.context
    if forecaster.name not in _WITHOUT_HOLIDAYS:
        return forecaster.fit(history.before(fitted_at), context).means(history, origins, n_days)
    change = factors.at(fitted_at)
    ordinary = DailySeries(history.key, history.first_day, history.counts / change[: history.n_days])
    days = np.asarray(origins)[:, np.newaxis] + np.arange(n_days)
    fitted = forecaster.fit(ordinary.before(fitted_at), context)
    return np.asarray(fitted.means(ordinary, origins, n_days) * change[days])
