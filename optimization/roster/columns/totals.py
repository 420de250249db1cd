"""Windowed totals as counters: what is counted each day, over which days, and what the count costs in the end."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import pairwise
from types import MappingProxyType

import numpy as np

from optimization.roster.columns.alphabet import Alphabet
from optimization.rules.policy import Hard, Restriction
from optimization.rules.primitives import WindowedTotal


@dataclass(frozen=True, slots=True)
class Pattern:
    """What two cells with `gap` days off between them add to a total, by cell class."""

    first: tuple[bool, ...]
    then: tuple[bool, ...]
    gap: int
    weight: int


class Role(IntEnum):
    """What a day is to a measure whose groups span several days."""

    NONE = 0
    SINGLE = 1
    FIRST = 2
    MIDDLE = 3
    LAST = 4
    HOLD = 5


@dataclass(slots=True)
class Measure:
    """Something counted along a line: a weight per cell class, the largest of each group of days.

    `group_of` maps the days met so far to their group; `spans_days` tells whether any group has several days, so
    that the largest weight so far has to be remembered. `weights_on` has the weights of days on which not all duties
    count, and `patterns` the days on which patterns may end that count.
    """

    weights: tuple[int, ...]
    group_of: dict[int, tuple[int, ...]] = field(default_factory=dict)
    weights_on: dict[int, tuple[int, ...]] = field(default_factory=dict)
    patterns: dict[Pattern, frozenset[int]] = field(default_factory=dict)

    @property
    def spans_days(self) -> bool:
        """Whether any group has more than one day."""
        return any(len(group) > 1 for group in self.group_of.values())

    @property
    def is_plain(self) -> bool:
        """Whether every day counts by itself, and alike."""
        return not self.spans_days and not self.weights_on and not self.patterns

    @property
    def weightings(self) -> tuple[tuple[int, ...], ...]:
        """The weights of plain days, then the others that there are."""
        return (self.weights, *sorted(set(self.weights_on.values())))

    def accepts(
        self,
        groups: Sequence[tuple[int, ...]],
        weights_on: Mapping[int, tuple[int, ...]] = MappingProxyType({}),
        patterns: Mapping[Pattern, frozenset[int]] = MappingProxyType({}),
    ) -> bool:
        """Whether `groups` agree with those known so far: same days, same group, weights and patterns; none overlap in time."""
        for group in groups:
            for day in range(group[0], group[-1] + 1):
                known = self.group_of.get(day)
                if known is None:
                    continue
                if known != group or self.weights_on.get(day) != weights_on.get(day):
                    return False
                if any(
                    (day in patterns.get(each, ())) != (day in self.patterns.get(each, ()))
                    for each in {*patterns, *self.patterns}
                ):
                    return False
        spans = sorted({(group[0], group[-1]) for group in (*groups, *self.group_of.values())})
        return all(left[1] < right[0] for left, right in pairwise(spans))

    def add(
        self,
        groups: Sequence[tuple[int, ...]],
        weights_on: Mapping[int, tuple[int, ...]] = MappingProxyType({}),
        patterns: Mapping[Pattern, frozenset[int]] = MappingProxyType({}),
    ) -> None:
        """Remember which group each day belongs to, and what it weighs."""
        for group in groups:
            for day in group:
                self.group_of[day] = group
        self.weights_on.update(weights_on)
        for pattern, days in patterns.items():
            self.patterns[pattern] = self.patterns.get(pattern, frozenset()) | days

    def roles(self, n_days: int) -> list[Role]:
        """The role of each day."""
        roles = [Role.NONE] * n_days
        for group in set(self.group_of.values()):
            if len(group) == 1:
                roles[group[0]] = Role.SINGLE
                continue
            for day in range(group[0], group[-1] + 1):
                roles[day] = Role.MIDDLE if day in group else Role.HOLD
            roles[group[0]], roles[group[-1]] = Role.FIRST, Role.LAST
        return roles

    def weighting_of(self, day: int) -> int:
        """Which of `weightings` a day has."""
        return self.weightings.index(self.weights_on.get(day, self.weights))


@dataclass(frozen=True, slots=True)
class Window:
    """One windowed total: on `days` the measure counts, in steps of `unit`; `costs[n]` is the price of n steps.

    Above the last entry, and where the entry is infinite, the line is forbidden.
    """

    measure: int
    days: tuple[int, ...]
    unit: int
    costs: tuple[float, ...]

    @property
    def is_monotone(self) -> bool:
        """Whether counting less is never dearer."""
        return all(left <= right for left, right in pairwise(self.costs))


def can_bind(total: WindowedTotal) -> bool:
    """Whether any line can break the total at all, judged by the largest weight in each group."""
    most = total.carried_in + max((weight for _, weight in total.weights), default=0) * len(total.groups)
    most += _most_of_patterns(total)
    above = total.at_most is not None and most > total.at_most
    return above or (total.at_least is not None and total.at_least > total.carried_in)


def _most_of_patterns(total: WindowedTotal) -> int:
    """The most that patterns can add: on a day those of one gap, and one of them where no cell begins two."""
    heaviest = 0
    for gap in {pattern.days_off_between for pattern in total.patterns}:
        own = [pattern for pattern in total.patterns if pattern.days_off_between == gap]
        begins = Counter(duty for pattern in own for duty in pattern.first.duties)
        many = any(number > 1 for number in begins.values())
        heaviest = max(heaviest, (sum if many else max)(pattern.weight for pattern in own))
    return heaviest * len({day for group in total.groups for day in group})


def read_totals(
    restrictions: Sequence[Restriction], alphabet: Alphabet
) -> tuple[tuple[Measure, ...], tuple[Window, ...]]:
    """The measures and windows of all totals over some days; equal windows of one measure are added up."""
    measures: list[Measure] = []
    windows: dict[tuple[int, tuple[int, ...]], Window] = {}
    for restriction in restrictions:
        total = restriction.primitive
        if not isinstance(total, WindowedTotal) or not any(total.groups):
            continue
        table = dict(total.weights)
        weights = tuple(0 if cell is None else table.get(cell, 0) for cell in alphabet.examples)
        groups = tuple(tuple(sorted(group)) for group in total.groups if group)
        most = max(weights, default=0) * len(groups) + _most_of_patterns(total)
        unit = math.gcd(*weights, *(pattern.weight for pattern in total.patterns)) or 1
        costs = _costs(restriction, total, most // unit, unit)
        days = {day for group in groups for day in group}
        weights_on = {
            day: tuple(
                weight if cell in duties else 0
                for cell, weight in zip(alphabet.examples, weights, strict=True)
            )
            for day, duties in total.only
            if day in days
        }
        patterns = _patterns(total, alphabet, frozenset(days))
        number = _measure_for(measures, weights, groups, weights_on, patterns)
        key = (number, tuple(sorted(days)))
        if key in windows:
            pairs = zip(windows[key].costs, costs, strict=False)
            costs = tuple(left + right for left, right in pairs)
        windows[key] = Window(number, key[1], unit, costs)
    return tuple(measures), tuple(windows.values())


def _patterns(
    total: WindowedTotal, alphabet: Alphabet, days: frozenset[int]
) -> dict[Pattern, frozenset[int]]:
    """The patterns by cell class, each with the days on which it may end, as far back as the past is known."""
    found: dict[Pattern, frozenset[int]] = {}
    for each in total.patterns:
        gap = each.days_off_between
        ends = days if each.then_days is None else days & each.then_days
        known = frozenset(day for day in ends if day >= gap + 1 - len(each.carried_in))
        first, then = (
            tuple(cell in cells for cell in alphabet.examples) for cells in (each.first, each.then)
        )
        if each.weight and known:
            pattern = Pattern(first, then, gap, each.weight)
            found[pattern] = found.get(pattern, frozenset()) | known
    return found


def constant_cost(restrictions: Sequence[Restriction]) -> float:
    """What totals over no day at all cost every line, in pence; infinite where a hard one is broken by the past."""
    totals = [
        (restriction, restriction.primitive)
        for restriction in restrictions
        if isinstance(restriction.primitive, WindowedTotal) and not any(restriction.primitive.groups)
    ]
    return float(sum(_costs(restriction, total, 0, 1)[0] for restriction, total in totals))


def _costs(restriction: Restriction, total: WindowedTotal, most: int, unit: int) -> tuple[float, ...]:
    how = restriction.enforcement
    price, per_units = (math.inf, 1) if isinstance(how, Hard) else (how.pence_per_unit, how.per_units)
    values = total.carried_in + unit * np.arange(most + 1)
    breach = np.zeros(most + 1)
    if total.at_least is not None:
        breach += np.maximum(0, total.at_least - values)
    if total.at_most is not None:
        breach += np.maximum(0, values - total.at_most)
    costs = np.zeros(most + 1)
    np.multiply(breach, price, out=costs, where=breach > 0)
    costs /= per_units  # breaches are multiples of it: the pence stay whole
    allowed = np.flatnonzero(np.isfinite(costs))
    n_kept = int(allowed[-1]) + 1 if len(allowed) else 1
    return tuple(costs[:n_kept].tolist())


def _measure_for(
    measures: list[Measure],
    weights: tuple[int, ...],
    groups: tuple[tuple[int, ...], ...],
    weights_on: Mapping[int, tuple[int, ...]],
    patterns: Mapping[Pattern, frozenset[int]],
) -> int:
    for number, measure in enumerate(measures):
        if measure.weights == weights and measure.accepts(groups, weights_on, patterns):
            measure.add(groups, weights_on, patterns)
            return number
    measures.append(Measure(weights))
    measures[-1].add(groups, weights_on, patterns)
    return len(measures) - 1
