"""The forecast of a generated hospital: the census that each shift will meet, as quantiles."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import NormalDist

from benchmarks.generated.wards import OCCUPANCY, Ward
from data.calendar import DayGrid, local_instant
from data.forecast import FORECAST, FORECAST_SERIES, Forecast
from data.inputs import Measure
from data.sample.seeds import stream

_LEVELS = (0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99)
"""Of QUANTILE_LEVELS; straight lines between them are near enough for a need."""
_PERSISTENCE, _NOISE = 0.7, 0.05
_WEEKEND = 0.95
_SPREAD_FIRST, _SPREAD_LAST = 0.06, 0.12
"""Standard deviation of the forecast on the first and last day, as a share of the ward's usual census."""

_MIDDLES = (11 * 60, 18 * 60, 26 * 60)
"""A minute within each of the early, late and night shift and within no other: one census for each is enough."""


def census_forecast(
    wards: Sequence[Ward], grid: DayGrid, seed: int, levels: Sequence[float] = _LEVELS
) -> Forecast:
    """Occupied beds: a weekly pattern, good and bad spells, and an uncertainty that grows with the days ahead."""
    rng = stream(seed, "generated census")
    deviations = [(level, round(NormalDist().inv_cdf(level), 3)) for level in levels]
    rows: list[dict[str, object]] = []
    for ward in wards:
        usual = OCCUPANCY * ward.beds
        drift = 0.0
        for day in range(grid.n_days):
            drift = _PERSISTENCE * drift + _NOISE * float(rng.standard_normal())
            level = (_WEEKEND if grid.weekday(day) >= 5 else 1.02) + drift
            spread = _SPREAD_FIRST + (_SPREAD_LAST - _SPREAD_FIRST) * day / max(1, grid.n_days - 1)
            for minute in _MIDDLES:
                time = local_instant(grid.date_of(day), minute, grid.zone)
                rows.extend(
                    {
                        "unit_id": ward.ward_id,
                        "measure": Measure.OCCUPIED_BEDS.value,
                        "item_id": "",
                        "time": time,
                        "step_minutes": 60,
                        "quantile": quantile,
                        "value": min(float(ward.beds), max(0.0, usual * (level + spread * deviation))),
                    }
                    for quantile, deviation in deviations
                )
    return Forecast(FORECAST.table(rows), FORECAST_SERIES.empty())
