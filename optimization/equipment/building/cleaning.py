"""Devices between two uses: while a device is cleaned nobody else can have it, so it counts as needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.calendar import DayGrid, zone_info
from data.census.clean import clean_stays
from data.configuration.equipment import EquipmentType
from data.inputs import Note, PlanInputs, Severity
from optimization.demand import Demand
from optimization.equipment.problem import Bools, Floats, Ints, Place
from optimization.equipment.wording import named

_PAST_DAYS = 28
_DAY = 1440


@dataclass(frozen=True, slots=True, eq=False)
class PastStays:
    """By unit when patients came and left, in minutes of the last four weeks; `midnights` are where their days begin.

    Whoever is still there leaves at `end`. Some left up to a day before, whose devices were cleaned within the four weeks.
    """

    times: Mapping[str, tuple[Ints, Ints]]
    midnights: Ints
    end: int

    def in_cleaning(self, unit_id: str, minutes: int) -> float | None:
        """Devices in cleaning for each one in use at the busiest time of a day, when each patient's is cleaned as the patient leaves.

        It is what `minutes` more for each stay add to the highest census of a day, on average; None without patients.
        """
        if unit_id not in self.times:
            return None
        entered, left = self.times[unit_id]
        in_use = self._mean_peak(entered, left)
        with_cleaning = self._mean_peak(entered, np.where(left < self.end, left + minutes, left))
        return with_cleaning / in_use - 1 if in_use else None

    def _mean_peak(self, entered: Ints, left: Ints) -> float:
        came, went = (np.clip(times, 0, self.end) for times in (entered, left))
        change = np.bincount(came, minlength=self.end + 1) - np.bincount(went, minlength=self.end + 1)
        return float(np.maximum.reduceat(np.cumsum(change)[: self.end], self.midnights).mean())


def past_stays(inputs: PlanInputs) -> PastStays:
    """Of the four weeks before the end of history."""
    zone = inputs.grid.zone
    first = (inputs.cutoff.astimezone(zone_info(zone)) - timedelta(days=_PAST_DAYS)).date()
    days = DayGrid(first, _PAST_DAYS, zone)
    end = days.start_minute(_PAST_DAYS)
    stays = inputs.tables.stays
    recent = pc.or_kleene(
        pc.is_null(stays.column("left")),
        pc.greater(stays.column("left"), pa.scalar(days.start - timedelta(minutes=_DAY))),
    )
    begun = pc.less(stays.column("entered"), pa.scalar(days.end))
    segments = clean_stays(stays.filter(pc.and_(recent, begun))).segments
    unit = np.array(segments.column("unit_id").to_pylist(), dtype=object)
    entered = _minutes(segments.column("entered"), days, end)
    left = _minutes(segments.column("left"), days, end)
    times = {unit_id: (entered[unit == unit_id], left[unit == unit_id]) for unit_id in dict.fromkeys(unit)}
    return PastStays(times, np.array([days.start_minute(day) for day in range(_PAST_DAYS)]), end)


def _minutes(instants: pa.ChunkedArray, days: DayGrid, end: int) -> Ints:
    minutes = [end if instant is None else days.minute_of(instant) for instant in instants.to_pylist()]
    return np.array(minutes, dtype=np.int64)


def cleaning_by_place(
    kind: EquipmentType, places: Sequence[Place], needed: Bools, stays: PastStays
) -> tuple[Floats, list[Note]]:
    """Devices in cleaning for each one in use, shape (places), and what must be said; `needed` are places with demand."""
    found = np.zeros(len(places))
    if not kind.cleaning_minutes:
        return found, []
    unknown = []
    for index in np.flatnonzero(needed).tolist():
        place_id = places[index].place_id
        share = (
            stays.in_cleaning(place_id, kind.cleaning_minutes)
            if kind.uses_per_day is None
            else kind.uses_per_day * kind.cleaning_minutes / _DAY
        )
        if share is None:
            unknown.append(place_id)
        else:
            found[index] = share
    return found, _notes(kind, found, unknown)


def _notes(kind: EquipmentType, found: Floats, unknown: list[str]) -> list[Note]:
    notes = []
    known = found[found > 0]
    if len(known):
        how = "as patients leave" if kind.uses_per_day is None else f"{kind.uses_per_day:g} uses a day"
        least, most = f"{100 * known.min():.1f} %", f"{100 * known.max():.1f} %"
        span = most if least == most else f"between {least} and {most}"
        text = (
            f"{kind.name}: cleaning for {kind.cleaning_minutes} min after each use adds {span} to the devices needed at "
            f"once ({how})"
        )
        notes.append(Note(Severity.INFO, "equipment", text))
    if unknown:
        text = (
            f"{kind.name}: how often a device changes its patient is not known in {named(unknown)}, so cleaning is not "
            "counted there; set uses_per_day, or import stays"
        )
        notes.append(Note(Severity.WARNING, "equipment", text))
    return notes


def with_cleaning(demand: Demand, share: Floats) -> Demand:
    """Demand for devices in use and in cleaning; `share` has shape (places)."""
    return replace(demand, values=demand.values * (1 + share)[:, None, None])
