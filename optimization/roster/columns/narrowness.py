"""Whom to search at full width while a linear optimum is approached: those whose narrow searches keep the gap open."""

from __future__ import annotations

import numpy as np

from optimization.roster.columns.crew import CrewPriced

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

    def learn(self, priced: CrewPriced, exact: np.ndarray) -> None:
        """Take over what one search of everybody showed; `exact` says who was searched at full width."""
        found = np.isfinite(priced.best)
        left_open = np.where(found, priced.best, 0.0) - np.where(found, priced.bounds, 0.0)
        self.is_dear |= exact & (priced.work > _MOST_WORK * self.work)
        self.left_open = np.where(exact, self.left_open, left_open)
        self.work = np.where(exact, self.work, priced.work)
