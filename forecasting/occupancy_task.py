"""What the occupancy of all units is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from data.inputs import Measure, PlanInputs
from forecasting.census import Habits
from forecasting.effects import ArrivalFactors
from forecasting.horizon import Horizon
from forecasting.patient_hours import UnitStays
from forecasting.quantiles import FloatArray, Prediction
from forecasting.selection import SeriesForecast
from forecasting.series import SeriesKey

ARRIVALS = (Measure.ATTENDANCES, Measure.ADMISSIONS, Measure.TRANSFERS_IN)


@dataclass(frozen=True, slots=True, eq=False)
class OccupancyTask:
    """`predictions` are unchanged by the scenario.

    `evening_counts` are the forecasts of the daily count that stands beside the census of units with stays. `added` are the
    patients whom the scenario adds to a series of arrivals by day; the others get none.
    """

    inputs: PlanInputs
    horizon: Horizon
    stays: Mapping[str, UnitStays]
    habits: Mapping[str, Habits]
    chosen: Mapping[SeriesKey, SeriesForecast]
    predictions: Mapping[SeriesKey, Prediction]
    factors: ArrivalFactors
    evening_counts: Mapping[str, SeriesForecast]
    added: Mapping[SeriesKey, FloatArray]

    def odd_days(self, unit_id: str) -> frozenset[int]:
        """Past days of declared periods, as days of the clock: nothing is learnt from them."""
        return odd_days(self.inputs, self.horizon, unit_id)

    def arrival_keys(self, unit_id: str) -> list[SeriesKey]:
        """The series of those who come to a unit."""
        return [key for key in self.chosen if key.unit_id == unit_id and key.measure in ARRIVALS]

    def changed_arrivals(self, key: SeriesKey) -> Prediction:
        """A series of arrivals with the scenario's percentages, then the patients that it adds."""
        prediction = self.predictions[key].scaled(self.factors.of(key.unit_id, key.measure))
        return prediction.shifted(self.added[key]) if key in self.added else prediction


def odd_days(inputs: PlanInputs, horizon: Horizon, unit_id: str) -> frozenset[int]:
    """Days of the unit's declared periods that the clock covers, counted from the cutoff's own day."""
    first = int(horizon.clock.day_number[0])
    return frozenset(
        number
        for first_day, last_day in inputs.hospital.forecasting.odd_periods(unit_id)
        for number in range(
            max((first_day - horizon.days[0]).days, first), min((last_day - horizon.days[0]).days, -1) + 1
        )
    )
