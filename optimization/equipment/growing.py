"""The linear program of a family of types, which grows by the moves and steps of worth that may pay."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from optimization.equipment.bound import lower_bound
from optimization.equipment.columns import Arcs, TypeColumns, Windows
from optimization.equipment.family import add_type
from optimization.equipment.first_guess import even_spread, first_arcs
from optimization.equipment.flow import Flow, read_flow
from optimization.equipment.loads import Carrying
from optimization.equipment.paying import paying_moves, priced_moves
from optimization.equipment.problem import Bools, Ints, TypeProblem
from optimization.equipment.standing_in import add_standing_in
from optimization.linear import FEW_COLUMNS, Floats, LinearProgram, Solution

_NOBODY = 0.01
"""Devices below which a move is not made; prices come with values that are at no corner."""
_FEW_STEPS = 6_000
"""Up to so many steps of worth each is a column from the start."""
_HALF_WINDOW = 3
_DEAR_PENCE = 1_000
"""Beyond what a move saves: such moves are left out when a program grows or is rounded."""
_NOTHING_PENCE = 0.5
_ROUNDS = 12
_TIME_LEFT = 2.0
"""Times that a round took: so much is kept for a further one and whole numbers, which take a part of a round."""


@dataclass(frozen=True, slots=True, eq=False)
class Relaxed:
    """The optimum without whole numbers, and what moves and steps that are not in the program could save at most."""

    program: LinearProgram
    columns: dict[str, TypeColumns]
    solution: Solution
    saving: float
    complete: bool
    """Nothing that would pay is known to be missing."""
    corner: bool
    """The solution is exact, not an interior point that came near."""
    seconds: float = 0.0
    """What the last round took."""


class GrowingProgram:
    """The program of some types; `one_more` names a type of which there is one further device, wherever it helps most."""

    def __init__(
        self, problems: Sequence[TypeProblem], carrying: Carrying, one_more: str | None = None
    ) -> None:
        self.problems = problems
        self.carrying = carrying
        self.arcs: dict[str, Arcs] = {}
        self.windows: dict[str, Windows] = {}
        self.has_all_moves = True
        self.has_all_steps = True
        self._has_dropped = False
        self.constant = 0.0
        self.one_more = one_more
        for problem in problems:
            late = sum(s.n_devices * s.days_late(problem.n_days) for s in problem.services)
            self.constant += float(problem.gains.sum()) + late * problem.late_pence
            self.arcs[problem.type_id], every = first_arcs(problem)
            self.has_all_moves &= every
            n_steps = problem.gains.shape[2]
            half = n_steps if problem.gains.size <= _FEW_STEPS else _HALF_WINDOW
            self.has_all_steps &= half >= n_steps
            self.windows[problem.type_id] = Windows(even_spread(problem), half)

    def relax(self, end: float, gap: float = 0.0) -> Relaxed | None:
        """Until no further move pays and no step is missing, or what they could save is within `gap` of the whole cost.

        `end` is on the monotonic clock; None when not even a first optimum was found by then. Programs that are large, or lack moves, are
        solved at interior points, whose prices tell more about what is missing, until these know of nothing more; `at_corner` goes on.
        Some time is left for whole numbers; called again it goes on from where it stopped.
        """
        if self.has_all_moves and self.has_all_steps:
            program, columns, _ = self._build()
            return _at_corner(program, columns, 0.0, end, complete=True)
        # No plan costs less than nothing but what loans bring in.
        bound = -self.constant - _most_income(self.problems)
        found: Relaxed | None = None
        corner = False
        for _ in range(_ROUNDS):
            start = time.monotonic()
            program, columns, limits = self._build()
            # Prices at a corner say little of moves that are missing.
            corner |= self.has_all_moves and program.n_columns <= FEW_COLUMNS
            solution = program.solve(end - start, relaxed=True, for_prices=not corner)
            if solution is None or solution.prices is None:
                break
            prices = solution.prices
            costs = {one.type_id: priced_moves(one, self.carrying, prices, limits) for one in self.problems}
            bound = max(bound, lower_bound(program, self.problems, columns, self.windows, prices, costs))
            saving = max(0.0, solution.objective - bound)
            proven = corner and saving <= _NOTHING_PENCE
            took = time.monotonic() - start
            found = Relaxed(program, columns, solution, saving, complete=proven, corner=corner, seconds=took)
            if proven or saving < gap * abs(solution.objective + self.constant):
                break
            if not (self._has_dropped or corner):
                # Once, as what is dropped might come back and go for ever.
                self._has_dropped, self.has_all_moves = True, False
                for own, known in self.arcs.items():
                    self.arcs[own] = _kept(known, columns[own].moved, solution)
            grew = [
                self._grow(one, columns[one.type_id], solution.values, prices, costs[one.type_id])
                for one in self.problems
            ]
            if not any(grew):
                if corner:
                    return replace(found, complete=True)
                corner = True
            if end - time.monotonic() < _TIME_LEFT * took:
                break
        return found

    def at_corner(self, relaxed: Relaxed, end: float) -> Relaxed | None:
        """The exact optimum of the same program, whose distance from what is left out is known; None when there was no time."""
        if relaxed.corner:
            return relaxed
        bound = relaxed.solution.objective - relaxed.saving
        found = _at_corner(relaxed.program, relaxed.columns, 0.0, end, complete=False)
        if found is None:
            return None
        return replace(found, saving=max(0.0, found.solution.objective - bound))

    def _build(self) -> tuple[LinearProgram, dict[str, TypeColumns], Ints | None]:
        program = LinearProgram()
        carrying = self.carrying
        columns = {
            problem.type_id: add_type(
                program,
                problem,
                self.arcs[problem.type_id],
                self.windows[problem.type_id],
                carrying.site_of,
            )
            for problem in self.problems
        }
        add_standing_in(program, self.problems, columns)
        if self.one_more is not None:
            first = columns[self.one_more].morning[:, 0]
            further = program.add_columns(len(first), upper=1.0)
            program.add_terms(first, further, -1.0)
            program.add_terms(np.broadcast_to(program.add_rows(1, upper=1.0), first.shape), further, 1.0)
        limits = None
        if carrying.loads is not None:
            # Room that no whole number of devices fills is of no use.
            unit = max(1, int(np.gcd.reduce([problem.load for problem in self.problems])))
            room = carrying.loads // unit * unit
            limits = program.add_rows(room.size, upper=room.ravel()).reshape(room.shape)
            for problem in self.problems:
                arcs = self.arcs[problem.type_id]
                far = carrying.site_of[arcs.start] != carrying.site_of[arcs.end]
                rows = limits[carrying.site_of[arcs.start[far]], arcs.day[far]]
                program.add_terms(rows, columns[problem.type_id].moved[far], problem.load)
        return program, columns, limits

    def _grow(
        self, problem: TypeProblem, columns: TypeColumns, values: Floats, prices: Floats, move_cost: Floats
    ) -> bool:
        """Adds moves that would pay, and single steps where the solution left their window."""
        grew = False
        if not self.has_all_moves:
            more = paying_moves(problem, columns, prices, move_cost)
            if len(more.day):
                old = self.arcs[problem.type_id]
                self.arcs[problem.type_id] = Arcs(
                    np.concatenate((old.start, more.start)),
                    np.concatenate((old.end, more.end)),
                    np.concatenate((old.day, more.day)),
                )
                grew = True
        windows, n_steps = self.windows[problem.type_id], problem.gains.shape[2]
        if windows.half < n_steps:
            cell, column = columns.filled[0]
            filled = np.bincount(cell, weights=values[column], minlength=problem.out.size)
            filled = filled.reshape(problem.out.shape)
            outside = np.abs(filled - windows.centre) > windows.half - 0.5
            if outside.any():
                windows.centre = np.where(outside, np.rint(filled).astype(np.int64), windows.centre)
                grew = True
        return grew

    def read(self, columns: Mapping[str, TypeColumns], values: Floats) -> dict[str, Flow]:
        """Flows by type."""
        whole = np.rint(values).astype(np.int64)
        given = {
            type_id: {other: whole[named] for other, named in own.standing_in.items()}
            for type_id, own in columns.items()
        }
        flows = {}
        for problem in self.problems:
            received = np.zeros_like(problem.out)
            for one in given.values():
                received = received + one.get(problem.type_id, 0)
            flows[problem.type_id] = read_flow(
                problem,
                columns[problem.type_id],
                columns[problem.type_id].arcs,
                values,
                given[problem.type_id],
                received,
            )
        return flows


def _at_corner(
    program: LinearProgram, columns: dict[str, TypeColumns], saving: float, end: float, *, complete: bool
) -> Relaxed | None:
    solution = program.solve(end - time.monotonic(), relaxed=True)
    if solution is None or solution.prices is None:
        return None
    return Relaxed(program, columns, solution, saving, complete, corner=True)


def dear_moves(columns: Mapping[str, TypeColumns], solution: Solution) -> Ints:
    """Columns of moves that nobody makes and that are far from being worth it, so that rounding will not need them."""
    moved = np.concatenate([own.moved for own in columns.values()])
    dear: Ints = moved[_is_dear(moved, solution)]
    return dear


def _most_income(problems: Sequence[TypeProblem]) -> float:
    return sum(
        loan.n_devices * loan.pence_per_day * problem.n_days for problem in problems for loan in problem.loans
    )


def _kept(arcs: Arcs, moved: Ints, solution: Solution) -> Arcs:
    kept = ~_is_dear(moved, solution)
    return Arcs(arcs.start[kept], arcs.end[kept], arcs.day[kept])


def _is_dear(moved: Ints, solution: Solution) -> Bools:
    assert solution.reduced is not None
    dear: Bools = (solution.values[moved] <= _NOBODY) & (solution.reduced[moved] > _DEAR_PENCE)
    return dear
