"""What a forecaster is: fitted to the history of one series, it predicts the days after any history that continues it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from forecasting.quantiles import Prediction
from forecasting.series import DailySeries


class ForecasterError(Exception):
    """A forecaster could not produce a usable forecast; the text says why. Another one takes its place, on record."""


@dataclass(frozen=True, slots=True)
class Context:
    """What forecasters may know beside the history: public holidays by date, past and ahead."""

    holidays: Mapping[date, str] = field(default_factory=dict)


class FittedForecaster(Protocol):
    """A forecaster with its parameters found."""

    def predict(self, history: DailySeries, n_days: int) -> Prediction:
        """The `n_days` days after `history`, which starts as the history that was fitted and may be longer.

        Raises ForecasterError.
        """
        ...


class Forecaster(Protocol):
    """One way to forecast a daily series."""

    @property
    def name(self) -> str:
        """As in configuration and in the table of series."""
        ...

    def why_not(self, history: DailySeries) -> str | None:
        """Why this forecaster does not suit the series; None when it does."""
        ...

    def fit(self, history: DailySeries, context: Context) -> FittedForecaster:
        """Find the parameters. Raises ForecasterError."""
        ...
