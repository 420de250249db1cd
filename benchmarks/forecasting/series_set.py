"""What is forecast in one benchmark: series, days of origin, horizons."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import holidays
import pandas as pd

from data.inputs import Measure
from forecasting.outages import outage_days
from forecasting.series import DailySeries, SeriesKey, daily_series


@dataclass(frozen=True, slots=True)
class SeriesSet:
    """`origins` are first days forecast; errors are averaged over days 1 to each of `horizons`."""

    series: tuple[DailySeries, ...]
    holidays: Mapping[date, str]
    origins: tuple[date, ...]
    horizons: tuple[int, ...]


Reader = Callable[[Path], SeriesSet]
"""From the folder of real series to what is forecast; raises OSError when the files are not there."""


def series_set(
    table: pd.DataFrame,
    measure: Measure,
    country: str,
    subdivision: str | None,
    origins: tuple[date, ...],
    horizons: tuple[int, ...],
) -> SeriesSet:
    """Series from a table with one row for each day (its index) and one column for each series.

    Zeros between ordinary days are taken as unknown, as the product does.
    """
    first = table.index[0].date()
    years = range(first.year, table.index[-1].year + 2)
    found = dict(holidays.country_holidays(country, subdiv=subdivision, years=years))
    series = []
    for name in table.columns:
        values = table[name].to_numpy(dtype=float, copy=True)
        values[outage_days(values, first, found)] = float("nan")
        one = daily_series(SeriesKey(str(name), measure), first, values)
        if one is not None:
            series.append(one)
    return SeriesSet(tuple(series), found, origins, horizons)


def every(first: date, n_days: int, n_origins: int) -> tuple[date, ...]:
    """`n_origins` days, `n_days` apart."""
    return tuple(first + timedelta(days=n_days * number) for number in range(n_origins))
