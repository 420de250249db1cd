"""Devices of one type that serve the demand of another, in the linear program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from optimization.equipment.columns import LEAST_PENCE, TypeColumns
from optimization.equipment.problem import Ints, TypeProblem
from optimization.equipment.services_and_loans import add_unfit
from optimization.linear import LinearProgram


def add_standing_in(
    program: LinearProgram, problems: Sequence[TypeProblem], columns: Mapping[str, TypeColumns]
) -> None:
    """Devices of one type for the demand of another, one way, a day at a time."""
    by_id = {problem.type_id: problem for problem in problems}
    for problem in problems:
        own = columns[problem.type_id]
        served = {type_id: pence for type_id, pence in problem.stands_in_for.items() if type_id in by_id}
        if not served:
            continue
        cells = problem.out.size
        most = program.add_rows(cells, upper=-problem.unfit.ravel())
        program.add_terms(most, own.standing.ravel(), -1.0)
        _copy_unfit(program, problem, own, most.reshape(problem.out.shape))
        for type_id, pence in served.items():
            other = columns[type_id]
            wanted = by_id[type_id].gains.sum(axis=2).ravel() > 0
            all_there_are = int(problem.stock.sum()) + (problem.rental.at_most if problem.rental else 0) + 1
            given = program.add_columns(
                cells, cost=max(LEAST_PENCE, pence), upper=np.where(wanted, all_there_are, 0), whole=True
            )
            own.standing_in[type_id] = given.reshape(problem.out.shape)
            program.add_terms(own.use.ravel(), given, 1.0)
            program.add_terms(other.use.ravel(), given, -1.0)
            program.add_terms(most, given, 1.0)


def _copy_unfit(program: LinearProgram, problem: TypeProblem, own: TypeColumns, most: Ints) -> None:
    """Services, loans and rentals in the rows that bound what may stand in, as they are in the rows of use."""
    n_days = problem.n_days
    for service, start in zip(problem.services, own.service_start, strict=True):
        add_unfit(program, service, start, most)
    for loan, lent in zip(problem.loans, own.lent, strict=True):
        span = np.arange(max(0, loan.first_day), min(n_days - 1, loan.last_day) + 1)
        program.add_terms(most[loan.place, span], lent, 1.0)
    if own.rented is not None:
        place, day = np.nonzero(own.rented >= 0)
        program.add_terms(most[place, day], own.rented[place, day], -1.0)
