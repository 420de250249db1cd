"""`wardwise forecast`."""

from __future__ import annotations

import typer

from cli.exit_codes import ExitCode
from cli.folders import workspace_here
from cli.options import JsonOption, WeekOption, WorkspaceOption
from cli.output import show, show_json


def forecast(week: WeekOption = None, workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """Forecast a week and print what is coming, per unit and day.

    `wardwise plan` makes the same forecast for itself. The forecast is kept in the store, where `wardwise monitor`
    judges it once the days are over. Ends with 10 when a series could not be forecast as usual (too short a history, a forecaster
    that failed, a unit without any history), so that a scheduler can tell somebody. Example: wardwise forecast --week 2026-W49
    """
    from cli.forecasts.make import make_week
    from cli.forecasts.rows import forecast_json
    from cli.forecasts.tables import forecast_tables

    made = make_week(workspace_here(workspace), week)
    if as_json:
        show_json(forecast_json(made))
    else:
        show(forecast_tables(made))
    raise typer.Exit(ExitCode.ATTENTION if made.needs_attention else ExitCode.OK)
