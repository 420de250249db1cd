"""Types that stand in for each other as one program: devices flow from place to place, day by day.

Columns: devices that stay over the morning of a day and those that stand in a place on the day, moves (only those that may
pay: the others are priced with the dual values and added), steps of the convex worth of devices, services, rentals, loans, and
devices lent to another type's demand. Services and rentals are counted, not named: devices of one type at one place are
interchangeable.
"""

from __future__ import annotations

import numpy as np

from optimization.equipment.columns import Arcs, TypeColumns, Windows, move_pence, step_edges
from optimization.equipment.hires import add_rental
from optimization.equipment.problem import Ints, TypeProblem, days_lost, ready_by_morning
from optimization.equipment.services_and_loans import add_services_and_loans
from optimization.linear import LinearProgram


def add_type(
    program: LinearProgram, problem: TypeProblem, arcs: Arcs, windows: Windows, site_of: Ints
) -> TypeColumns:
    """Columns and rows of one type."""
    n_places, n_days = problem.out.shape
    shape, size = (n_places, n_days), n_places * n_days
    first = np.where(np.arange(n_days) == 0, problem.stock[:, None], 0).ravel()
    morning = program.add_rows(size, lower=first, upper=first).reshape(shape)
    day = program.add_rows(size, lower=0.0, upper=0.0).reshape(shape)
    # What is held or promised stays; services and loans come on top in rows of their own.
    bound = problem.held + problem.booked
    stayed = program.add_columns(size, lower=bound.ravel(), whole=True).reshape(shape)
    standing = program.add_columns(size, whole=True).reshape(shape)
    program.add_terms(morning, stayed, 1.0)
    program.add_terms(morning[:, 1:], standing[:, :-1], -1.0)
    program.add_terms(day, standing, 1.0)
    program.add_terms(day, stayed, -1.0)
    moved = program.add_columns(len(arcs.day), cost=move_pence(problem)[arcs.start, arcs.end], whole=True)
    program.add_terms(morning[arcs.start, arcs.day], moved, 1.0)
    lag, early = days_lost(problem.moves.minutes), ready_by_morning(problem.moves.minutes)
    arrives = arcs.day + lag[arcs.start, arcs.end]
    reached = np.where(early[arcs.start, arcs.end], morning[arcs.end, arrives], day[arcs.end, arrives])
    program.add_terms(reached, moved, -1.0)
    use = program.add_rows(size, upper=-problem.unfit.ravel()).reshape(shape)
    program.add_terms(use, standing, -1.0)
    columns = TypeColumns(stayed, standing, morning, day, use, moved, arcs)
    columns.filled = [_add_steps(program, problem, use, windows)]
    add_services_and_loans(program, problem, columns, bound, site_of)
    add_rental(program, problem, columns)
    return columns


def _add_steps(
    program: LinearProgram, problem: TypeProblem, use: Ints, windows: Windows
) -> tuple[Ints, Ints]:
    width, saved = step_edges(problem, windows)
    cell, position = np.nonzero((width > 0) & (saved > 0))
    filled = program.add_columns(
        len(cell), cost=-(saved[cell, position] / width[cell, position]), upper=width[cell, position]
    )
    program.add_terms(use.ravel()[cell], filled, 1.0)
    return cell, filled
