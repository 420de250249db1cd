"""Demand for beds, hosts for outliers and booked admissions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import numpy as np

from data.forecast import QUANTILE_LEVELS, Forecast
from data.holiday_calendar import public_holidays
from data.inputs import Note, PlanInputs, Severity
from optimization.beds.problem import Admissions, Floats, Outliers
from optimization.demand import Demand

_SATURDAY = 5

Curves = Mapping[str, Floats]
"""By unit (empty text: all together) the quantiles of each day's highest census, shape (days, levels)."""


def daily_peaks(inputs: PlanInputs, forecast: Forecast) -> Curves:
    """Units with a value for every planned day."""
    grid = inputs.grid
    found: dict[str, Floats] = defaultdict(lambda: np.full((grid.n_days, len(QUANTILE_LEVELS)), np.nan))
    position = {level: index for index, level in enumerate(QUANTILE_LEVELS)}
    for row in forecast.peaks.to_pylist():
        day = grid.day(row["first_day"])
        if row["n_days"] == 1 and 0 <= day < grid.n_days:
            found[row["unit_id"]][day, position[row["quantile"]]] = row["value"]
    return {unit_id: values for unit_id, values in found.items() if not np.isnan(values).any()}


def read_demand(curves: Curves, unit_ids: tuple[str, ...]) -> Demand:
    """Demand of the planned units."""
    return Demand(np.array(QUANTILE_LEVELS), np.stack([curves[unit_id] for unit_id in unit_ids]))


def read_outliers(
    inputs: PlanInputs, unit_ids: tuple[str, ...]
) -> tuple[tuple[Outliers, ...], tuple[Note, ...]]:
    """Pairs of planned units; the others are said."""
    number = {unit_id: index for index, unit_id in enumerate(unit_ids)}
    found, notes = [], []
    rows = inputs.tables.bed_outliers.to_pylist()
    for row in sorted(rows, key=lambda row: (row["home_unit_id"], row["unit_id"])):
        home, host = row["home_unit_id"], row["unit_id"]
        if home == host or home not in number or host not in number:
            why = "a unit is no outlier in itself" if home == host else "the beds of both have to be planned"
            text = f"outliers of {home} in {host} are left out: {why}"
            notes.append(Note(Severity.WARNING, "beds", text))
            continue
        found.append(
            Outliers(number[home], number[host], row["outliers_at_most"], row["outlier_pence_per_day"])
        )
    return tuple(found), tuple(notes)


def read_admissions(
    inputs: PlanInputs, unit_ids: tuple[str, ...]
) -> tuple[tuple[Admissions, ...], tuple[Note, ...]]:
    """Bookings on planned days, alike ones together. None moves to a Saturday, a Sunday or a public holiday."""
    grid = inputs.grid
    days = [grid.date_of(day) for day in range(grid.n_days)]
    holidays = public_holidays(inputs.hospital, sorted({day.year for day in days}))
    working = [number for number, day in enumerate(days) if day.weekday() < _SATURDAY and day not in holidays]
    groups: dict[tuple[int, int, tuple[int, ...], int, int], list[str]] = defaultdict(list)
    n_elsewhere = 0
    for row in sorted(inputs.tables.planned_admissions.to_pylist(), key=lambda row: str(row["admission_id"])):
        planned = grid.day(row["planned_day"])
        if not 0 <= planned < grid.n_days:
            continue
        if row["unit_id"] not in unit_ids:
            n_elsewhere += 1
            continue
        earliest, latest = grid.day(row["earliest_day"]), grid.day(row["latest_day"])
        others = tuple(day for day in working if earliest <= day <= latest and day != planned)
        unit = unit_ids.index(row["unit_id"])
        groups[unit, planned, others, row["n_nights"], row["move_pence"] or 0].append(row["admission_id"])
    notes: tuple[Note, ...] = ()
    if n_elsewhere:
        text = f"{n_elsewhere} planned admissions to units whose beds are not planned stay on their days"
        notes = (Note(Severity.INFO, "beds", text),)
    found = tuple(
        Admissions(*key, tuple(ids)) for key, ids in sorted(groups.items(), key=lambda item: item[0])
    )
    return found, notes
