"""Making the forecast of a week without planning it; it is kept, so that it can be judged later."""

from __future__ import annotations

from dataclasses import dataclass

from cli.progress import progress_screen
from cli.workers import workers
from data.calendar import IsoWeek
from data.forecast import Forecast
from data.forecast_archive import Purpose
from data.inputs import PlanInputs, Severity
from data.load_inputs import load_inputs
from data.workspace import Workspace
from forecasting.forecast import make_forecast


@dataclass(frozen=True, slots=True)
class WeekForecast:
    """A forecast and the inputs that it was made from."""

    inputs: PlanInputs
    forecast: Forecast

    @property
    def needs_attention(self) -> bool:
        """Whether some series could not be forecast as usual; all others were."""
        return any(
            note.severity is Severity.WARNING and note.topic == "forecast" for note in self.forecast.notes
        )


def make_week(workspace: Workspace, week: str | None) -> WeekForecast:
    """Forecast `week`, or the week after the newest data, with progress on stderr, and keep it in the store.

    Raises InputError.
    """
    inputs = load_inputs(workspace, IsoWeek.parse(week) if week is not None else None)
    with workers(workspace.hospital.compute), progress_screen() as screen:
        screen.step("Forecasting")
        made = make_forecast(inputs, screen.forecasting)
    workspace.forecasts.keep(made, inputs, Purpose.HINDSIGHT if inputs.is_hindsight else Purpose.FORECAST)
    return WeekForecast(inputs, made)
