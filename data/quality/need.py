"""Hours that the staffing standards ask for at a known census."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from data.calendar import local_instant, minutes_between
from data.configuration.hospital import Hospital
from data.configuration.people import Shift
from data.quality.census import RecentCensus
from data.staffing_need import people_needed


def needed_hours_per_day(hospital: Hospital, recent: RecentCensus) -> dict[tuple[str, str], float]:
    """Mean paid hours a day by (unit, skill), over the days of `recent`.

    Where standards overlap, the largest need holds, as in a plan. Ratios take the highest hourly census in the
    shift, hours per patient day the mean; a unit without a known census needs its fixed people and minima. Shifts
    that end after the last day are judged by the hours known.
    """
    people_by_place: dict[tuple[str, str, str], list[int]] = {}
    for standard in hospital.staffing:
        shifts = [hospital.shift_by_id[shift_id] for shift_id in hospital.shift_ids_of(standard)]
        hours_of_all = sum(shift.covered_minutes for shift in shifts) / 60
        census = recent.hourly.get(standard.unit_id)
        for shift in shifts:
            hours = shift.covered_minutes / 60
            people = [
                max(
                    standard.minimum,
                    int(people_needed(standard, part[:, np.newaxis], hours, hours_of_all)[0]),
                )
                for part in _during(shift, census, recent)
            ]
            place = (standard.unit_id, standard.skill_id, shift.id)
            known = people_by_place.get(place, people)
            people_by_place[place] = [max(pair) for pair in zip(known, people, strict=True)]
    need: dict[tuple[str, str], float] = {}
    for (unit_id, skill_id, shift_id), people in people_by_place.items():
        hours = hospital.shift_by_id[shift_id].paid_minutes / 60
        key = (unit_id, skill_id)
        need[key] = need.get(key, 0.0) + hours * sum(people) / len(people)
    return need


def _during(
    shift: Shift, census: npt.NDArray[np.float64] | None, recent: RecentCensus
) -> Iterator[npt.NDArray[np.float64]]:
    """The census at the full hours of the shift, for each day."""
    if census is None:
        yield np.zeros(1)
        return
    grid = recent.grid
    for day in range(grid.n_days):
        date = grid.date_of(day)
        pieces = [
            [minutes_between(grid.start, local_instant(date, minute, grid.zone)) for minute in piece]
            for piece in shift.pieces
        ]
        yield np.concatenate([census[start // 60 : -(-end // 60)] for start, end in pieces])
