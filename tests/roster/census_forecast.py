"""A forecast of the census, made by hand."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from data.forecast import FORECAST, FORECAST_SERIES, QUANTILE_LEVELS, Forecast
from data.inputs import PlanInputs


def forecast(inputs: PlanInputs, census: dict[str, Any]) -> Forecast:
    """Hourly census: a number, or a function from (hour of the horizon, level) to a number."""
    rows = [
        {
            "unit_id": unit_id,
            "measure": "occupied_beds",
            "item_id": "",
            "time": inputs.grid.start + timedelta(hours=hour),
            "step_minutes": 60,
            "quantile": level,
            "value": float(value(hour, level) if callable(value) else value),
        }
        for unit_id, value in census.items()
        for hour in range(24 * (inputs.grid.n_days + 1))
        for level in QUANTILE_LEVELS
    ]
    return Forecast(FORECAST.table(rows), FORECAST_SERIES.empty())
