"""Run lengths and successions of one employee as a finite automaton over cell classes.

A state remembers, for each run-length restriction, the length of the present run; for the successions, the last
worked cell and the days off since; for totals over groups of several days, the largest weight so far. What a day
allows can depend on its *kind* (successions that bind on some days only, the days of a weekend). States that
behave alike for ever are merged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, TypeAlias

import numpy as np

from optimization.roster.columns.alphabet import Alphabet
from optimization.roster.columns.totals import Measure, Role
from optimization.rules.policy import Hard, Restriction
from optimization.rules.primitives import ForbiddenSuccession, Line, RunLength

_FORBIDDEN = float("inf")


class _State(NamedTuple):
    runs: tuple[tuple[int, bool], ...]
    last: int | None
    n_off: int
    memory: tuple[int, ...]


class _Move(NamedTuple):
    state: _State
    cost: float
    use: tuple[int, ...]


_Kind: TypeAlias = tuple[tuple[bool, ...], tuple[Role, ...]]


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


@dataclass(frozen=True, slots=True)
class _Run:
    member: tuple[bool, ...]
    at_least: int
    at_most: int | None
    price: float
    carried_in: int | None

    @property
    def cap(self) -> int:
        return max(self.at_least, self.at_most or 1)

    def start(self) -> tuple[int, bool]:
        return (min(self.carried_in or 0, self.cap), self.carried_in is None)

    def step(self, level: tuple[int, bool], number: int) -> tuple[tuple[int, bool], float]:
        length, is_free = level
        if not self.member[number]:
            short = 0 if is_free or not length else max(0, self.at_least - length)
            return (0, False), self.price * short if short else 0.0
        cost = self.price if self.at_most is not None and length >= self.at_most else 0.0
        length = min(length + 1, self.cap)
        return (length, is_free and length < self.at_least), cost


@dataclass(frozen=True, slots=True)
class _Succession:
    first: frozenset[int]
    first_off: bool
    then: tuple[bool, ...]
    gap: int
    price: float
    days: frozenset[int]

    def cost(self, last: int | None, n_off: int, number: int) -> float:
        if not self.then[number]:
            return 0.0
        if n_off == self.gap:
            return self.price if last is not None and last in self.first else 0.0
        return self.price if n_off > self.gap and self.first_off else 0.0


def build_automaton(
    restrictions: Sequence[Restriction], alphabet: Alphabet, measures: Sequence[Measure], n_days: int
) -> Automaton:
    """The merged automaton of all run lengths, successions and group memories; people alike share one."""
    return _build(_describe(restrictions, alphabet, measures, n_days))


@dataclass(frozen=True, slots=True)
class _Description:
    """All that an automaton depends on, in cell classes; `past` are the known classes before day 0, oldest first.

    Of each measure: its weight by class, its role by day, and whether its groups span several days.
    """

    n_days: int
    n_classes: int
    runs: tuple[_Run, ...]
    successions: tuple[_Succession, ...]
    past: tuple[int, ...]
    weights: tuple[tuple[int, ...], ...]
    roles: tuple[tuple[Role, ...], ...]
    spans_days: tuple[bool, ...]


def _describe(
    restrictions: Sequence[Restriction], alphabet: Alphabet, measures: Sequence[Measure], n_days: int
) -> _Description:
    runs: list[_Run] = []
    successions: list[_Succession] = []
    past: Line = ()
    for restriction in restrictions:
        primitive = restriction.primitive
        price = _price(restriction)
        if isinstance(primitive, RunLength) and (primitive.at_least > 1 or primitive.at_most is not None):
            member = tuple(cell in primitive.cells for cell in alphabet.examples)
            runs.append(_Run(member, primitive.at_least, primitive.at_most, price, primitive.carried_in))
        elif isinstance(primitive, ForbiddenSuccession):
            successions.append(_succession(primitive, price, alphabet, n_days))
            if len(primitive.carried_in) > len(past):
                past = primitive.carried_in
    return _Description(
        n_days,
        alphabet.n_classes,
        tuple(runs),
        tuple(successions),
        tuple(alphabet.class_of_content(cell) for cell in past),
        tuple(measure.weights for measure in measures),
        tuple(tuple(measure.roles(n_days)) for measure in measures),
        tuple(measure.spans_days for measure in measures),
    )


def _succession(primitive: ForbiddenSuccession, price: float, alphabet: Alphabet, n_days: int) -> _Succession:
    gap = primitive.days_off_between
    earliest = max(0, gap + 1 - len(primitive.carried_in))
    days = primitive.then_days if primitive.then_days is not None else frozenset(range(n_days))
    examples = alphabet.examples
    return _Succession(
        frozenset(n for n, cell in enumerate(examples) if cell is not None and cell in primitive.first),
        primitive.first.off,
        tuple(cell in primitive.then for cell in examples),
        gap,
        price * primitive.weight,
        frozenset(day for day in days if day >= earliest),
    )


@lru_cache(maxsize=256)
def _build(description: _Description) -> Automaton:
    return _Builder(description).build()


class _Builder:
    def __init__(self, given: _Description) -> None:
        self.given = given
        self.longest_gap = max((succession.gap for succession in given.successions), default=0)
        self.seen_first = [
            tuple(number in succession.first for succession in given.successions)
            for number in range(given.n_classes)
        ]

    def build(self) -> Automaton:
        given = self.given
        kinds: dict[_Kind, int] = {}
        kind_of_day = np.zeros(given.n_days, dtype=np.int64)
        for day in range(given.n_days):
            active = tuple(day in succession.days for succession in given.successions)
            kind = (active, tuple(role[day] for role in given.roles))
            kind_of_day[day] = kinds.setdefault(kind, len(kinds))
        states = {self._start(): 0}
        queue = list(states)
        tables: list[list[list[_Move | None]]] = [[] for _ in kinds]
        for state in queue:
            for kind, number in kinds.items():
                moves = [self._move(state, kind, c) for c in range(given.n_classes)]
                tables[number].append(moves)
                for move in moves:
                    if move is not None and move.state not in states:
                        states[move.state] = len(states)
                        queue.append(move.state)
        return self._pack(tables, states, kind_of_day)

    def _start(self) -> _State:
        last, n_off = None, 0
        for number in self.given.past:
            last, n_off = self._remember(last, n_off, number)
        memory = tuple(0 for _ in self.given.weights)
        return _State(tuple(run.start() for run in self.given.runs), last, n_off, memory)

    def _remember(self, last: int | None, n_off: int, number: int) -> tuple[int | None, int]:
        if number == 0:
            n_off = min(n_off + 1, self.longest_gap + 1)
            return (last if n_off <= self.longest_gap else None), n_off
        seen = self.seen_first[number]
        return (self.seen_first.index(seen) if any(seen) else None), 0

    def _move(self, state: _State, kind: _Kind, number: int) -> _Move | None:
        given = self.given
        active, roles = kind
        cost = 0.0
        levels = []
        for run, level in zip(given.runs, state.runs, strict=True):
            after, price = run.step(level, number)
            levels.append(after)
            cost += price
        for is_active, succession in zip(active, given.successions, strict=True):
            if is_active:
                cost += succession.cost(state.last, state.n_off, number)
        if cost == _FORBIDDEN:
            return None
        last, n_off = self._remember(state.last, state.n_off, number)
        memory, use = [], []
        for weights, spans_days, role, most in zip(
            given.weights, given.spans_days, roles, state.memory, strict=True
        ):
            kept, used = _count(weights[number], role, most) if spans_days else (0, weights[number])
            memory.append(kept)
            use.append(used)
        return _Move(_State(tuple(levels), last, n_off, tuple(memory)), cost, tuple(use))

    def _pack(
        self, tables: list[list[list[_Move | None]]], states: dict[_State, int], kind_of_day: np.ndarray
    ) -> Automaton:
        shape = (len(tables), len(states), self.given.n_classes)
        following = np.full(shape, -1, dtype=np.int64)
        costs = np.zeros(shape)
        use = np.zeros((*shape, len(self.given.weights)), dtype=np.int64)
        for kind, table in enumerate(tables):
            for state, moves in enumerate(table):
                for number, move in enumerate(moves):
                    if move is not None:
                        following[kind, state, number] = states[move.state]
                        costs[kind, state, number] = move.cost
                        use[kind, state, number] = move.use
        block = _merge(following, costs, use)
        keep = np.unique(block, return_index=True)[1]
        merged = np.where(following >= 0, block[following], -1)[:, keep]
        return Automaton(int(block[0]), kind_of_day, merged, costs[:, keep], use[:, keep])


def _merge(following: np.ndarray, costs: np.ndarray, use: np.ndarray) -> np.ndarray:
    """The block of each state in the coarsest partition whose blocks behave alike."""
    n_states = following.shape[1]
    by_state = np.moveaxis(following, 1, 0).reshape(n_states, -1)
    looks = np.concatenate(
        [
            (by_state >= 0).astype(float),
            np.moveaxis(costs, 1, 0).reshape(n_states, -1),
            np.moveaxis(use, 1, 0).reshape(n_states, -1).astype(float),
        ],
        axis=1,
    )
    block = np.unique(looks, axis=0, return_inverse=True)[1].reshape(-1)
    n_blocks = int(block.max()) + 1
    while True:
        after = np.where(by_state >= 0, block[by_state], -1)
        refined = np.concatenate([block[:, None], after], axis=1)
        block = np.unique(refined, axis=0, return_inverse=True)[1].reshape(-1)
        if int(block.max()) + 1 == n_blocks:
            return block
        n_blocks = int(block.max()) + 1


def _count(weight: int, role: Role, most: int) -> tuple[int, int]:
    """The largest weight to remember after the day, and what the day adds to the total."""
    match role:
        case Role.NONE:
            return 0, 0
        case Role.SINGLE:
            return 0, weight
        case Role.FIRST:
            return weight, weight
        case Role.HOLD:
            return most, 0
        case Role.MIDDLE:
            return max(most, weight), max(0, weight - most)
        case Role.LAST:
            return 0, max(0, weight - most)


def _price(restriction: Restriction) -> float:
    if isinstance(restriction.enforcement, Hard):
        return _FORBIDDEN
    return float(restriction.enforcement.pence_per_unit)
