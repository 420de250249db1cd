"""Tables of small state machines: what is reachable, two machines as one, and states that are alike as one."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple, TypeVar

import numpy as np

Level = TypeVar("Level", bound=Hashable)
Input = TypeVar("Input")


class Tables(NamedTuple):
    """Transitions by [kind of day, state, look]; state 0 is the start.

    `following` is -1 where a transition is forbidden; `costs` are in pence, infinite there. `use` has a further axis:
    what each measure counts, 0 where forbidden.
    """

    following: np.ndarray
    costs: np.ndarray
    use: np.ndarray


def explore(
    start: Level, inputs: Sequence[Input], step: Callable[[Level, Input], Level]
) -> tuple[list[Level], np.ndarray]:
    """All levels that can be reached from `start`, which comes first, and the level after each [level, input]."""
    numbers = {start: 0}
    levels = [start]
    rows = []
    for level in levels:
        row = []
        for given in inputs:
            after = step(level, given)
            if after not in numbers:
                numbers[after] = len(levels)
                levels.append(after)
            row.append(numbers[after])
        rows.append(row)
    return levels, np.array(rows, dtype=np.int64).reshape(len(levels), len(inputs))


def both(left: Tables, right: Tables) -> Tables:
    """The two machines side by side: the pairs of states that can be reached."""
    n_right = right.following.shape[1]

    def after(codes: np.ndarray) -> np.ndarray:
        one, other = left.following[:, codes // n_right], right.following[:, codes % n_right]
        return np.where((one >= 0) & (other >= 0), one * n_right + other, -1)

    codes = fresh = np.zeros(1, dtype=np.int64)
    while len(fresh):
        reached = np.unique(after(fresh))
        fresh = np.setdiff1d(reached[reached >= 0], codes, assume_unique=True)
        codes = np.concatenate([codes, fresh])
    codes = np.sort(codes)
    reached = after(codes)
    allowed = reached >= 0
    following = np.where(allowed, np.searchsorted(codes, reached), -1)
    costs = left.costs[:, codes // n_right] + right.costs[:, codes % n_right]
    use = np.concatenate([left.use[:, codes // n_right], right.use[:, codes % n_right]], axis=-1)
    return Tables(following, np.where(allowed, costs, np.inf), np.where(allowed[..., None], use, 0))


def merged(tables: Tables) -> tuple[int, Tables]:
    """The start, and the machine of the coarsest partition of the states whose blocks behave alike."""
    block = _blocks(tables)
    keep = np.unique(block, return_index=True)[1]
    following = np.where(tables.following >= 0, block[tables.following], -1)
    return int(block[0]), Tables(following[:, keep], tables.costs[:, keep], tables.use[:, keep])


def _blocks(tables: Tables) -> np.ndarray:
    n_states = tables.following.shape[1]
    by_state = np.moveaxis(tables.following, 1, 0).reshape(n_states, -1)
    allowed = by_state >= 0
    costs = np.moveaxis(tables.costs, 1, 0).reshape(n_states, -1)
    use = np.moveaxis(tables.use, 1, 0).reshape(n_states, -1)
    block = _number_rows(np.concatenate([allowed, np.where(allowed, costs, 0.0), use], axis=1))
    n_blocks = int(block.max()) + 1
    while True:
        after = np.where(allowed, block[by_state], -1)
        block = _number_rows(np.concatenate([block[:, None], after], axis=1))
        if int(block.max()) + 1 == n_blocks:
            return block
        n_blocks = int(block.max()) + 1


def _number_rows(rows: np.ndarray) -> np.ndarray:
    """Equal rows get equal numbers, in the order of the rows."""
    return np.unique(rows, axis=0, return_inverse=True)[1].reshape(-1)
