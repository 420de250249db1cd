"""The forecasters, one per file. `FORECASTERS` holds those that configuration may name, the simplest first."""

from forecasting.forecasters.ets import Ets
from forecasting.forecasters.prophet import ProphetWithHolidays
from forecasting.forecasters.protocol import Context, FittedForecaster, Forecaster, ForecasterError
from forecasting.forecasters.recent_mean import RecentMean
from forecasting.forecasters.seasonal_naive import SeasonalNaive

FORECASTERS: dict[str, Forecaster] = {
    forecaster.name: forecaster for forecaster in (SeasonalNaive(), Ets(), ProphetWithHolidays())
}

__all__ = [
    "FORECASTERS",
    "Context",
    "Ets",
    "FittedForecaster",
    "Forecaster",
    "ForecasterError",
    "ProphetWithHolidays",
    "RecentMean",
    "SeasonalNaive",
]
