"""Workers bought from bank and agency: the cheapest purchases beside a roster, and what they make own people worth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from optimization.roster.columns.needs import Needs

_WHOLE = 1e-6
_GAP = 1e-5
_MOST_NODES = 200


@dataclass(frozen=True, slots=True)
class Purchase:
    """Workers bought, as (supply, row, number) triples, and what coverage costs with them.

    `cost` includes the `n_missing` people below hard minima at `Needs.missing_pence` each. `limit_prices` has, by
    `Needs.limits`, what one more of the limit would be worth; 0 where it is not used up.
    """

    bought: tuple[tuple[int, int, int], ...]
    cost: float
    n_missing: int
    limit_prices: np.ndarray


def buy(needs: Needs, counts: np.ndarray) -> Purchase:
    """The cheapest purchases beside `counts` people on the rows.

    Without limits each row takes the cheapest workers that save something. Where these would exceed a limit, a small
    integer program shares it out, to within a hundred-thousandth or what `_MOST_NODES` nodes prove.
    """
    problem = needs.problem
    number = np.zeros((len(problem.supplies), needs.n_rows), dtype=np.int64)
    used = [0] * len(needs.limits)
    for n, row in _worth_buying(needs, counts):
        number[n, row] += 1
        for place, amount in needs.limits_of.get((n, row), ()):
            used[place] += amount
    limit_prices = np.zeros(len(needs.limits))
    if any(amount > limit.most for amount, limit in zip(used, needs.limits, strict=True)):
        number, limit_prices = _share_out(needs, counts)
    present = counts + number.sum(axis=0)
    cost = float(sum(needs.row_cost(row, int(count)) for row, count in enumerate(present)))
    bought = []
    for n, row in zip(*np.nonzero(number), strict=True):
        cost += problem.supplies[n].pence[int(row)] * int(number[n, row])
        bought.append((int(n), int(row), int(number[n, row])))
    missing = sum(
        max(0, (row.minimum or 0) - int(count)) for row, count in zip(problem.coverage, present, strict=True)
    )
    return Purchase(tuple(bought), cost, missing, limit_prices)


def steps_beside(needs: Needs, limit_prices: np.ndarray) -> tuple[np.ndarray, ...]:
    """By row, as `Needs.steps`: the price of one more of the staff where bought workers fill what is worth it.

    A worker costs the price and `limit_prices` for what is used up of the limits. The infimal convolution of two convex costs has the slopes of
    both in order (Rockafellar 1970, section 5).
    """
    steps = list(needs.steps)
    for row, offers in enumerate(needs.offers):
        if offers:
            own = needs.steps[row]
            bought = []
            for n, pence, most in offers:
                used_up = needs.limits_of.get((n, row), ())
                price = pence + sum(float(limit_prices[place]) * amount for place, amount in used_up)
                bought += [-price] * most
            endless = np.full(len(bought), own[-1])
            merged = np.sort(np.concatenate([own, bought, endless]))
            steps[row] = merged[len(bought) : len(bought) + len(own)]
    return tuple(steps)


def _worth_buying(needs: Needs, counts: np.ndarray) -> Iterator[tuple[int, int]]:
    """(supply, row) of each worker who saves something, row by row, the cheapest workers first."""
    for row, offers in enumerate(needs.offers):
        present = int(counts[row])
        steps = needs.steps[row]
        for n, pence, most in sorted(offers, key=lambda offer: (offer[1], offer[0])):
            for _ in range(most):
                if -float(steps[min(present, len(steps) - 1)]) <= pence:
                    break
                present += 1
                yield n, row


def _share_out(needs: Needs, counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Numbers by supply and row under the limits, and the worth of one more of each limit."""
    rows = [
        row for row, own in enumerate(needs.offers) if own and needs.steps[row][_at(needs, counts, row)] < 0.0
    ]
    columns: list[tuple[float, float, list[tuple[int, float]]]] = []
    bought: list[tuple[int, int]] = []
    for place, row in enumerate(rows):
        for n, pence, most in needs.offers[row]:
            entries = [(place, 1.0)]
            entries += [(len(rows) + which, float(each)) for which, each in needs.limits_of.get((n, row), ())]
            columns.append((float(pence), float(most), entries))
            bought.append((n, row))
    for place, row in enumerate(rows):
        for saved, n_people in _savings(needs.steps[row][_at(needs, counts, row) :]):
            columns.append((saved, n_people, [(place, -1.0)]))
    limits = [float(limit.most) for limit in needs.limits]
    values, duals = _solve(columns, len(rows), limits, len(bought))
    number = np.zeros((len(needs.problem.supplies), needs.n_rows), dtype=np.int64)
    for (n, row), value in zip(bought, values, strict=True):
        number[n, row] += round(value)
    return number, np.maximum(0.0, -duals)


def _at(needs: Needs, counts: np.ndarray, row: int) -> int:
    return min(int(counts[row]), len(needs.steps[row]) - 1)


def _savings(steps: np.ndarray) -> Iterator[tuple[float, float]]:
    """Equal steps together, as (price of one more, how many) pairs, as far as they save."""
    saving = steps[steps < 0.0]
    values, first = np.unique(saving, return_index=True)
    ends = np.append(np.sort(first)[1:], len(saving))
    for value, begin, end in zip(values, np.sort(first), ends, strict=True):
        endless = end == len(steps)
        yield float(value), highspy.kHighsInf if endless else float(end - begin)


def _solve(
    columns: Sequence[tuple[float, float, list[tuple[int, float]]]],
    n_rows: int,
    limits: Sequence[float],
    n_whole: int,
) -> tuple[np.ndarray, np.ndarray]:
    """Values of the columns, the first `n_whole` of them whole, and the linear program's duals of the limits."""
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, setting in (("output_flag", False), ("threads", 1), ("mip_rel_gap", _GAP)):
        solver.setOptionValue(option, setting)
    solver.setOptionValue("mip_max_nodes", _MOST_NODES)
    lower = np.concatenate([np.zeros(n_rows), np.full(len(limits), -highspy.kHighsInf)])
    upper = np.concatenate([np.full(n_rows, highspy.kHighsInf), limits])
    empty = np.zeros(0, dtype=np.int32)
    solver.addRows(len(lower), lower, upper, 0, np.zeros(len(lower), dtype=np.int32), empty, np.zeros(0))
    starts = np.cumsum([0, *(len(entries) for _, _, entries in columns)])[:-1]
    solver.addCols(
        len(columns),
        np.array([cost for cost, _, _ in columns]),
        np.zeros(len(columns)),
        np.array([most for _, most, _ in columns]),
        sum(len(entries) for _, _, entries in columns),
        starts.astype(np.int32),
        np.array([row for _, _, entries in columns for row, _ in entries], dtype=np.int32),
        np.array([value for _, _, entries in columns for _, value in entries]),
    )
    solver.run()
    solution = solver.getSolution()
    values, duals = np.array(solution.col_value), np.array(solution.row_dual)[n_rows:]
    whole = np.abs(values[:n_whole] - np.round(values[:n_whole])) < _WHOLE
    if not whole.all():
        index = np.arange(n_whole, dtype=np.int32)
        solver.changeColsIntegrality(n_whole, index, np.full(n_whole, highspy.HighsVarType.kInteger))
        solver.run()
        found = np.array(solver.getSolution().col_value)
        # out of nodes without a roster: whole parts of the linear program, which keep the limits
        feasible = solver.getInfo().primal_solution_status == int(
            highspy.SolutionStatus.kSolutionStatusFeasible
        )
        values = found if feasible else np.floor(values + _WHOLE)
    return values[:n_whole], duals
