"""Census by the hour: those who are in, and those still to come, each for as long as the unit's patients stay.

Simulated: for every sample path the arrivals of each hour are drawn, and for every patient the hour of leaving. All
patients of an hour share one curve of leaving, so that a unit takes a few numpy calls an hour, whatever the number of
patients.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from forecasting.length_of_stay import LeavingRates
from forecasting.patient_hours import HourClock, UnitStays
from forecasting.quantiles import FloatArray, IntArray


@dataclass(frozen=True, slots=True, eq=False)
class Patients:
    """Simulated stays: the sample path of each, and its hours `first` to `gone` - 1, counted from the start."""

    sample: IntArray
    first: IntArray
    gone: IntArray

    def where(self, chosen: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Patients:
        """Those chosen."""
        return Patients(self.sample[chosen], self.first[chosen], self.gone[chosen])


@dataclass(frozen=True, slots=True)
class Closure:
    """A unit takes nobody from hour `start` to `end` - 1; its patients go to `divert_to` or, if None, elsewhere."""

    unit_id: str
    start: int
    end: int
    divert_to: str | None


@dataclass(frozen=True, slots=True)
class Share:
    """A new unit takes the part `share` of those who would enter another from hour `start` to `end` - 1."""

    unit_id: str
    from_unit_id: str
    start: int
    end: int
    share: float


def simulate_unit(
    rates: LeavingRates,
    present: UnitStays,
    entries: IntArray,
    stay_factors: tuple[FloatArray, FloatArray],
    clock: HourClock,
    now: int,
    random: np.random.Generator,
) -> Patients:
    """The patients of one unit over the hours now to now + n_hours - 1, on each sample path.

    `entries` (n_samples, n_hours) are those who enter within each hour. `stay_factors` lengthen stays (1 changes
    nothing): one for each patient of `present`, one for each hour of entry. The clock has to cover the hours.
    """
    n_samples, n_hours = entries.shape
    first = now - clock.start
    hour_of_day, weekday = (x[first : first + n_hours] for x in (clock.hour_of_day, clock.weekday))
    ages = now - np.ceil(present.entered).astype(np.int64)
    parts: list[tuple[IntArray, int, IntArray]] = []
    everyone = np.arange(n_samples)
    for age, factor in zip(ages, stay_factors[0], strict=True):
        steps = (age + 1 + np.arange(n_hours - 1)) / factor
        strain = np.cumsum(rates.rates(steps, hour_of_day[:-1], weekday[:-1]) / factor)
        leaving = np.searchsorted(strain, random.standard_exponential(n_samples))
        parts.append((everyone, 0, np.asarray(1 + leaving, dtype=np.int64)))
    for hour in range(n_hours - 1):
        arrived = np.repeat(everyone, entries[:, hour])
        factor = stay_factors[1][hour]
        steps = np.arange(n_hours - 1 - hour) / factor
        strain = np.cumsum(rates.rates(steps, hour_of_day[hour:-1], weekday[hour:-1]) / factor)
        gone = hour + 1 + np.searchsorted(strain, random.standard_exponential(len(arrived)))
        parts.append((arrived, hour + 1, gone))
    empty = np.zeros(0, dtype=np.int64)
    return Patients(
        np.concatenate([empty, *(sample for sample, _, _ in parts)]),
        np.concatenate([empty, *(np.full(len(sample), start) for sample, start, _ in parts)]),
        np.concatenate([empty, *(gone for _, _, gone in parts)]),
    )


def place(
    unit_id: str, patients: Patients, closures: Sequence[Closure], passed: tuple[str, ...] = ()
) -> Iterator[tuple[str, Patients]]:
    """The patients by the unit they lie in, after closures; those who leave the hospital's care are not in it.

    Who would enter a closed unit goes to its replacement for the whole stay; who is there when it closes moves then and
    stays moved. A ring of closed units that point at each other sends its patients away.
    """
    if unit_id in passed:
        return
    for closure in closures:
        if closure.unit_id != unit_id:
            continue
        turned_away = (patients.first >= closure.start) & (patients.first < closure.end)
        moved = (patients.first < closure.start) & (patients.gone > closure.start)
        leaving = patients.where(turned_away | moved)
        if closure.divert_to is not None:
            later = Patients(leaving.sample, np.maximum(leaving.first, closure.start), leaving.gone)
            yield from place(closure.divert_to, later, closures, (*passed, unit_id))
        gone = np.where(moved, closure.start, patients.gone)
        patients = Patients(patients.sample, patients.first, gone).where(~turned_away)
    yield unit_id, patients


def count_census(groups: Sequence[Patients], n_samples: int, n_hours: int) -> IntArray:
    """Patients present at each hour, shape (n_samples, n_hours)."""
    width = n_hours + 1
    change = np.zeros(n_samples * width, dtype=np.int64)
    for group in groups:
        gone = np.minimum(group.gone, n_hours)
        change += np.bincount(group.sample * width + np.minimum(group.first, n_hours), minlength=change.size)
        change -= np.bincount(group.sample * width + np.maximum(gone, group.first), minlength=change.size)
    return np.cumsum(change.reshape(n_samples, width), axis=1)[:, :n_hours]


def share_out(patients: Mapping[str, Patients], shares: Sequence[Share], seed: int) -> dict[str, Patients]:
    """The patients with those whom new units take in these, drawn by lot for the whole stay; nobody is lost."""
    shared = dict(patients)
    for one in shares:
        if one.from_unit_id not in shared:
            continue
        both = shared[one.from_unit_id]
        random = np.random.default_rng([seed, zlib.crc32(f"{one.unit_id} of {one.from_unit_id}".encode())])
        # Who enters within an hour is counted from the next one on; those who are there at the start stay where they are.
        entering = (both.first > one.start) & (both.first <= one.end)
        taken = entering & (random.random(len(both.first)) < one.share)
        shared[one.from_unit_id], shared[one.unit_id] = both.where(~taken), both.where(taken)
    return shared


def census_by_unit(
    patients: Mapping[str, Patients], closures: Sequence[Closure], n_samples: int, n_hours: int
) -> dict[str, IntArray]:
    """Census paths of every unit that has patients of its own or takes those of a closed one."""
    groups: dict[str, list[Patients]] = {unit_id: [] for unit_id in patients}
    for unit_id, own in patients.items():
        for where, group in place(unit_id, own, closures):
            groups.setdefault(where, []).append(group)
    return {unit_id: count_census(parts, n_samples, n_hours) for unit_id, parts in groups.items()}
