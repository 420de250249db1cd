"""How many patients a unit had on each day of another series, such as the devices in use there."""

from __future__ import annotations

import numpy as np

from forecasting.horizon import Horizon
from forecasting.patient_hours import UnitStays
from forecasting.quantiles import FloatArray
from forecasting.series import DailySeries


def daily_patients(
    use: DailySeries, stays: UnitStays | None, counted: DailySeries | None, horizon: Horizon
) -> FloatArray:
    """The most patients at any full hour of each day of `use`, (n_days,); NaN where that is not known.

    From the unit's stays where there are any, else from its daily counts of occupied beds.
    """
    patients = np.full(use.n_days, np.nan)
    if stays is not None and stays.entered.size:
        back = (horizon.days[0] - use.first_day).days
        starts = np.array([horizon.hour_at(day - back) for day in range(use.n_days + 1)])
        hourly = stays.census(int(starts[0]), int(starts[-1]))
        highest = np.maximum.reduceat(hourly, starts[:-1] - starts[0])
        # Before the first entry nobody was recorded, which is not the same as nobody there.
        recorded = starts[:-1] > stays.entered.min()
        return np.where(recorded, highest, np.nan)
    if counted is not None:
        for day in range(use.n_days):
            number = (use.first_day - counted.first_day).days + day
            if 0 <= number < counted.n_days:
                patients[day] = counted.counts[number]
    return patients


def empty_days(use: DailySeries, stays: UnitStays | None, horizon: Horizon) -> list[int]:
    """Numbers of the days of `use` on which the unit's stays show no patient at any full hour."""
    days: list[int] = np.flatnonzero(daily_patients(use, stays, None, horizon) == 0).tolist()
    return days
