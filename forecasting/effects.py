"""What a scenario changes in demand: more or fewer arrivals, longer or shorter stays, closed units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

import numpy as np

from data.calendar import local_midnight, minutes_between
from data.inputs import DemandEffect, LengthOfStayEffect, Measure, PlanInputs, ShareEffect
from forecasting.flows import Flows
from forecasting.occupancy import Closure, Share
from forecasting.quantiles import FloatArray

_SHORTEST_STAY = 0.01


@dataclass(frozen=True, slots=True, eq=False)
class ArrivalFactors:
    """By how much arrivals of each unit (row) on each day (column) are multiplied."""

    unit_ids: tuple[str, ...]
    external: FloatArray
    transfers: FloatArray

    def of(self, unit_id: str, measure: Measure) -> FloatArray:
        """The factors of one series, one for each day."""
        table = self.transfers if measure is Measure.TRANSFERS_IN else self.external
        return np.asarray(table[self.unit_ids.index(unit_id)])


def arrival_factors(inputs: PlanInputs, flows: Flows, days: Sequence[date]) -> ArrivalFactors:
    """Factors of admissions, attendances and transfers in on `days`; effects that overlap are multiplied.

    An effect on one unit multiplies all its arrivals; one on every unit multiplies arrivals from outside. Both reach
    the units that receive transfers, by the share of transfers that comes from each sender.
    """
    everywhere = [effect for effect in inputs.demand_effects if effect.unit_id is None]
    common = _factors(everywhere, days)
    own = np.stack(
        [
            _factors([effect for effect in inputs.demand_effects if effect.unit_id == unit_id], days)
            for unit_id in flows.unit_ids
        ]
    )
    external = own * common
    return ArrivalFactors(flows.unit_ids, external, flows.transfer_factors(external, own))


def stay_factors(inputs: PlanInputs, unit_id: str, days: Sequence[date]) -> FloatArray:
    """By how much the stays of those who enter the unit on each of `days` are multiplied; never quite zero."""
    concerned = [effect for effect in inputs.length_of_stay_effects if effect.unit_id in (None, unit_id)]
    return np.maximum(_factors(concerned, days), _SHORTEST_STAY)


def find_closures(inputs: PlanInputs, days: Sequence[date]) -> list[Closure]:
    """Closed units as hours from the cutoff; days that follow each other and divert alike are one closure."""
    closures = []
    for unit in inputs.hospital.units:
        targets = [_closing(inputs, unit.id, day) for day in days]
        edges = [0, *(n + 1 for n, (a, b) in enumerate(pairwise(targets)) if a != b), len(days)]
        for first, end in pairwise(edges):
            target = targets[first]
            if target is not None:
                start, stop = (
                    hours_from(inputs.cutoff, day, inputs.grid.zone) for day in _bounds(days, first, end)
                )
                closures.append(Closure(unit.id, start, stop, target[0]))
    return closures


def find_shares(inputs: PlanInputs) -> list[Share]:
    """What new units take of others, as hours from the cutoff, in the order of the scenario."""
    return [
        Share(
            effect.unit_id,
            effect.from_unit_id,
            max(hours_from(inputs.cutoff, effect.first_day, inputs.grid.zone), 0),
            hours_from(inputs.cutoff, effect.last_day + timedelta(days=1), inputs.grid.zone),
            effect.percent / 100,
        )
        for effect in inputs.share_effects
    ]


def daily_share(effect: ShareEffect, days: Sequence[date]) -> FloatArray:
    """The part of the other unit's arrivals that it takes on each of `days`."""
    return np.array([effect.percent / 100 * (effect.first_day <= day <= effect.last_day) for day in days])


def origins(inputs: PlanInputs) -> dict[str, str]:
    """For each new unit the one, with a past, that its patients would have lain in."""
    found: dict[str, str] = {}
    for effect in inputs.share_effects:
        found[effect.unit_id] = found.get(effect.from_unit_id, effect.from_unit_id)
    return found


def turnover_factors(arrivals: FloatArray, stays: FloatArray, mean_stay_days: float | None) -> FloatArray:
    """Change of a daily occupancy series that follows from changed arrivals and stays, one factor a day.

    For hospitals without stays. Beds fill with the changed arrivals at the pace at which patients turn over: the
    census follows arrivals x stay with time constant `mean_stay_days` (a well-stirred ward); None means at once.
    """
    if mean_stay_days is None:
        return arrivals * stays
    level, factors = 1.0, np.empty(len(arrivals))
    for day, (arrival, stay) in enumerate(zip(arrivals, stays, strict=True)):
        target = arrival * stay
        factors[day] = level = target + (level - target) * np.exp(-1 / max(mean_stay_days * stay, 0.1))
    return factors


def turnover_patients(added: FloatArray, stays: FloatArray, mean_stay_days: float) -> FloatArray:
    """How many of the patients `added` a day are there on each day, as `turnover_factors` has it."""
    level, there = 0.0, np.empty(len(added))
    for day, (patients, stay) in enumerate(zip(added, stays, strict=True)):
        days = max(mean_stay_days * stay, 0.1)
        target = patients * days
        there[day] = level = target + (level - target) * np.exp(-1 / days)
    return there


def hours_from(cutoff: datetime, day: date, zone: str) -> int:
    """Elapsed hours from the cutoff to the local midnight that starts `day`."""
    return minutes_between(cutoff, local_midnight(day, zone)) // 60


def _factors(effects: Sequence[DemandEffect | LengthOfStayEffect], days: Sequence[date]) -> FloatArray:
    factors = np.ones(len(days))
    for effect in effects:
        covered = np.array([effect.first_day <= day <= effect.last_day for day in days], dtype=bool)
        factors[covered] *= max(1 + effect.percent / 100, 0.0)
    return factors


def _closing(inputs: PlanInputs, unit_id: str, day: date) -> tuple[str | None] | None:
    """Where patients go when the unit is closed on the day, in a tuple of one; None while it is open."""
    closing = None
    for effect in inputs.beds_effects:
        if effect.unit_id == unit_id and effect.first_day <= day <= effect.last_day:
            closing = (effect.divert_to,) if effect.beds_staffed == 0 else None
    return closing


def _bounds(days: Sequence[date], first: int, end: int) -> tuple[date, date]:
    """The first day, and the day after the last one, of days first to end - 1."""
    return days[first], date.fromordinal(days[end - 1].toordinal() + 1)
