"""Rented devices in the linear program."""

from __future__ import annotations

import numpy as np

from optimization.equipment.columns import LEAST_PENCE, TypeColumns
from optimization.equipment.problem import TypeProblem
from optimization.linear import LinearProgram


def add_rental(program: LinearProgram, problem: TypeProblem, columns: TypeColumns) -> None:
    """Rented devices stay at their place; none goes back before `min_days` (rows of Rajan and Takriti, 2005)."""
    rental = problem.rental
    n_days = problem.n_days
    wanted = np.flatnonzero(problem.gains.sum(axis=(1, 2)) > 0)
    if rental is None or rental.lead_days >= n_days or not len(wanted):
        return
    days = np.arange(rental.lead_days, n_days)
    shape = (len(wanted), len(days))
    price = max(LEAST_PENCE, rental.pence_per_day)
    unpaid = np.clip(days + rental.min_days - n_days, 0, None) * rental.pence_per_day + rental.delivery_pence
    size = shape[0] * shape[1]
    rented = program.add_columns(size, cost=price, upper=rental.at_most, whole=True).reshape(shape)
    hired = program.add_columns(
        size, cost=np.broadcast_to(unpaid, shape).ravel(), upper=rental.at_most, whole=True
    ).reshape(shape)
    more = program.add_rows(size, upper=0.0).reshape(shape)
    program.add_terms(more, rented, 1.0)
    program.add_terms(more[:, 1:], rented[:, :-1], -1.0)
    program.add_terms(more, hired, -1.0)
    kept = program.add_rows(size, upper=0.0).reshape(shape)
    program.add_terms(kept, rented, -1.0)
    for back in range(min(rental.min_days, len(days))):
        program.add_terms(kept[:, back:], hired[:, : len(days) - back], 1.0)
    limit = program.add_rows(len(days), upper=rental.at_most)
    program.add_terms(np.broadcast_to(limit, shape), rented, 1.0)
    program.add_terms(columns.use[wanted][:, days], rented, -1.0)
    everywhere = np.full(problem.out.shape, -1)
    everywhere[np.ix_(wanted, days)] = rented
    columns.rented = everywhere
    starts = np.full(problem.out.shape, -1)
    starts[np.ix_(wanted, days)] = hired
    columns.hired = starts
