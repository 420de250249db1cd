"""The tables of a `Forecast`, filled series by series."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import numpy as np
import pyarrow as pa

from data.calendar import MINUTES_PER_DAY
from data.forecast import FORECAST, FORECAST_SERIES
from data.schema import INSTANT
from forecasting.quantiles import LEVELS, FloatArray, orderly
from forecasting.series import SeriesKey

_HOUR_MINUTES = 60


@dataclass(frozen=True, slots=True)
class SeriesRecord:
    """One row of FORECAST_SERIES beside its key."""

    forecaster: str
    reason: str
    n_history_days: int
    fallback: str | None = None
    mase: float | None = None
    wis: float | None = None
    coverage_80: float | None = None


def share_record(of: str) -> SeriesRecord:
    """The record of a new unit's series, whose patients would have lain in the unit `of`."""
    return SeriesRecord("share", f"no past: its share of the patients of {of}", 0)


@dataclass(slots=True)
class ForecastTables:
    """Collects quantiles and records; `midnights` are the instants (UTC) at which the forecast days start.

    Hourly values run from the first of them, `n_hours` long.
    """

    midnights: list[datetime]
    n_hours: int
    _parts: list[pa.Table] = field(default_factory=list)
    _series: list[dict[str, object]] = field(default_factory=list)

    def add_daily(self, key: SeriesKey, quantiles: FloatArray, record: SeriesRecord) -> None:
        """A series of daily values; `quantiles` has shape (n_days, n_levels)."""
        self._add(key, quantiles, self.midnights, MINUTES_PER_DAY)
        self._record(key, record)

    def add_hourly(self, key: SeriesKey, quantiles: FloatArray, record: SeriesRecord) -> None:
        """A series of hourly values; `quantiles` has shape (n_hours, n_levels)."""
        hours = [self.midnights[0] + timedelta(hours=hour) for hour in range(self.n_hours)]
        self._add(key, quantiles, hours, _HOUR_MINUTES)
        self._record(key, record)

    def quantiles(self) -> pa.Table:
        """All quantiles, as FORECAST declares."""
        return FORECAST.conform(pa.concat_tables(self._parts)) if self._parts else FORECAST.empty()

    def series(self) -> pa.Table:
        """All records, as FORECAST_SERIES declares."""
        return FORECAST_SERIES.table(self._series)

    def _add(self, key: SeriesKey, quantiles: FloatArray, times: list[datetime], step_minutes: int) -> None:
        n_times, n_levels = quantiles.shape
        if n_times != len(times):
            raise ValueError(f"{key}: {n_times} values for {len(times)} times")
        n_rows = n_times * n_levels
        instants = pa.array(times, INSTANT).take(pa.array(np.repeat(np.arange(n_times), n_levels)))
        columns = {
            "unit_id": pa.repeat(key.unit_id, n_rows),
            "measure": pa.repeat(key.measure.value, n_rows),
            "item_id": pa.repeat(key.item_id, n_rows),
            "time": instants,
            "step_minutes": pa.repeat(step_minutes, n_rows),
            "quantile": np.tile(LEVELS, n_times),
            "value": orderly(quantiles).ravel(),
        }
        self._parts.append(FORECAST.conform(pa.table(columns)))

    def _record(self, key: SeriesKey, record: SeriesRecord) -> None:
        self._series.append(
            {
                "unit_id": key.unit_id,
                "measure": key.measure.value,
                "item_id": key.item_id,
                "forecaster": record.forecaster,
                "reason": record.reason,
                "fallback": record.fallback,
                "n_history_days": record.n_history_days,
                "mase": record.mase,
                "wis": record.wis,
                "coverage_80": record.coverage_80,
            }
        )
