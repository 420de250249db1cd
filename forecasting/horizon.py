"""The days and hours that are forecast."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from data.calendar import local_midnight, zone_info
from data.inputs import PlanInputs
from forecasting.effects import hours_from
from forecasting.length_of_stay import WINDOW_HOURS
from forecasting.patient_hours import HourClock, hour_clock
from forecasting.quantiles import IntArray

_PAST_HOURS = 2 * WINDOW_HOURS
"""A year of habits before the oldest origin of a backtest."""


@dataclass(frozen=True)
class Horizon:
    """From the cutoff to the end of the grid; the local day that starts at the cutoff is the first."""

    days: tuple[date, ...]
    cutoff: datetime
    zone: str

    @property
    def n_days(self) -> int:
        """How many days are forecast."""
        return len(self.days)

    @property
    def n_hours(self) -> int:
        """How many full hours are forecast; a clock change makes it more or less than 24 a day."""
        return hours_from(self.cutoff, self.days[-1] + timedelta(days=1), self.zone)

    def midnights(self) -> list[datetime]:
        """The instants at which the days start."""
        return [local_midnight(day, self.zone) for day in self.days]

    def hour_at(self, days_from_cutoff: int) -> int:
        """The hour, counted from the cutoff, at which a day starts; negative numbers are past days."""
        return hours_from(self.cutoff, self.days[0] + timedelta(days=days_from_cutoff), self.zone)

    @cached_property
    def clock(self) -> HourClock:
        """The clock from `_PAST_HOURS` before the cutoff to the end of the horizon."""
        return hour_clock(self.cutoff, zone_info(self.zone), -_PAST_HOURS, self.n_hours)

    def day_of_hour(self) -> IntArray:
        """The number of the day, from 0, that each forecast hour lies in."""
        return self.clock.day_number[-self.clock.start :]


def find_horizon(inputs: PlanInputs) -> Horizon:
    """The horizon of the inputs; raises ValueError when the cutoff is not a local midnight before the grid's end."""
    local = inputs.cutoff.astimezone(zone_info(inputs.grid.zone))
    first = local.date()
    if local_midnight(first, inputs.grid.zone) != inputs.cutoff:
        raise ValueError(f"cutoff {local.isoformat()} is not a local midnight")
    n_days = (inputs.grid.date_of(inputs.grid.n_days) - first).days
    if n_days < 1:
        raise ValueError(f"cutoff {local.isoformat()} leaves no day of the grid to forecast")
    return Horizon(tuple(first + timedelta(days=n) for n in range(n_days)), inputs.cutoff, inputs.grid.zone)
