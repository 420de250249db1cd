"""A grid of scenarios and what it shows: the frontier, what matters most, and where cover breaks.

Every point is a plan of its own, with the same seed and random numbers as the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from data.runs import Kpis, RunRecord
from scenarios.vary import Axis, Number


@dataclass(frozen=True, slots=True)
class Point:
    """The plan at one combination of the axes' values; without a plan `failure` says why and the figures are None."""

    values: tuple[Number, ...]
    open_shifts: int | None = None
    extra_pence: int | None = None
    """Overtime, bank and agency together."""
    objective_pence: int | None = None
    bound_pence: float | None = None
    escalation_chance: float | None = None
    equipment_days_short: float | None = None
    failure: str | None = None


def point_of(values: tuple[Number, ...], record: RunRecord) -> Point:
    """The figures of a plan."""
    return Point(
        values,
        record.kpis.open_shifts,
        extra_pay(record.kpis),
        record.objective_pence,
        record.bound_pence,
        record.kpis.escalation_chance,
        record.kpis.equipment_days_short,
    )


def extra_pay(kpis: Kpis) -> int:
    """What is paid beyond contract: overtime, bank and agency, in pence."""
    return (kpis.overtime_cost_pence or 0) + (kpis.bank_cost_pence or 0) + kpis.agency_cost_pence


def frontier(points: Sequence[Point]) -> list[Point]:
    """Points that no other beats in both extra pay and open shifts, the cheapest first."""
    best: list[Point] = []
    known = [point for point in points if point.extra_pence is not None and point.open_shifts is not None]
    for point in sorted(known, key=lambda one: (one.extra_pence or 0, one.open_shifts or 0)):
        if not best or (point.open_shifts or 0) < (best[-1].open_shifts or 0):
            best.append(point)
    return best


@dataclass(frozen=True, slots=True)
class Swing:
    """How far one assumption alone moves a figure: at its lowest and highest value, the others at the reference."""

    axis: str
    low: Number
    high: Number
    open_at_low: int
    open_at_high: int
    extra_at_low: int
    extra_at_high: int

    @property
    def open_width(self) -> int:
        """By how many open shifts."""
        return abs(self.open_at_high - self.open_at_low)


def reference_of(axes: Sequence[Axis], given: Sequence[Number | None]) -> tuple[Number, ...]:
    """Where the axes stand when others are looked at: the value nearest to the scenario's own.

    Where the scenario has none it is the nearest to nothing, 0.
    """
    return tuple(_nearest(axis.values, value or 0) for axis, value in zip(axes, given, strict=True))


def _nearest(values: Sequence[Number], own: Number) -> Number:
    return min(values, key=lambda value: abs(value - own))


def sweep_remarks(
    axes: Sequence[Axis], given: Sequence[Number | None], reference: Sequence[Number], swings: Sequence[Swing]
) -> Iterator[str]:
    """What a reader could otherwise take wrongly from the tornado: where numbers stand, and which are not in it."""
    for axis, own, taken in zip(axes, given, reference, strict=True):
        if own is not None and own != taken:
            yield (
                f"The scenario itself has {axis.name} = {own:g}, which was not planned: where other numbers are looked at, it"
                f" stands at {taken:g}."
            )
    shown = {swing.axis for swing in swings}
    for axis in axes:
        if axis.name not in shown and len(axis.values) > 1:
            yield f"{axis.name} is not compared with other numbers: at its lowest or highest value there is no plan."


def tornado(axes: Sequence[Axis], reference: Sequence[Number], points: Sequence[Point]) -> list[Swing]:
    """The swing of each axis, the widest first; one with a missing plan at an end is left out."""
    found = {point.values: point for point in points if point.failure is None}
    swings = []
    for place, axis in enumerate(axes):
        low, high = min(axis.values), max(axis.values)
        ends = [found.get((*reference[:place], end, *reference[place + 1 :])) for end in (low, high)]
        one, other = ends
        if one is None or other is None or low == high:
            continue
        swings.append(
            Swing(
                axis.name,
                low,
                high,
                one.open_shifts or 0,
                other.open_shifts or 0,
                one.extra_pence or 0,
                other.extra_pence or 0,
            )
        )
    return sorted(
        swings, key=lambda swing: (-swing.open_width, -abs(swing.extra_at_high - swing.extra_at_low))
    )


@dataclass(frozen=True, slots=True)
class BreakEven:
    """How far an axis may go, the others at `others`, before more than `limit` shifts are open.

    `holds_at` is the last value from the first on at which cover holds (None: at none), `breaks_at` the next one with a plan
    (None: it holds to the end), `about` the crossing on the straight line between the two where they are neighbours.
    `without_plan` are the values up to there that have no plan, so that nothing is known of them.
    """

    axis: str
    others: tuple[tuple[str, Number], ...]
    limit: int
    holds_at: Number | None
    breaks_at: Number | None
    about: float | None
    without_plan: tuple[Number, ...] = ()


def break_evens(axes: Sequence[Axis], points: Sequence[Point], limit: int) -> Iterator[BreakEven]:
    """One for the first axis at each combination of the others, in the order of the grid."""
    found = {point.values: point for point in points if point.open_shifts is not None}
    axis, rest = axes[0], axes[1:]
    for others in dict.fromkeys(point.values[1:] for point in points):
        holding: tuple[Number, int] | None = None
        broken: tuple[Number, int] | None = None
        missing: list[Number] = []
        is_gap = False
        for value in axis.values:
            point = found.get((value, *others))
            if point is None:
                missing.append(value)
                is_gap = True
                continue
            n_open = point.open_shifts or 0
            if n_open > limit:
                broken = (value, n_open)
                break
            holding, is_gap = (value, n_open), False
        about = None
        if holding is not None and broken is not None and not is_gap:
            share = (limit - holding[1]) / (broken[1] - holding[1])
            about = holding[0] + share * (broken[0] - holding[0])
        names = tuple((one.name, value) for one, value in zip(rest, others, strict=True))
        ends = (holding and holding[0], broken and broken[0])
        yield BreakEven(axis.name, names, limit, *ends, about, tuple(missing))
