"""The inverse question: how far must one number go until a figure of the plan is reached?

The search closes in on the first change from missing the target to meeting it that it sees. The plans it makes on its way show
whether the figure moves in one direction only; where it does not, values between them may do better or worse.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import pairwise

from data.inputs import PlanInputs
from data.problems import InputError, Problem
from data.runs import RunRecord
from scenarios.kpis import level_name
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

_LEVEL = "escalation."
"""Before the name of a level of escalation: the chance of it on its worst day."""

_LEAST_INNER = 3
"""Values inside the range that are tried, at least, when both of its ends miss the target or both meet it."""


@dataclass(frozen=True, slots=True)
class Target:
    """The figure may be this large at most."""

    figure: str
    at_most: float

    def value(self, record: RunRecord) -> float | None:
        """The figure of a plan."""
        if self.figure.startswith(_LEVEL):
            return record.kpis.escalation_by_level.get(self.figure.removeprefix(_LEVEL))
        return FIGURES[self.figure](record)


@dataclass(frozen=True, slots=True)
class Tried:
    """One plan on the way: the number, the figure (None without a plan), and what overtime, bank and agency cost."""

    value: Number
    figure: float | None
    extra_pence: int | None


@dataclass(frozen=True, slots=True)
class Found:
    """`reached_at` meets the target and `missed_at`, a step away from it, misses it.

    Both None tell that none of the values that were tried meets it, `missed_at` None that all do. `tried` has every plan, by
    value; `is_monotone` whether the figure only rose, or only fell, over them.
    """

    target: Target
    reached_at: Number | None
    missed_at: Number | None
    tried: tuple[Tried, ...]
    is_monotone: bool


def parse_target(text: str) -> Target:
    """Read `open_shifts=0`, or `escalation.LEVEL=0.1`; raises InputError."""
    figure, _, amount = text.rpartition("=")
    figure = figure.strip().rstrip("<").strip()
    try:
        at_most: float | None = float(amount)
    except ValueError:
        at_most = None
    if at_most is None or not (figure in FIGURES or figure.startswith(_LEVEL)):
        known = ", ".join([*FIGURES, f"{_LEVEL}LEVEL"])
        expected = f"FIGURE=NUMBER, such as open_shifts=0, with a figure out of {known}"
        raise InputError([Problem(value=text, expected=expected)], "There is no such target")
    return Target(figure, at_most)


def require_figure(target: Target, inputs: PlanInputs) -> None:
    """Raise InputError when the target names a level of escalation that the hospital does not have."""
    level = target.figure.removeprefix(_LEVEL)
    rows = inputs.tables.escalation_levels.to_pylist()
    known = [level_name(row["level_id"], row["unit_id"]) for row in rows]
    if target.figure != level and level not in known:
        near = get_close_matches(level, known, n=1)
        fix = f"did you mean '{near[0]}'?" if near else None
        expected = f"a level of escalation: {', '.join(known) or 'none is defined, import escalation_levels'}"
        raise InputError(
            [Problem(value=target.figure, expected=expected, fix=fix)], "There is no such target"
        )


TryAll = Callable[[Sequence[Number]], Sequence[Tried]]


def search(target: Target, low: Number, high: Number, within: Number, width: int, try_all: TryAll) -> Found:
    """Where the figure comes to meet the target, to `within`; `width` values are tried at once.

    When both ends miss it, or both meet it, some values inside are tried before anything is said of the range. Whole numbers
    stay whole when all three are.
    """
    tried: dict[Number, Tried] = {one.value: one for one in try_all([low, high])}

    def meets(value: Number) -> bool:
        figure = tried[value].figure
        return figure is not None and figure <= target.at_most

    if meets(low) == meets(high):
        inner = _between(low, high, max(width, _LEAST_INNER), within)
        tried |= {one.value: one for one in try_all(inner)} if inner else {}
    line = sorted(tried)
    edge = next(((a, b) for a, b in pairwise(line) if meets(a) != meets(b)), None)
    if edge is None:
        return _found(target, low if meets(low) else None, None, tried)
    missed, reached = edge if meets(edge[1]) else edge[::-1]
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
