"""Solve families of types: a linear program over moves that may pay, then whole numbers where it left fractions."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from optimization.equipment.bound import possible_saving
from optimization.equipment.family import (
    Arcs,
    TypeColumns,
    Windows,
    add_standing_in,
    add_type,
    move_pence,
)
from optimization.equipment.flow import Flow, read_flow
from optimization.equipment.problem import Bools, Ints, TypeProblem, days_lost
from optimization.equipment.rounding import settle
from optimization.linear import Floats, LinearProgram, Solution

_WHOLE = 1e-6
_FEW_MOVES = 60_000
"""Up to so many possible moves of a type all are in the program from the start."""
_FEW_STEPS = 6_000
"""Up to so many steps of worth each is a column from the start."""
_NEAREST = 24
_MOVES_A_ROUND = 4_000
_SEARCHED = 8_000
"""Up to so many columns whole numbers are searched for where rounding does not come near enough."""
_HALF_WINDOW = 3
_DEAR_PENCE = 1_000
"""Beyond what a move saves: such moves are left out when a program grows or is rounded."""
_ROUNDS = 12
_RELAXED_SHARE = 0.5
"""The part of the gap asked for that moves and steps left out may take; the rest is for whole numbers."""


@dataclass(frozen=True, slots=True, eq=False)
class FamilyResult:
    """Flows by type; `objective` and the proven `bound` in pence, both of the whole cost; `proven` to the gap asked for."""

    flows: Mapping[str, Flow]
    objective: float
    bound: float | None
    proven: bool
    linear: float | None
    """The optimum without the condition that devices are whole; None when it was not reached."""


@dataclass(frozen=True, slots=True, eq=False)
class Carrying:
    """What leaving a site for others costs or may not exceed, both (sites, days): dual prices, and free loads."""

    site_of: Ints
    pence: Ints | None = None
    loads: Ints | None = None


def solve_family(
    problems: Sequence[TypeProblem], carrying: Carrying, seconds: float, gap: float
) -> FamilyResult | None:
    """The best plan of types that stand in for each other; None when none was found in time.

    `gap` is relative to the whole cost: where devices have to be whole, the search ends within it.
    """
    end = time.monotonic() + seconds
    search = _Search(problems, carrying)
    relaxed = search.relax(end, gap * _RELAXED_SHARE)
    if relaxed is None:
        return None
    program, columns, solution, saving = relaxed
    constant = search.constant
    bound = solution.objective + constant - saving
    linear = bound if saving == 0.0 else None

    def result(values: Floats, objective: float, bound: float) -> FamilyResult:
        proven = is_proven(objective, bound, gap)
        return FamilyResult(search.read(columns, values), objective, bound, proven, linear)

    whole = np.concatenate(program.whole)
    if _are_whole(solution.values[whole]):
        return result(solution.values, solution.objective + constant, bound)
    rounded = None
    settled = _settled(problems, program, columns, solution, end)
    if settled is not None and _are_whole(settled.values[whole]):
        rounded = result(settled.values, settled.objective + constant, bound)
        if rounded.proven or len(whole) > _SEARCHED:
            return rounded
    # The solver's gap is relative to its own objective, in which the constant is missing.
    allowed = max(0.5, gap * abs(bound) / 2)
    best = program.solve(end - time.monotonic(), relaxed=False, absolute_gap=allowed)
    if best is None:
        return rounded
    if search.has_all_moves and search.has_all_steps:
        bound = max(bound, best.bound + constant)
    if rounded is not None and rounded.objective < best.objective + constant:
        return replace(rounded, bound=bound, proven=is_proven(rounded.objective, bound, gap))
    return result(best.values, best.objective + constant, bound)


def _settled(
    problems: Sequence[TypeProblem],
    program: LinearProgram,
    columns: dict[str, TypeColumns],
    solution: Solution,
    end: float,
) -> Solution | None:
    """The program solved again with services, hires and loans in whole numbers near those of `solution`."""
    decided, counts = settle(problems, columns, solution.values)
    dear = _dear_moves(columns, solution)
    fixed, values = np.concatenate((decided, dear)), np.concatenate((counts, np.zeros_like(dear)))
    return program.settled(fixed, values).solve(end - time.monotonic(), relaxed=True)


def _dear_moves(columns: Mapping[str, TypeColumns], solution: Solution) -> Ints:
    """Columns of moves that nobody makes and that are far from being worth it, so that rounding will not need them."""
    moved = np.concatenate([own.moved for own in columns.values()])
    dear: Ints = moved[_is_dear(moved, solution)]
    return dear


def _kept(arcs: Arcs, moved: Ints, solution: Solution) -> Arcs:
    kept = ~_is_dear(moved, solution)
    return Arcs(arcs.start[kept], arcs.end[kept], arcs.day[kept])


def _is_dear(moved: Ints, solution: Solution) -> Bools:
    assert solution.reduced is not None
    dear: Bools = (solution.values[moved] <= _WHOLE) & (solution.reduced[moved] > _DEAR_PENCE)
    return dear


def is_proven(objective: float, bound: float | None, gap: float) -> bool:
    """Whether the bound, where there is one, is within half a penny or the relative `gap`."""
    return bound is not None and objective - bound <= max(0.5, gap * abs(objective))


def _are_whole(values: Floats) -> bool:
    return bool(np.abs(values - np.rint(values)).max(initial=0.0) <= _WHOLE)


class _Search:
    def __init__(self, problems: Sequence[TypeProblem], carrying: Carrying) -> None:
        self.problems = problems
        self.carrying = carrying
        self.arcs: dict[str, Arcs] = {}
        self.solved_arcs: Mapping[str, Arcs] = {}
        self.windows: dict[str, Windows] = {}
        self.has_all_moves = True
        self.has_all_steps = True
        self.constant = 0.0
        self.one_more: str | None = None
        for problem in problems:
            late = sum(s.n_devices * max(0, problem.n_days - 1 - s.due) for s in problem.services)
            self.constant += float(problem.gains.sum()) + late * problem.late_pence
            self.arcs[problem.type_id], every = _first_arcs(problem)
            self.has_all_moves &= every
            n_steps = problem.gains.shape[2]
            half = n_steps if problem.gains.size <= _FEW_STEPS else _HALF_WINDOW
            self.has_all_steps &= half >= n_steps
            self.windows[problem.type_id] = Windows(_even_marginal(problem), half)

    def relax(
        self, end: float, gap: float = 0.0
    ) -> tuple[LinearProgram, dict[str, TypeColumns], Solution, float] | None:
        """Without whole numbers, until no further move pays and no step is missing, or what they could save is within `gap`.

        The last is what they could save at most: 0 when nothing is missing.
        """
        found = None
        for _ in range(_ROUNDS):
            left = end - time.monotonic()
            if left <= 0:
                break
            program, columns, limits = self._build()
            solution = program.solve(left, relaxed=True)
            if solution is None or solution.prices is None:
                break
            saving = sum(
                self._possible_saving(problem, columns[problem.type_id], solution.prices, limits)
                for problem in self.problems
            )
            self.solved_arcs = dict(self.arcs)
            found = program, columns, solution, saving
            if saving <= gap * abs(solution.objective + self.constant):
                break
            grew = [
                self._grow(problem, columns[problem.type_id], solution, limits) for problem in self.problems
            ]
            if not any(grew):
                found = program, columns, solution, 0.0
                break
        return found

    def _possible_saving(
        self, problem: TypeProblem, columns: TypeColumns, prices: Floats, limits: Ints | None
    ) -> float:
        if self.has_all_moves and self.has_all_steps:
            return 0.0
        cost = self._move_cost(problem, prices, limits)
        return possible_saving(problem, columns, self.windows[problem.type_id], prices, cost)

    def _move_cost(self, problem: TypeProblem, prices: Floats, limits: Ints | None) -> Floats:
        """What each move costs with the price of a vehicle's room, shape (places, places, days)."""
        site_of = self.carrying.site_of
        cost = move_pence(problem, self.carrying.pence, site_of)
        spread: Floats = np.broadcast_to(cost, (*cost.shape[:2], problem.n_days)).astype(float)
        if limits is not None:
            far = (site_of[:, None] != site_of[None, :])[:, :, None]
            spread = spread - far * problem.load * prices[limits][site_of][:, None, :]
        return spread

    def _build(self) -> tuple[LinearProgram, dict[str, TypeColumns], Ints | None]:
        program = LinearProgram()
        carrying = self.carrying
        columns = {
            problem.type_id: add_type(
                program,
                problem,
                self.arcs[problem.type_id],
                self.windows[problem.type_id],
                carrying.pence,
                carrying.site_of,
            )
            for problem in self.problems
        }
        add_standing_in(program, self.problems, columns)
        if self.one_more is not None:
            first = columns[self.one_more].balance[:, 0]
            further = program.add_columns(len(first))
            program.add_terms(first, further, -1.0)
            program.add_terms(np.broadcast_to(program.add_rows(1, upper=1.0), first.shape), further, 1.0)
        limits = None
        if carrying.loads is not None:
            limits = program.add_rows(carrying.loads.size, upper=carrying.loads.ravel()).reshape(
                carrying.loads.shape
            )
            for problem in self.problems:
                arcs = self.arcs[problem.type_id]
                far = carrying.site_of[arcs.start] != carrying.site_of[arcs.end]
                rows = limits[carrying.site_of[arcs.start[far]], arcs.day[far]]
                program.add_terms(rows, columns[problem.type_id].moved[far], problem.load)
        return program, columns, limits

    def _grow(
        self, problem: TypeProblem, columns: TypeColumns, solution: Solution, limits: Ints | None
    ) -> bool:
        """Adds moves that would pay in place of those that are far from it, and single steps where the solution left their window."""
        grew = False
        if not self.has_all_moves:
            more = self._paying_moves(problem, columns, solution, limits)
            if len(more.day):
                old = _kept(self.arcs[problem.type_id], columns.moved, solution)
                self.arcs[problem.type_id] = Arcs(
                    np.concatenate((old.start, more.start)),
                    np.concatenate((old.end, more.end)),
                    np.concatenate((old.day, more.day)),
                )
                grew = True
        windows, n_steps = self.windows[problem.type_id], problem.gains.shape[2]
        if windows.half < n_steps:
            cell, column = columns.filled[0]
            filled = np.bincount(cell, weights=solution.values[column], minlength=problem.out.size)
            filled = filled.reshape(problem.out.shape)
            outside = (np.abs(filled - windows.centre) > windows.half - 0.5) & (filled > 0.5)
            outside &= problem.gains.sum(axis=2) > 0
            outside &= filled < (problem.gains > 0).sum(axis=2) - 0.5
            if outside.any():
                windows.centre = np.where(outside, np.rint(filled).astype(np.int64), windows.centre)
                grew = True
        return grew

    def _paying_moves(
        self, problem: TypeProblem, columns: TypeColumns, solution: Solution, limits: Ints | None
    ) -> Arcs:
        assert solution.prices is not None
        price = solution.prices[columns.balance]
        cost = self._move_cost(problem, solution.prices, limits)
        lag = days_lost(problem.moves.minutes)
        starts, ends, days, worth = [], [], [], []
        for day in range(problem.n_days):
            arrival = day + lag
            useful = problem.moves.allowed & (arrival < problem.n_days)
            at_end = price[np.arange(len(price))[None, :], np.minimum(arrival, problem.n_days - 1)]
            reduced = cost[:, :, day] - price[:, day][:, None] + at_end
            start, end = np.nonzero(useful & (reduced < -0.25))
            starts.append(start)
            ends.append(end)
            days.append(np.full(len(start), day))
            worth.append(reduced[start, end])
        found = Arcs(np.concatenate(starts), np.concatenate(ends), np.concatenate(days))
        order = np.argsort(np.concatenate(worth), kind="stable")[:_MOVES_A_ROUND]
        return Arcs(found.start[order], found.end[order], found.day[order])

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
                self.solved_arcs[problem.type_id],
                values,
                given[problem.type_id],
                received,
            )
        return flows


def _first_arcs(problem: TypeProblem) -> tuple[Arcs, bool]:
    """All moves where they are few, else those to the nearest places; and whether that is all."""
    allowed: Bools = problem.moves.allowed & ~np.eye(len(problem.stock), dtype=bool)
    every = int(allowed.sum()) * problem.n_days <= _FEW_MOVES
    if not every:
        pence = np.where(allowed, problem.moves.pence, np.iinfo(np.int64).max)
        near = np.zeros_like(allowed)
        closest = np.argsort(pence, axis=1, kind="stable")[:, :_NEAREST]
        np.put_along_axis(near, closest, values=True, axis=1)
        allowed = allowed & near
    start, end = np.nonzero(allowed)
    days = np.arange(problem.n_days)
    lag = days_lost(problem.moves.minutes)[start, end]
    pair, day = np.nonzero(days[None, :] + lag[:, None] < problem.n_days)
    return Arcs(start[pair], end[pair], day), every


def _even_marginal(problem: TypeProblem) -> Ints:
    """Devices by place and day if they could be anywhere at once: a first guess of where steps matter."""
    n_places, n_days, n_steps = problem.gains.shape
    centre = np.zeros((n_places, n_days), dtype=np.int64)
    if not n_steps:
        return centre
    fit = (problem.stock[:, None] + np.cumsum(problem.arrivals, axis=1) - problem.out - problem.booked).sum(
        axis=0
    )
    for day in range(n_days):
        steps = np.sort(problem.gains[:, day].ravel())[::-1]
        threshold = steps[min(int(fit[day]), len(steps)) - 1] if fit[day] > 0 else steps[0] + 1
        centre[:, day] = (problem.gains[:, day] > max(threshold, 0)).sum(axis=1)
    return centre


def value_of_one_more(
    problems: Sequence[TypeProblem], type_id: str, carrying: Carrying, linear: float, seconds: float
) -> int | None:
    """What one further device of a type, put where it helps most, saves in pence; devices need not be whole for this.

    `linear` is the optimum without it. None when there was no time.
    """
    if seconds <= 0:
        return None
    search = _Search(problems, carrying)
    search.one_more = type_id
    relaxed = search.relax(time.monotonic() + seconds)
    if relaxed is None or relaxed[3] > 0:
        return None
    return max(0, round(linear - relaxed[2].objective - search.constant))
