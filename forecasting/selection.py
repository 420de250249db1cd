"""The forecaster of each series: the one with the best weighted interval score in the backtest, with the reason."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data.inputs import Note, Severity
from forecasting.backtest import Backtest, backtest_origins, run_backtest
from forecasting.forecasters import (
    FORECASTERS,
    Context,
    Forecaster,
    ForecasterError,
    RecentMean,
    SeasonalNaive,
)
from forecasting.quantiles import Prediction
from forecasting.series import DailySeries

_BETTER_BY = 0.02
"""A less simple forecaster must be better by this share, so that the choice does not flicker from week to week."""

_BEYOND = 3.0
"""A forecast above this many times the largest day ever seen is taken as exploded."""

_LEAST_DAYS = 28
_YEARLY_FROM_DAYS = 700


@dataclass(frozen=True, slots=True, eq=False)
class SeriesForecast:
    """The forecast of one series after its history, how it was chosen, and what must be said about it.

    `backtest` None means that the history was too short for one.
    """

    history: DailySeries
    prediction: Prediction
    forecaster: str
    reason: str
    fallback: str | None
    backtest: Backtest | None
    notes: tuple[Note, ...] = ()


def forecast_series(
    history: DailySeries, n_days: int, names: tuple[str, ...], n_origins: int, context: Context
) -> SeriesForecast:
    """Forecast the `n_days` days after `history` with the best of the forecasters called `names`.

    A forecaster that fails, in the backtest or at the end, is replaced by the next best one and named in `fallback`;
    the last resorts are seasonal naive and the mean of the last weeks, which cannot fail.
    """
    suited, excluded = _suited(history, names)
    failures: dict[str, str] = {}
    least_days = max(_LEAST_DAYS, history.n_days // 2)
    origins = backtest_origins(history, n_days, n_origins, least_days)
    backtests = _backtests(suited, history, n_days, origins, context, failures)
    order = _ranked(backtests) if backtests else [f.name for f in reversed(suited)]
    for name in [*order, SeasonalNaive().name, RecentMean().name]:
        forecaster = _by_name(name)
        if name in failures or forecaster.why_not(history) is not None:
            continue
        try:
            prediction = _checked(forecaster.fit(history, context).predict(history, n_days), history)
        except ForecasterError as error:
            failures[name] = str(error)
            continue
        fallback = "; ".join(f"{failed} was not used: {why}" for failed, why in failures.items()) or None
        return SeriesForecast(
            history,
            prediction,
            name,
            _reason(name, backtests, excluded, history),
            fallback,
            backtests.get(name),
            _notes(history, fallback, name, suited),
        )
    raise AssertionError("the mean of the last weeks cannot fail")


def _suited(history: DailySeries, names: tuple[str, ...]) -> tuple[list[Forecaster], dict[str, str]]:
    suited, excluded = [], {}
    for name, forecaster in FORECASTERS.items():
        if name not in names:
            continue
        why_not = forecaster.why_not(history)
        if why_not is None:
            suited.append(forecaster)
        else:
            excluded[name] = why_not
    return suited, excluded


def _by_name(name: str) -> Forecaster:
    return FORECASTERS.get(name) or RecentMean()


def _backtests(
    suited: list[Forecaster],
    history: DailySeries,
    n_days: int,
    origins: tuple[int, ...],
    context: Context,
    failures: dict[str, str],
) -> dict[str, Backtest]:
    """Backtests by forecaster, the simplest first; failures are added to `failures`."""
    results: dict[str, Backtest] = {}
    if not origins:
        return results
    for forecaster in suited:
        if forecaster.why_not(history.before(origins[0])) is not None:
            continue
        try:
            result = run_backtest(forecaster, history, n_days, origins, context)
            for prediction in result.predictions:
                _checked(prediction, history)
        except ForecasterError as error:
            failures[forecaster.name] = str(error)
            continue
        results[forecaster.name] = result
    return results


def _ranked(backtests: dict[str, Backtest]) -> list[str]:
    """Names from the best to the worst; a later (less simple) one must be better by `_BETTER_BY`."""
    handicap = {
        name: (result.wis if result.wis is not None else np.inf) / (1 - _BETTER_BY) ** position
        for position, (name, result) in enumerate(backtests.items())
    }
    return sorted(handicap, key=lambda name: handicap[name])


def _checked(prediction: Prediction, history: DailySeries) -> Prediction:
    """The prediction itself, when it is finite and not far outside anything ever seen; raises ForecasterError."""
    if not (np.isfinite(prediction.mean).all() and np.isfinite(prediction.quantiles).all()):
        raise ForecasterError("its forecast was not finite")
    largest, most = float(history.known.max()), float(prediction.mean.max())
    if most > max(_BEYOND * largest, 1.0):
        raise ForecasterError(
            f"its forecast of {most:,.0f} is more than {_BEYOND:g} times the largest day ({largest:,.0f})"
        )
    return prediction


def _reason(name: str, backtests: dict[str, Backtest], excluded: dict[str, str], history: DailySeries) -> str:
    left_out = "".join(f"; {other} left out: {why}" for other, why in excluded.items())
    chosen = backtests.get(name)
    if chosen is None or chosen.wis is None:
        return f"{history.n_days} days are too few for a backtest{left_out}"
    others = [
        f"{other} {result.wis:.3g}"
        for other, result in backtests.items()
        if other != name and result.wis is not None
    ]
    against = f" against {', '.join(others)}" if others else ""
    mase = f", MASE {chosen.mase:.2f}" if chosen.mase is not None else ", MASE not defined"
    weeks = len(chosen.origins)
    return f"weighted interval score {chosen.wis:.3g}{against} from {weeks} origins{mase}{left_out}"


def _notes(
    history: DailySeries, fallback: str | None, name: str, suited: list[Forecaster]
) -> tuple[Note, ...]:
    notes = []
    if fallback is not None:
        notes.append(Note(Severity.WARNING, "forecast", f"{history.key}: {fallback}; {name} took its place."))
    if not suited:
        text = f"{history.key}: not enough history ({_days(history.n_days)}); {name} with wide bounds."
        notes.append(Note(Severity.WARNING, "forecast", text))
    if history.n_missing:
        text = f"{history.key}: {history.n_missing} of {_days(history.n_days)} are missing, not zero."
        notes.append(Note(Severity.INFO, "history", text))
    return tuple(notes)


def _days(n_days: int) -> str:
    return f"{n_days} day" if n_days == 1 else f"{n_days} days"
