"""What the occupancy of all units is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from data.inputs import Measure, PlanInputs
from forecasting.census import Habits
from forecasting.effects import ArrivalFactors
from forecasting.horizon import Horizon
from forecasting.patient_hours import UnitStays
from forecasting.quantiles import Prediction
from forecasting.selection import SeriesForecast
from forecasting.series import SeriesKey

ARRIVALS = (Measure.ATTENDANCES, Measure.ADMISSIONS, Measure.TRANSFERS_IN)


@dataclass(frozen=True, slots=True, eq=False)
class OccupancyTask:
    """`predictions` are unchanged by the scenario.

    `evening_counts` are the forecasts of the daily count that stands beside the census of units with stays.
    """

    inputs: PlanInputs
    horizon: Horizon
    stays: Mapping[str, UnitStays]
    habits: Mapping[str, Habits]
    chosen: Mapping[SeriesKey, SeriesForecast]
    predictions: Mapping[SeriesKey, Prediction]
    factors: ArrivalFactors
    evening_counts: Mapping[str, SeriesForecast]

    def arrival_keys(self, unit_id: str) -> list[SeriesKey]:
        """The series of those who come to a unit."""
        return [key for key in self.chosen if key.unit_id == unit_id and key.measure in ARRIVALS]
