"""Making the forecast of a week without planning it."""

from __future__ import annotations

from dataclasses import dataclass

from cli.progress import progress_screen
from cli.workers import quiet_workers
from data.calendar import IsoWeek
from data.forecast import Forecast
from data.inputs import PlanInputs
from data.load_inputs import load_inputs
from data.workspace import Workspace
from forecasting.forecast import make_forecast


@dataclass(frozen=True, slots=True)
class WeekForecast:
    """A forecast and the inputs that it was made from."""

    inputs: PlanInputs
    forecast: Forecast


def make_week(workspace: Workspace, week: str | None) -> WeekForecast:
    """Forecast `week`, or the week after the newest data, with progress on stderr; raises InputError."""
    inputs = load_inputs(workspace, IsoWeek.parse(week) if week is not None else None)
    with quiet_workers(), progress_screen() as screen:
        screen.step("Forecasting")
        return WeekForecast(inputs, make_forecast(inputs, screen.forecasting))
