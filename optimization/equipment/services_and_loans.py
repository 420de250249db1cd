"""Planned services and loans in the linear program: such devices stay, and while serviced, overdue or lent they are of no use."""

from __future__ import annotations

import numpy as np

from optimization.equipment.columns import TypeColumns
from optimization.equipment.problem import Ints, Service, TypeProblem
from optimization.linear import LinearProgram


def add_services_and_loans(
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
        add_unfit(program, service, start, columns.use)
        if workshop is not None:
            for offset in range(service.n_days):
                inside = days + offset < n_days
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


def add_unfit(program: LinearProgram, service: Service, start: Ints, rows: Ints) -> None:
    """What each start changes of what is unfit, in `rows` (places, days): out while serviced, overdue no longer from then on.

    A row that counts services that never start has `TypeProblem.overdue` on its right-hand side.
    """
    n_days = rows.shape[1]
    days = service.start_days(n_days)
    factor = np.zeros((n_days, len(days)))
    for offset in range(service.n_days):
        inside = np.flatnonzero(days + offset < n_days)
        factor[days[inside] + offset, inside] += 1.0
    for overdue in service.overdue_days:
        factor[overdue, days <= overdue] -= 1.0
    day, position = np.nonzero(factor)
    program.add_terms(rows[service.place, day], start[position], factor[day, position])


def _workshop_rows(program: LinearProgram, problem: TypeProblem, site_of: Ints) -> Ints | None:
    if problem.services_at_once is None:
        return None
    n_sites, n_days = int(site_of.max()) + 1, problem.n_days
    return program.add_rows(n_sites * n_days, upper=problem.services_at_once).reshape(n_sites, n_days)
