"""The forecasters, one per file. `FORECASTERS` holds those that configuration may name, the simplest first."""

from forecasting.forecasters.ets import Ets
from forecasting.forecasters.intermittent import Intermittent
from forecasting.forecasters.pooled import POOLED, Pooled
from forecasting.forecasters.prophet import ProphetWithHolidays
from forecasting.forecasters.protocol import (
    Context,
    FittedForecaster,
    Forecaster,
    ForecasterError,
    NotSuitedError,
)
from forecasting.forecasters.recent_mean import RecentMean
from forecasting.forecasters.regression import Regression
from forecasting.forecasters.regression_arima import RegressionArima
from forecasting.forecasters.seasonal_naive import SeasonalNaive
from forecasting.forecasters.theta import Theta
from forecasting.forecasters.weekday_median import WeekdayMedian

FORECASTERS: dict[str, Forecaster] = {
    forecaster.name: forecaster
    for forecaster in (
        SeasonalNaive(),
        WeekdayMedian(),
        Intermittent(),
        Theta(),
        Ets(),
        RegressionArima(),
        Regression(),
        *POOLED,
        ProphetWithHolidays(),
    )
}

__all__ = [
    "FORECASTERS",
    "POOLED",
    "Context",
    "Ets",
    "FittedForecaster",
    "Forecaster",
    "ForecasterError",
    "Intermittent",
    "NotSuitedError",
    "Pooled",
    "ProphetWithHolidays",
    "RecentMean",
    "Regression",
    "RegressionArima",
    "SeasonalNaive",
    "Theta",
    "WeekdayMedian",
]
