"""What run lengths, successions and groups of days make a line remember, each as a small state machine.

A *look* is a set of cell classes that none of them can tell apart; look 0 is the day off.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from optimization.roster.columns.states import Tables, explore
from optimization.roster.columns.totals import Role

_Length: TypeAlias = tuple[int, bool]
_Past: TypeAlias = tuple[int | None, int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Run:
    """A run length; `member` says by look whether a cell goes on with the run, `price` is per day of breach."""

    member: tuple[bool, ...]
    at_least: int
    at_most: int | None
    price: float
    carried_in: int | None

    @property
    def cap(self) -> int:
        """The length above which all lengths are alike."""
        return max(self.at_least, self.at_most or 1)

    def tables(self, n_kinds: int) -> Tables:
        """Remembers the length of the present run, and whether it may be short as its beginning is unknown."""
        start = (min(self.carried_in or 0, self.cap), self.carried_in is None)
        levels, after = explore(start, (False, True), self._step)
        costs = np.array([[self._cost(level, goes_on) for goes_on in (False, True)] for level in levels])
        members = np.array(self.member, dtype=np.int64)
        return _for_kinds(n_kinds, after[:, members], costs[:, members])

    def _step(self, level: _Length, goes_on: bool) -> _Length:
        if not goes_on:
            return (0, False)
        length = min(level[0] + 1, self.cap)
        return (length, level[1] and level[0] + 1 < self.at_least)

    def _cost(self, level: _Length, goes_on: bool) -> float:
        length, is_free = level
        if goes_on:
            return self.price if self.at_most is not None and length >= self.at_most else 0.0
        short = 0 if is_free or not length else max(0, self.at_least - length)
        return self.price * short if short else 0.0


@dataclass(frozen=True, slots=True)
class Succession:
    """A forbidden succession over looks; it binds when the later cell falls on one of `days`."""

    first: tuple[bool, ...]
    then: tuple[bool, ...]
    gap: int
    price: float
    days: frozenset[int]
    before: tuple[bool, ...]
    n_before: int

    def cost(self, last: int | None, n_off: int, run: int) -> float:
        """What a cell in `then` costs `n_off` days off after the look `last`; None stands for too long ago.

        `run` is the number of days in `before` that end right before the day of `last`.
        """
        if run < self.n_before:
            return 0.0
        if n_off == self.gap:
            return self.price if last is not None and self.first[last] else 0.0
        return self.price if n_off > self.gap and self.first[0] else 0.0


def succession_tables(
    successions: Sequence[Succession], active: Sequence[Sequence[bool]], past: Sequence[int], n_looks: int
) -> Tables:
    """Remembers the last worked look, the days off since, and the runs right before it.

    `active` says by kind of day which successions bind. `past` has the known looks before day 0, oldest first.
    """
    longest = max((succession.gap for succession in successions), default=0)
    caps: dict[tuple[bool, ...], int] = {}
    for succession in successions:
        if succession.n_before:
            caps[succession.before] = max(caps.get(succession.before, 0), succession.n_before)
    places = {members: place for place, members in enumerate(caps)}
    seen = [
        (
            *(succession.first[look] for succession in successions),
            *(members[look] for members in caps),
        )
        for look in range(n_looks)
    ]
    no_run = (0,) * len(caps)

    def step(level: _Past, look: int) -> _Past:
        last, n_off, runs = level
        if look == 0:
            n_off = min(n_off + 1, longest + 1)
            return (last, n_off, runs) if n_off <= longest else (None, n_off, no_run)
        if last is None or n_off:
            runs = no_run
        else:
            runs = tuple(
                min(run + 1, cap) if members[last] else 0
                for run, (members, cap) in zip(runs, caps.items(), strict=True)
            )
        return (seen.index(seen[look]) if any(seen[look]) else None), 0, runs

    start: _Past = (None, 0, no_run)
    for look in past:
        start = step(start, look)
    levels, after = explore(start, range(n_looks), step)
    costs = np.zeros((len(active), len(levels), n_looks))
    for number, succession in enumerate(successions):
        place = places.get(succession.before) if succession.n_before else None
        price = np.array(
            [
                succession.cost(last, n_off, 0 if place is None else runs[place])
                for last, n_off, runs in levels
            ]
        )
        binds = np.array([kind[number] for kind in active])
        # chosen rather than multiplied, as a price of infinity times 0 is no number
        hits = binds[:, None, None] & np.array(succession.then)
        costs += np.where(hits, price[None, :, None], 0.0)
    return _for_kinds(len(active), after, costs)


def pattern_tables(
    patterns: Sequence[Succession], active: Sequence[Sequence[bool]], past: Sequence[int], n_looks: int
) -> Tables:
    """Remembers the last worked look and the days off since, and counts the patterns that end on a day; see `succession_tables`.

    The price of a pattern is what it adds.
    """
    tables = succession_tables(patterns, active, past, n_looks)
    counted = np.rint(tables.costs).astype(np.int64)
    return Tables(tables.following, np.zeros(tables.costs.shape), counted[..., None])


def group_tables(weightings: Sequence[Sequence[int]], roles: Sequence[tuple[Role, int]]) -> Tables:
    """Remembers the largest weight so far in a group of days, and counts what each day adds to it.

    `weightings` are weights by look; `roles` by kind of day, each with the number of its weighting.
    """
    distinct = sorted({weight for weights in weightings for weight in weights})
    inputs = [(role, weight) for role, _ in roles for weight in distinct]
    levels, after = explore(0, inputs, lambda most, given: _count(given[1], given[0], most)[0])
    used = np.array([[_count(weight, role, most)[1] for role, weight in inputs] for most in levels])
    shape = (len(levels), len(roles), len(distinct))
    column = np.array([[distinct.index(weight) for weight in weightings[which]] for _, which in roles])
    kind = np.arange(len(roles))[:, None]
    following = np.moveaxis(after.reshape(shape)[:, kind, column], 1, 0)
    use = np.moveaxis(used.reshape(shape)[:, kind, column], 1, 0)
    return Tables(following, np.zeros(following.shape), use[..., None])


def nothing(n_kinds: int, n_looks: int) -> Tables:
    """The machine that remembers nothing."""
    return _for_kinds(n_kinds, np.zeros((1, n_looks), dtype=np.int64), np.zeros((1, n_looks)))


def _for_kinds(n_kinds: int, after: np.ndarray, costs: np.ndarray) -> Tables:
    shape = (n_kinds, *after.shape)
    costs = np.broadcast_to(costs, shape)
    following = np.where(np.isinf(costs), -1, after)
    return Tables(following, costs, np.zeros((*shape, 0), dtype=np.int64))


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
