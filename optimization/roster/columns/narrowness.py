"""Whom to search at full width while a linear optimum is approached: those whose narrow searches keep the gap open."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from optimization.roster.columns.pricing import Priced

# of the gap by person: what a narrow search may leave open
_SHARE = 0.25
# a full search takes at most so many times the work of a narrow one to be worth it
_MOST_WORK = 4.0


class NarrowSearches:
    """By place: how much cheaper than the line found another may be, and what searches take, narrow and full."""

    def __init__(self, n_people: int) -> None:
        self.left_open = np.zeros(n_people)
        self.work = np.zeros(n_people)
        self.is_dear = np.zeros(n_people, dtype=np.bool_)

    def leave_too_much(self, gap: float) -> np.ndarray:
        """[place]: whether full search would tell more, where that is not too dear."""
        wanted: np.ndarray = ~self.is_dear & (self.left_open * len(self.left_open) > _SHARE * gap)
        return wanted

    def learn(self, priced: Sequence[Priced], exact: np.ndarray) -> None:
        """Take over what one search of everybody showed; `exact` says who was searched at full width."""
        work = np.array([one.work for one in priced], dtype=np.float64)
        left_open = np.array([one.lines[0][1] - one.bound if one.lines else 0.0 for one in priced])
        self.is_dear |= exact & (work > _MOST_WORK * self.work)
        self.left_open = np.where(exact, self.left_open, left_open)
        self.work = np.where(exact, self.work, work)
