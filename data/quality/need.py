"""Hours that the staffing standards ask for at a known census."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from data.calendar import local_instant, minutes_between
from data.configuration.hospital import Hospital
from data.configuration.people import Shift
from data.configuration.staffing import (
    FixedStandard,
    HoursStandard,
    RatioStandard,
    Rounding,
    StaffingStandard,
)
from data.quality.census import RecentCensus


def needed_hours_per_day(hospital: Hospital, recent: RecentCensus) -> dict[tuple[str, str], float]:
    """Mean paid hours a day by (unit, skill), over the days of `recent`.

    Ratios take the highest hourly census in the shift, hours per patient day the mean; a unit without a known census
    needs its fixed people and minima. Shifts that end after the last day are judged by the hours known.
    """
    need: dict[tuple[str, str], float] = {}
    for standard in hospital.staffing:
        unit = hospital.unit_by_id[standard.unit_id]
        shifts = [hospital.shift_by_id[shift_id] for shift_id in standard.shift_ids or unit.shift_ids]
        hours_of_all = sum(shift.paid_minutes for shift in shifts) / 60
        census = recent.hourly.get(standard.unit_id)
        key = (standard.unit_id, standard.skill_id)
        for shift in shifts:
            hours = shift.paid_minutes / 60
            people = [
                max(standard.minimum, _people(standard, part, hours, hours_of_all))
                for part in _during(shift, census, recent)
            ]
            need[key] = need.get(key, 0.0) + hours * sum(people) / len(people)
    return need


def _during(
    shift: Shift, census: npt.NDArray[np.float64] | None, recent: RecentCensus
) -> Iterator[npt.NDArray[np.float64]]:
    """The census at the full hours of the shift, for each day."""
    if census is None:
        yield np.zeros(0)
        return
    grid = recent.grid
    for day in range(grid.n_days):
        date = grid.date_of(day)
        start, end = (
            minutes_between(grid.start, local_instant(date, minute, grid.zone))
            for minute in (shift.start_minute, shift.end_minute)
        )
        yield census[start // 60 : -(-end // 60)]


def _people(
    standard: StaffingStandard, census: npt.NDArray[np.float64], hours: float, hours_of_all: float
) -> int:
    match standard:
        case FixedStandard():
            return standard.people
        case RatioStandard():
            return _rounded(census.max(initial=0.0) / standard.patients_per_person, standard.rounding)
        case HoursStandard():
            share = standard.share if standard.share is not None else hours / hours_of_all
            mean = float(census.mean()) if len(census) else 0.0
            return _rounded(mean * standard.hours * share / hours, standard.rounding)


def _rounded(people: float, rounding: Rounding) -> int:
    # a need of 6 that arithmetic makes 6.0000000001 is 6
    match rounding:
        case Rounding.UP:
            return math.ceil(people - 1e-9)
        case Rounding.HALF_UP:
            return math.floor(people + 0.5 + 1e-9)
        case Rounding.DOWN:
            return math.floor(people + 1e-9)
