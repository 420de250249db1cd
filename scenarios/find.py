"""The inverse question: how far must one number go until a figure of the plan is reached?

The search assumes that the figure never gets worse on the way from one end of the range to the other, which is how every
amount of a scenario acts; the plans it makes on its way show whether that is so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from data.problems import InputError, Problem
from data.runs import RunRecord
from scenarios.sweep import extra_pay
from scenarios.vary import Number

FIGURES: dict[str, Callable[[RunRecord], float | None]] = {
    "open_shifts": lambda record: record.kpis.open_shifts,
    "overtime_hours": lambda record: record.kpis.overtime_hours,
    "bank_hours": lambda record: record.kpis.bank_hours,
    "agency_hours": lambda record: record.kpis.agency_hours,
    "extra_pence": lambda record: extra_pay(record.kpis),
    "objective_pence": lambda record: record.objective_pence,
    "escalation_chance": lambda record: record.kpis.escalation_chance,
    "full_unit_days": lambda record: record.kpis.full_unit_days,
    "equipment_days_short": lambda record: record.kpis.equipment_days_short,
}
"""Figures that can be aimed at. Of all of them less is better."""


@dataclass(frozen=True, slots=True)
class Target:
    """The figure may be this large at most."""

    figure: str
    at_most: float

    def value(self, record: RunRecord) -> float | None:
        """The figure of a plan."""
        return FIGURES[self.figure](record)


@dataclass(frozen=True, slots=True)
class Tried:
    """One plan on the way: the number, the figure (None without a plan), and what overtime, bank and agency cost."""

    value: Number
    figure: float | None
    extra_pence: int | None


@dataclass(frozen=True, slots=True)
class Found:
    """`reached_at` is the value nearest to the easy end at which the target is met, `missed_at` its neighbour that misses it.

    Both None tell that no value meets it. `tried` has every plan, by value; `is_monotone` whether the figure behaved.
    """

    target: Target
    reached_at: Number | None
    missed_at: Number | None
    tried: tuple[Tried, ...]
    is_monotone: bool


def parse_target(text: str) -> Target:
    """Read `open_shifts=0`; raises InputError."""
    figure, _, amount = text.partition("=")
    figure = figure.strip().rstrip("<")
    try:
        at_most: float | None = float(amount)
    except ValueError:
        at_most = None
    if figure not in FIGURES or at_most is None:
        expected = f"FIGURE=NUMBER, such as open_shifts=0, with a figure out of {', '.join(FIGURES)}"
        raise InputError([Problem(value=text, expected=expected)], "There is no such target")
    return Target(figure, at_most)


TryAll = Callable[[Sequence[Number]], Sequence[Tried]]


def search(target: Target, low: Number, high: Number, within: Number, width: int, try_all: TryAll) -> Found:
    """The smallest change from the end that misses the target, to `within`; `width` values are tried at once.

    Whole numbers stay whole when all three are.
    """
    tried: dict[Number, Tried] = {one.value: one for one in try_all([low, high])}

    def meets(value: Number) -> bool:
        figure = tried[value].figure
        return figure is not None and figure <= target.at_most

    ends = [meets(low), meets(high)]
    if not any(ends):
        return _found(target, None, None, tried)
    if all(ends):
        return _found(target, low, None, tried)
    missed, reached = (low, high) if ends[1] else (high, low)
    while abs(reached - missed) > within:
        inner = _between(missed, reached, width, within)
        if not inner:
            break
        tried |= {one.value: one for one in try_all(inner)}
        # The first that meets it, on the way from the end that misses it.
        first = next((place for place, value in enumerate(inner) if meets(value)), len(inner))
        if first < len(inner):
            reached = inner[first]
        if first > 0:
            missed = inner[first - 1]
    return _found(target, reached, missed, tried)


def _between(start: Number, end: Number, width: int, within: Number) -> list[Number]:
    """Up to `width` values that part the way evenly, in multiples of `within` from `start`."""
    n_steps = int(abs(end - start) / within + 1e-9)
    count = min(width, n_steps - 1 if abs(n_steps * within - abs(end - start)) < 1e-9 else n_steps)
    sign = 1 if end > start else -1
    steps = dict.fromkeys(max(1, round(n_steps * place / (count + 1))) for place in range(1, count + 1))
    values = [start + sign * step * within for step in steps]
    return [round(value, 9) for value in values if abs(value - start) < abs(end - start)]


def _found(
    target: Target, reached: Number | None, missed: Number | None, tried: dict[Number, Tried]
) -> Found:
    line = [tried[value] for value in sorted(tried)]
    figures = [one.figure for one in line if one.figure is not None]
    falls = all(a >= b for a, b in pairwise(figures))
    rises = all(a <= b for a, b in pairwise(figures))
    return Found(target, reached, missed, tuple(line), falls or rises)
