"""What a forecaster is: fitted to the history of one series, it predicts the days after any history that continues it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from data.inputs import Measure
from forecasting.quantiles import FloatArray, Prediction
from forecasting.series import DailySeries
from forecasting.shared_shape import SharedShape


class ForecasterError(Exception):
    """A forecaster could not produce a usable forecast; the text says why. Another one takes its place, on record."""


class NotSuitedError(ForecasterError):
    """The series is not one for this forecaster, which shows only where it is fitted: nothing failed."""


@dataclass(frozen=True, slots=True)
class Context:
    """What forecasters may know beside the history: public holidays by date, past and ahead, and what sisters share.

    `shapes` holds for each measure the calendar effects that its series have in common, by the day before which they
    were learnt, the oldest first.
    """

    holidays: Mapping[date, str] = field(default_factory=dict)
    shapes: Mapping[Measure, Sequence[tuple[date, SharedShape]]] = field(default_factory=dict)

    def shape(self, measure: Measure, end: date) -> SharedShape:
        """The newest shape learnt from days before `end` only; an empty one when there is none."""
        known = [shape for day, shape in self.shapes.get(measure, ()) if day <= end]
        return known[-1] if known else SharedShape()


class FittedForecaster(Protocol):
    """A forecaster with its parameters found."""

    def means(self, history: DailySeries, origins: Sequence[int], n_days: int) -> FloatArray:
        """Central forecasts of the `n_days` days after each origin, shape (n_origins, n_days).

        An origin is the number of days of `history` known there; nothing after it is used. `history` starts as the
        history that was fitted and may be longer. Raises ForecasterError.
        """
        ...

    def predict(self, history: DailySeries, n_days: int) -> Prediction:
        """The distribution of the `n_days` days after `history`. Raises ForecasterError."""
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
        """Find the parameters. Raises NotSuitedError, ForecasterError."""
        ...
