"""From a linear optimum to a roster: settle the surest assignments, generate lines again, repeat."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from optimization.roster.columns.generation import Generation, Relaxed
from optimization.roster.columns.master import LinearMaster, LinearSolution

_WHOLE = 1 - 1e-6
_SURE = 0.99
_SHARE = 0.06
_MOST_SHARE = 0.1
_ROUNDS = 20
_FEWEST_ROUNDS = 6
_PROXIMAL_GAP = 0.002
# each step settles a share of what is left, so that their number grows with the logarithm of the days of people
_STEPS_PER_FOLD = 2.1
_FEWEST_STEPS = 5
_LEFT = 0.3
_FEWER = 4
_REST = 0.02


@dataclass(slots=True)
class Dive:
    """One descent in a master; `costs` are the cell costs by place, in which settled days hold a single cell.

    To end within `seconds` of the generation's clock it generates fewer rounds of lines per step, then settles more.
    """

    generation: Generation
    master: LinearMaster
    costs: list[np.ndarray]
    seconds: float = math.inf
    rounds: int = _ROUNDS
    share: float = _SHARE

    def run(self, solution: LinearSolution, enough: float) -> list[np.ndarray] | None:
        """Lines by place, or None when the descent cannot end below `enough`.

        Out of time, everybody's line of most weight is taken, which may cost more than `enough`.
        """
        clock = self.generation.clock
        deadline = clock.seconds + self.seconds
        usual_steps = round(_STEPS_PER_FOLD * math.log(sum(len(costs) for costs in self.costs)))
        while not self.generation.stopped() and clock.seconds < deadline:
            began = clock.seconds
            lines = whole_lines(self.master, solution)
            if lines is not None:
                return lines
            at_hand = heaviest_lines(self.master, solution)
            chosen = self._choose(solution)
            if not chosen:
                return at_hand
            after = self._advance(chosen, enough)
            if after is None or after.solution is None:
                return at_hand
            if self._is_hopeless(after, enough):
                return None
            solution = after.solution
            usual_steps = max(_FEWEST_STEPS, usual_steps - 1)
            self._pace(deadline - clock.seconds, clock.seconds - began, usual_steps)
        return heaviest_lines(self.master, solution)

    def _advance(self, chosen: list[tuple[int, int, int]], enough: float) -> Relaxed | None:
        """Settle what was chosen, and fewer of it where that leaves somebody without a line."""
        # arrays of costs are replaced, never changed
        before = list(self.costs)
        while chosen:
            self.costs = list(before)
            for place, day, cell in chosen:
                self._settle(place, day, cell)
            after = self._solve(enough)
            if after is not None:
                return after
            chosen = chosen[: len(chosen) // _FEWER]
        return None

    def _choose(self, solution: LinearSolution) -> list[tuple[int, int, int]]:
        """The unsettled assignments of greatest weight: all that are nearly sure, and at least a few.

        Those of one person stand together in lines of some weight, so that none of them rules out the others.
        """
        weights = cell_weights(self.master, solution)
        found: list[tuple[float, int, int, int]] = []
        for place, weight in enumerate(weights):
            for day, cell in zip(*np.nonzero(weight > 0.05), strict=True):
                if cell > 0 and not self._is_settled(place, int(day)):
                    found.append((float(weight[day, cell]), place, int(day), int(cell)))
        found.sort(key=lambda item: (-item[0], item[1], item[2], item[3]))
        if not found:
            return self._choose_off(weights)
        few = max(1, round(self.share * len(found)))
        chosen: list[tuple[int, int, int]] = []
        lines = _Lines(self.master, solution)
        for number, (sureness, place, day, cell) in enumerate(found):
            if sureness < _SURE and number >= few:
                break
            if sureness < min(0.5, 1.0 - 2.0 * self.share) and len(chosen) >= max(1, few // 2):
                break
            if lines.keep(place, day, cell):
                chosen.append((place, day, cell))
        return chosen

    def _choose_off(self, weights: Sequence[np.ndarray]) -> list[tuple[int, int, int]]:
        for place, weight in enumerate(weights):
            for day in np.flatnonzero((weight[:, 0] > 0.05) & (weight[:, 0] < _WHOLE)):
                if not self._is_settled(place, int(day)):
                    return [(place, int(day), 0)]
        return []

    def _is_settled(self, place: int, day: int) -> bool:
        return int(np.isfinite(self.costs[place][day]).sum()) == 1

    def _settle(self, place: int, day: int, cell: int) -> None:
        costs = self.costs[place].copy()
        kept = costs[day, cell]
        costs[day, :] = math.inf
        costs[day, cell] = kept
        self.costs[place] = costs

    def _pace(self, seconds_left: float, step_seconds: float, usual_steps: int) -> None:
        """Choose rounds and share for the steps to come, from what the last one took."""
        each = max(step_seconds, 1e-3) / self.rounds
        self.rounds = int(min(_ROUNDS, max(_FEWEST_ROUNDS, seconds_left / (usual_steps * each))))
        n_steps = max(1.0, seconds_left / (self.rounds * each))
        self.share = _SHARE
        if n_steps < usual_steps:
            most = max(_MOST_SHARE, 1.0 / n_steps)
            self.share = min(most, max(_SHARE, 1.0 - _REST ** (1.0 / n_steps)))

    def _is_hopeless(self, relaxed: Relaxed, enough: float) -> bool:
        """Whether what is settled cannot end below `enough`; objectives that are not exact may be far above the optimum."""
        if not self.master.is_exact or relaxed.solution is None:
            return self.generation.round_up(relaxed.bound) >= enough
        return self.generation.round_up(relaxed.solution.objective) >= enough

    def _solve(self, enough: float) -> Relaxed | None:
        master = self.master
        master.set_open(self._fitting())
        left = {column.person for column, is_open in zip(master.columns, master.open, strict=True) if is_open}
        for place in range(len(self.costs)):
            if place not in left and not self._refill(place):
                return None
        return self.generation.generate(
            master, self.costs, enough, most_rounds=self.rounds, near=_PROXIMAL_GAP
        )

    def _fitting(self) -> list[bool]:
        """By column of the master: whether nothing that is settled forbids it."""
        n_cells = np.array([costs.shape[1] for costs in self.costs])
        n_days = len(self.costs[0])
        first = n_days * np.cumsum([0, *n_cells[:-1]])
        is_allowed = np.isfinite(np.concatenate([costs.ravel() for costs in self.costs]))
        people = np.array([column.person for column in self.master.columns])
        cells = np.array([column.cells for column in self.master.columns], dtype=np.int64)
        places = (first[people] + np.outer(np.arange(n_days), n_cells[people])).T + cells
        fitting: list[bool] = is_allowed[places].all(axis=1).tolist()
        return fitting

    def _refill(self, place: int) -> bool:
        scope = self.master.scope
        priced = scope.people[place].pricer.price(self.costs[place])
        self.generation.clock.add(priced.work)
        return self.master.add([scope.column(place, cells) for cells, _ in priced.lines]) > 0


class _Lines:
    """Everybody's lines in use, less and less of them as assignments are kept."""

    def __init__(self, master: LinearMaster, solution: LinearSolution) -> None:
        used = np.flatnonzero(solution.values > 1e-9)
        people = np.array([master.columns[number].person for number in used], dtype=np.int64)
        self.cells = np.array([master.columns[number].cells for number in used])
        self.weights = solution.values[used]
        self.of_place = [np.flatnonzero(people == place) for place in range(len(master.scope.people))]

    def keep(self, place: int, day: int, cell: int) -> bool:
        """Keep the person's lines with this assignment alone, unless too little weight would be left."""
        left = self.of_place[place][self.cells[self.of_place[place], day] == cell]
        if self.weights[left].sum() < _LEFT:
            return False
        self.of_place[place] = left
        return True


def heaviest_lines(master: LinearMaster, solution: LinearSolution) -> list[np.ndarray]:
    """Everybody's line of greatest weight, by place."""
    best: dict[int, int] = {}
    for number, weight in enumerate(solution.values):
        person = master.columns[number].person
        if person not in best or weight > solution.values[best[person]]:
            best[person] = number
    return [master.columns[best[place]].cells.astype(np.int64) for place in range(len(master.scope.people))]


def whole_lines(master: LinearMaster, solution: LinearSolution) -> list[np.ndarray] | None:
    """The line of each place when the solution is whole."""
    lines: list[np.ndarray | None] = [None] * len(master.scope.people)
    for number in np.flatnonzero(solution.values > _WHOLE):
        column = master.columns[number]
        lines[column.person] = column.cells.astype(np.int64)
    whole = [line for line in lines if line is not None]
    return whole if len(whole) == len(lines) else None


def cell_weights(master: LinearMaster, solution: LinearSolution) -> list[np.ndarray]:
    """By place, [day, cell]: how much of the person's line is there."""
    weights = [np.zeros(person.cell_costs.shape) for person in master.scope.people]
    for number in np.flatnonzero(solution.values > 1e-9):
        column = master.columns[number]
        weights[column.person][np.arange(len(column.cells)), column.cells] += solution.values[number]
    return weights
