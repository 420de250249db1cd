"""Types that stand in for each other as one program: devices flow from place to place, day by day.

Columns: devices that stay over the morning of a day and those that stand in a place on the day, moves (only those that may
pay: the others are priced with the dual values and added), steps of the convex worth of devices, services, rentals, loans, and
devices lent to another type's demand. Services and rentals are counted, not named: devices of one type at one place are
interchangeable.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from optimization.equipment.problem import Ints, TypeProblem, days_lost, ready_by_morning
from optimization.linear import LinearProgram

LEAST_PENCE = 1
"""A free move or rental counts as a penny, so that nothing moves for nothing."""


@dataclass(frozen=True, slots=True, eq=False)
class Arcs:
    """Moves that a program knows of: from place, to place and day, one entry each."""

    start: Ints
    end: Ints
    day: Ints


@dataclass(slots=True, eq=False)
class TypeColumns:
    """Where one type stands in the program; arrays of (places, days) unless said otherwise."""

    stayed: Ints
    """Devices that are there in the morning and do not leave."""
    standing: Ints
    """Those and what is brought on the day."""
    morning: Ints
    """Rows: what is there in the morning stays or leaves."""
    day: Ints
    """Rows: what stayed or was brought stands there."""
    use: Ints
    """Rows: what is in use is at most what is fit for it."""
    moved: Ints
    """One column for each arc."""
    service_start: list[Ints] = field(default_factory=list)
    """For each service, the columns of its start on each of its `start_days`."""
    rented: Ints | None = None
    hired: Ints | None = None
    lent: list[Ints] = field(default_factory=list)
    """For each loan request, one column."""
    standing_in: dict[str, Ints] = field(default_factory=dict)
    filled: list[tuple[Ints, Ints]] = field(default_factory=list)
    """(cells, columns) of the steps; a cell is place * days + day."""


@dataclass(slots=True, eq=False)
class Windows:
    """For each cell the number of devices around which steps are taken one by one; further off they are taken together."""

    centre: Ints
    half: int


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
    use = program.add_rows(size, upper=-(problem.out + problem.booked).ravel()).reshape(shape)
    program.add_terms(use, standing, -1.0)
    columns = TypeColumns(stayed, standing, morning, day, use, moved)
    columns.filled = [_add_steps(program, problem, use, windows)]
    _add_services_and_loans(program, problem, columns, bound, site_of)
    _add_rental(program, problem, columns)
    return columns


def move_pence(problem: TypeProblem) -> Ints:
    """What each move costs, shape (places, places)."""
    pence: Ints = np.maximum(problem.moves.pence, LEAST_PENCE)
    return pence


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


def step_edges(problem: TypeProblem, windows: Windows) -> tuple[Ints, Ints]:
    """Steps that are taken together, (cells, groups): how many they are and what they save."""
    n_cells, n_steps = problem.out.size, problem.gains.shape[2]
    gains = problem.gains.reshape(n_cells, n_steps)
    totals = np.concatenate((np.zeros((n_cells, 1), dtype=np.int64), np.cumsum(gains, axis=1)), axis=1)
    half = windows.half
    near = windows.centre.reshape(-1, 1) + np.array(
        [-8 * half, -3 * half, *range(-half, half + 1), 3 * half, 8 * half]
    )
    edges = np.sort(
        np.clip(
            np.concatenate(
                (np.zeros((n_cells, 1), dtype=np.int64), near, np.full((n_cells, 1), n_steps)), axis=1
            ),
            0,
            n_steps,
        ),
        axis=1,
    )
    return np.diff(edges, axis=1), np.diff(np.take_along_axis(totals, edges, axis=1), axis=1)


def _add_services_and_loans(
    program: LinearProgram, problem: TypeProblem, columns: TypeColumns, bound: Ints, site_of: Ints
) -> None:
    """Devices with a service ahead or lent stay; while serviced or lent they are of no use."""
    n_places, n_days = problem.out.shape
    touched = sorted({service.place for service in problem.services} | {loan.place for loan in problem.loans})
    if not touched:
        return
    pending = np.zeros((n_places, n_days), dtype=np.int64)
    for service in problem.services:
        pending[service.place] += service.n_devices if service.latest is None else 0
    row_of = np.full(n_places, -1)
    row_of[touched] = np.arange(len(touched))
    stays = program.add_rows(len(touched) * n_days, lower=(bound + pending)[touched].ravel()).reshape(
        -1, n_days
    )
    program.add_terms(stays, columns.stayed[touched], 1.0)
    workshop = _workshop_rows(program, problem, site_of)
    for service in problem.services:
        days = service.start_days(n_days)
        late = np.array([service.days_late(day) for day in days.tolist()], dtype=np.int64)
        # Starts are counted against not starting within the planned days.
        never = service.days_late(n_days)
        start = program.add_columns(
            len(days), cost=(late - never) * problem.late_pence, upper=service.n_devices, whole=True
        )
        columns.service_start.append(start)
        if not len(days):
            continue
        each = program.add_rows(1, upper=service.n_devices)
        program.add_terms(each, start, 1.0)
        for offset in range(service.n_days):
            inside = days + offset < n_days
            program.add_terms(columns.use[service.place, days[inside] + offset], start[inside], 1.0)
            if workshop is not None:
                program.add_terms(workshop[site_of[service.place], days[inside] + offset], start[inside], 1.0)
        if service.latest is not None:
            continue
        began, day = np.meshgrid(np.arange(len(days)), np.arange(n_days), indexing="ij")
        over = day >= days[began] + service.n_days
        program.add_terms(stays[row_of[service.place], day[over]], start[began[over]], 1.0)
    for loan in problem.loans:
        first, last = max(0, loan.first_day), min(n_days - 1, loan.last_day)
        span = np.arange(first, last + 1)
        lent = program.add_columns(1, cost=-loan.pence_per_day * len(span), upper=loan.n_devices, whole=True)
        columns.lent.append(lent)
        program.add_terms(columns.use[loan.place, span], lent, 1.0)
        program.add_terms(stays[row_of[loan.place], span], lent, -1.0)


def _workshop_rows(program: LinearProgram, problem: TypeProblem, site_of: Ints) -> Ints | None:
    if problem.services_at_once is None:
        return None
    n_sites, n_days = int(site_of.max()) + 1, problem.n_days
    return program.add_rows(n_sites * n_days, upper=problem.services_at_once).reshape(n_sites, n_days)


def _add_rental(program: LinearProgram, problem: TypeProblem, columns: TypeColumns) -> None:
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
        most = program.add_rows(cells, upper=-(problem.out + problem.booked).ravel())
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
        days = service.start_days(n_days)
        for offset in range(service.n_days):
            inside = days + offset < n_days
            program.add_terms(most[service.place, days[inside] + offset], start[inside], 1.0)
    for loan, lent in zip(problem.loans, own.lent, strict=True):
        span = np.arange(max(0, loan.first_day), min(n_days - 1, loan.last_day) + 1)
        program.add_terms(most[loan.place, span], lent, 1.0)
    if own.rented is not None:
        place, day = np.nonzero(own.rented >= 0)
        program.add_terms(most[place, day], own.rented[place, day], -1.0)
