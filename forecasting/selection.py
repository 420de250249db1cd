"""The forecast of each series: a combination of the forecasters that suit it, with the reason on record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from data.inputs import Note, Severity
from forecasting.backtest import Backtest, run_backtest
from forecasting.calibration import LEAST_ORIGINS, calibrate
from forecasting.forecasters import FORECASTERS, Context, ForecasterError, RecentMean, SeasonalNaive
from forecasting.metrics import mean_is_small
from forecasting.quantiles import FloatArray, Prediction
from forecasting.series import DailySeries
from forecasting.trials import Trials, check_bounds_sane, check_sane, try_forecasters
from forecasting.weighting import combine, own_weights, shared_weights

COMBINATION = "combination"

_BETTER_BY = 0.25
"""One forecaster alone must beat the combination by this share; less is luck in a few origins."""
_ENOUGH_DAYS = 28
"""With so many days several forecasters suit any series: where none does, it is for the few that are named."""
_TELLING_SHARE = 0.1
"""Forecasters with less of the weight are not named in the reason."""


@dataclass(frozen=True, slots=True, eq=False)
class SeriesForecast:
    """The forecast of one series after its history, how it was made, and what must be said about it.

    `centre` (n_days,) is the value around which the distribution lies, unrounded. `backtest` None means that the history was too short for one.
    """

    history: DailySeries
    prediction: Prediction
    centre: FloatArray
    forecaster: str
    reason: str
    fallback: str | None
    backtest: Backtest | None
    notes: tuple[Note, ...] = ()


def forecast_series(
    history: DailySeries, n_days: int, names: Sequence[str], n_origins: int, context: Context
) -> SeriesForecast:
    """Forecast the `n_days` days after `history` with the forecasters called `names`."""
    return choose([try_forecasters(history, n_days, names, n_origins, context)], context)[0]


def choose(trials: Sequence[Trials], context: Context) -> list[SeriesForecast]:
    """The forecast of each series, in order; series of one measure lend each other weights.

    A forecaster that failed is named in `fallback`; the last resorts are seasonal naive and the mean of the last weeks,
    which cannot fail.
    """
    weights: list[FloatArray | None] = [None] * len(trials)
    for measure in sorted({one.history.key.measure for one in trials}):
        at = [n for n, one in enumerate(trials) if one.history.key.measure is measure and _combines(one)]
        own = [own_weights(trials[n].names, trials[n].past, trials[n].actual) for n in at]
        for number, shared in zip(at, shared_weights([trials[n].names for n in at], own), strict=True):
            weights[number] = shared
    return [
        _without_trials(one, context) if own is None else _combined(one, own)
        for one, own in zip(trials, weights, strict=True)
    ]


def _combines(trials: Trials) -> bool:
    return bool(trials.names) and len(trials.origins) >= LEAST_ORIGINS


def _combined(trials: Trials, weights: FloatArray) -> SeriesForecast:
    backtest = run_backtest(trials)
    name, reason = _only_name(trials) or COMBINATION, ""
    best = _clearly_best(trials, backtest)
    if best is not None:
        name, reason = trials.names[best], "clearly better alone than combined: "
        weights = np.zeros(weights.shape)
        weights[best] = 1.0
        backtest = run_backtest(trials, weights)
    centre = combine(weights, trials.ahead)
    prediction = calibrate(combine(weights, trials.past), trials.actual, centre)
    reason += _figures(trials, backtest, weights if name == COMBINATION else None)
    return _finish(trials, prediction, centre, name, reason, backtest)


def _only_name(trials: Trials) -> str | None:
    return trials.names[0] if len(trials.names) == 1 else None


def _clearly_best(trials: Trials, backtest: Backtest | None) -> int | None:
    """The number of a forecaster that would have been clearly better alone; None as a rule."""
    if backtest is None or backtest.error is None or len(trials.names) == 1:
        return None
    errors = [backtest.errors[name] for name in trials.names]
    best = int(np.argmin(errors))
    return best if errors[best] < (1 - _BETTER_BY) * backtest.error else None


def _without_trials(trials: Trials, context: Context) -> SeriesForecast:
    """The most capable forecaster that works, with the spread that it finds itself."""
    history, n_days = trials.history, trials.actual.shape[1]
    failures = dict(trials.failures)
    for name in [*reversed(trials.names), SeasonalNaive().name, RecentMean().name]:
        forecaster = FORECASTERS.get(name) or RecentMean()
        if name in failures or forecaster.why_not(history) is not None:
            continue
        try:
            prediction = forecaster.fit(history, context).predict(history, n_days)
            check_sane(prediction.mean, history)
            check_bounds_sane(prediction.quantiles[:, -1], history)
        except ForecasterError as error:
            if name != RecentMean().name:
                failures[name] = str(error)
                continue
        reason = f"{history.n_days} days are too few for a backtest{_left_out(trials)}"
        return _finish(trials, prediction, prediction.mean, name, reason, None, failures)
    raise AssertionError("the mean of the last weeks cannot fail")


def _finish(
    trials: Trials,
    prediction: Prediction,
    centre: FloatArray,
    name: str,
    reason: str,
    backtest: Backtest | None,
    failures: dict[str, str] | None = None,
) -> SeriesForecast:
    failed = trials.failures if failures is None else failures
    fallback = "; ".join(f"{other} was not used: {why}" for other, why in failed.items()) or None
    notes = _notes(trials, fallback, name)
    return SeriesForecast(trials.history, prediction, centre, name, reason, fallback, backtest, notes)


def _figures(trials: Trials, backtest: Backtest | None, weights: FloatArray | None) -> str:
    left_out = _left_out(trials)
    made_of = ""
    if weights is not None:
        shares_by_name = zip(trials.names, weights.mean(axis=1), strict=True)
        told = sorted(shares_by_name, key=lambda pair: -pair[1])
        shares = [f"{name} {100 * weight:.0f} %" for name, weight in told if weight >= _TELLING_SHARE]
        made_of = f"; made of {', '.join(shares)}" if shares else ""
    if backtest is None or backtest.error is None:
        return f"{len(trials.origins)} origins give weights, but too few to judge them{made_of}{left_out}"
    others = ", ".join(f"{name} {error:.3g}" for name, error in backtest.errors.items())
    mase = f", MASE {backtest.mase:.2f}" if backtest.mase is not None else ", MASE not defined"
    origins = f"from {len(backtest.origins)} origins{mase}"
    kind = (
        "root mean square error (small counts)" if mean_is_small(backtest.actual) else "mean absolute error"
    )
    return f"{kind} {backtest.error:.3g} against {others} alone, {origins}{made_of}{left_out}"


def _left_out(trials: Trials) -> str:
    return "".join(f"; {other} left out: {why}" for other, why in trials.excluded.items())


def _notes(trials: Trials, fallback: str | None, name: str) -> tuple[Note, ...]:
    history, notes = trials.history, []
    if fallback is not None:
        notes.append(Note(Severity.WARNING, "forecast", f"{history.key}: {fallback}; {name} took its place."))
    if not trials.names and not trials.failures:
        why = f"not enough history ({_days(history.n_days)})"
        if history.n_days >= _ENOUGH_DAYS:
            reasons = ", ".join(f"{other}: {own}" for other, own in trials.excluded.items())
            why = f"no forecaster of [forecasting] suits it ({reasons})"
        text = f"{history.key}: {why}; {name} with wide bounds."
        notes.append(Note(Severity.WARNING, "forecast", text))
    if history.n_missing:
        text = f"{history.key}: {history.n_missing} of {_days(history.n_days)} are missing, not zero."
        notes.append(Note(Severity.INFO, "history", text))
    return tuple(notes)


def _days(n_days: int) -> str:
    return f"{n_days} day" if n_days == 1 else f"{n_days} days"
