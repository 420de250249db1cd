"""Run lengths and successions of one employee as a finite automaton over cell classes.

A state remembers, for each run-length restriction, the length of the present run; for the successions, the last
worked cell and the days off since; for totals over groups of several days, the largest weight so far. What a day
allows can depend on its *kind* (successions that bind on some days only, the days of a weekend). States that
behave alike for ever are merged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce

import numpy as np

from optimization.roster.columns.alphabet import Alphabet
from optimization.roster.columns.remembering import (
    Run,
    Succession,
    group_tables,
    nothing,
    pattern_tables,
    succession_tables,
)
from optimization.roster.columns.states import Tables, both, merged
from optimization.roster.columns.totals import Measure, Pattern, Role
from optimization.rules.policy import Hard, Restriction
from optimization.rules.primitives import ForbiddenSuccession, Line, RunLength, WindowedTotal

_FORBIDDEN = float("inf")


@dataclass(frozen=True, slots=True)
class Automaton:
    """Transition tables; arrays are indexed [kind, state, class], `use` also by measure.

    `following` is -1 where a transition is forbidden. `costs` are in pence.
    """

    start: int
    kind_of_day: np.ndarray
    following: np.ndarray
    costs: np.ndarray
    use: np.ndarray


def build_automaton(
    restrictions: Sequence[Restriction], alphabet: Alphabet, measures: Sequence[Measure], n_days: int
) -> Automaton:
    """The merged automaton of all run lengths, successions and group memories.

    It is built over *looks*, the sets of classes that those cannot tell apart, so that people who differ only in what
    is counted day by day share one.
    """
    is_spanning = np.array([not measure.is_plain for measure in measures], dtype=np.bool_)
    spanning = [measure for measure in measures if not measure.is_plain]
    looks = _Looks.of(restrictions, alphabet, spanning)
    small = _build(_describe(restrictions, alphabet, spanning, looks, n_days))
    following = small.following[:, :, looks.of_class]
    use = np.zeros((*following.shape, len(measures)), dtype=np.int64)
    # by groups of days first, then by patterns
    counted = small.use[:, :, looks.of_class].reshape(*following.shape, 2, len(spanning))
    use[..., is_spanning] = counted.sum(axis=-2)
    for number, measure in enumerate(measures):
        if not is_spanning[number]:
            use[..., number] = np.where(following >= 0, np.array(measure.weights), 0)
    return Automaton(small.start, small.kind_of_day, following, small.costs[:, :, looks.of_class], use)


@dataclass(frozen=True, slots=True)
class _Looks:
    """`of_class` maps a class to its look; `examples` has one class for each look."""

    of_class: tuple[int, ...]
    examples: tuple[int, ...]

    @staticmethod
    def of(restrictions: Sequence[Restriction], alphabet: Alphabet, spanning: Sequence[Measure]) -> _Looks:
        """The looks of an alphabet to the restrictions and to the measures that are not plain."""
        numbers: dict[tuple[object, ...], int] = {}
        of_class, examples = [], []
        for number, cell in enumerate(alphabet.examples):
            seen: list[object] = [cell is None]
            seen += [weights[number] for measure in spanning for weights in measure.weightings]
            seen += [
                (pattern.first[number], pattern.then[number])
                for measure in spanning
                for pattern in measure.patterns
            ]
            for restriction in restrictions:
                match restriction.primitive:
                    case RunLength(cells=cells):
                        seen.append(cell in cells)
                    case ForbiddenSuccession(first=first, then=then, before=before):
                        seen.append((cell in first, cell in then, cell in before))
                    case _:
                        pass
            if tuple(seen) not in numbers:
                numbers[tuple(seen)] = len(numbers)
                examples.append(number)
            of_class.append(numbers[tuple(seen)])
        return _Looks(tuple(of_class), tuple(examples))


@dataclass(frozen=True, slots=True)
class _Description:
    """All that an automaton depends on, in looks; `past` are the known looks before day 0, oldest first.

    Of each measure that is not plain: its weightings by look, by day its role and weighting, and the patterns that it counts.
    """

    n_days: int
    n_looks: int
    runs: tuple[Run, ...]
    successions: tuple[Succession, ...]
    past: tuple[int, ...]
    weightings: tuple[tuple[tuple[int, ...], ...], ...]
    roles: tuple[tuple[tuple[Role, int], ...], ...]
    patterns: tuple[tuple[Succession, ...], ...]


def _describe(
    restrictions: Sequence[Restriction],
    alphabet: Alphabet,
    spanning: Sequence[Measure],
    looks: _Looks,
    n_days: int,
) -> _Description:
    runs: list[Run] = []
    successions: list[Succession] = []
    past: Line = ()
    cells = [alphabet.examples[number] for number in looks.examples]
    for restriction in restrictions:
        primitive = restriction.primitive
        price = _price(restriction)
        if isinstance(primitive, RunLength) and (primitive.at_least > 1 or primitive.at_most is not None):
            member = tuple(cell in primitive.cells for cell in cells)
            runs.append(Run(member, primitive.at_least, primitive.at_most, price, primitive.carried_in))
        elif isinstance(primitive, ForbiddenSuccession) and primitive.weight:
            first = tuple(cell in primitive.first for cell in cells)
            then = tuple(cell in primitive.then for cell in cells)
            gap = primitive.days_off_between
            days = _binding_days(primitive, n_days)
            before = tuple(cell in primitive.before for cell in cells)
            weighed = price * primitive.weight
            successions.append(Succession(first, then, gap, weighed, days, before, primitive.n_before))
            if len(primitive.carried_in) > len(past):
                past = primitive.carried_in
        elif isinstance(primitive, WindowedTotal):
            past = max((past, *(pattern.carried_in for pattern in primitive.patterns)), key=len)
    return _Description(
        n_days,
        len(cells),
        tuple(runs),
        tuple(successions),
        tuple(looks.of_class[alphabet.class_of_content(cell)] for cell in past),
        tuple(
            tuple(tuple(weights[number] for number in looks.examples) for weights in measure.weightings)
            for measure in spanning
        ),
        tuple(
            tuple((role, measure.weighting_of(day)) for day, role in enumerate(measure.roles(n_days)))
            for measure in spanning
        ),
        tuple(
            tuple(_counted(pattern, days, looks.examples) for pattern, days in measure.patterns.items())
            for measure in spanning
        ),
    )


def _counted(pattern: Pattern, days: frozenset[int], examples: Sequence[int]) -> Succession:
    """A pattern over looks whose price is what it adds."""
    first, then = (tuple(side[number] for number in examples) for side in (pattern.first, pattern.then))
    return Succession(first, then, pattern.gap, pattern.weight, days, (False,) * len(examples), 0)


def _binding_days(primitive: ForbiddenSuccession, n_days: int) -> frozenset[int]:
    """The days on which the later cell can fall, as far back as the past is known."""
    reach = primitive.days_off_between + 1 + primitive.n_before
    earliest = max(0, reach - len(primitive.carried_in))
    days = primitive.then_days if primitive.then_days is not None else range(n_days)
    return frozenset(day for day in days if day >= earliest)


def _price(restriction: Restriction) -> float:
    if isinstance(restriction.enforcement, Hard):
        return _FORBIDDEN
    return float(restriction.enforcement.pence_per_unit)


@lru_cache(maxsize=256)
def _build(given: _Description) -> Automaton:
    """The automaton over looks; `use` is of the measures that are not plain alone."""
    kinds: dict[tuple[tuple[bool, ...], tuple[tuple[Role, int], ...], tuple[tuple[bool, ...], ...]], int] = {}
    kind_of_day = np.zeros(given.n_days, dtype=np.int64)
    for day in range(given.n_days):
        active = tuple(day in succession.days for succession in given.successions)
        counted = tuple(tuple(day in pattern.days for pattern in patterns) for patterns in given.patterns)
        kind = (active, tuple(roles[day] for roles in given.roles), counted)
        kind_of_day[day] = kinds.setdefault(kind, len(kinds))
    parts: list[Tables] = [run.tables(len(kinds)) for run in given.runs]
    parts.append(
        succession_tables(given.successions, [active for active, _, _ in kinds], given.past, given.n_looks)
    )
    for number, weightings in enumerate(given.weightings):
        parts.append(group_tables(weightings, [roles[number] for _, roles, _ in kinds]))
    for number, patterns in enumerate(given.patterns):
        counts = [counted[number] for _, _, counted in kinds]
        parts.append(pattern_tables(patterns, counts, given.past, given.n_looks))
    start, tables = merged(reduce(both, parts, nothing(len(kinds), given.n_looks)))
    costs = np.where(tables.following >= 0, tables.costs, 0.0)
    return Automaton(start, kind_of_day, tables.following, costs, tables.use)
