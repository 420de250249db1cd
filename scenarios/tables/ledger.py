"""The ledger with the plan in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import pyarrow as pa

from data.calendar import weekend_of
from data.inputs import PlanInputs
from data.ledger.kinds import LedgerKind
from data.ledger.late_changes import late_changes
from data.ledger.read import LedgerAccount, read_ledger
from data.run_tables import LEDGER
from optimization.roster.problem import RosterProblem
from scenarios.assignments import Assignment
from scenarios.tables.hospital import absences_table, shifts_table


def ledger_table(
    inputs: PlanInputs,
    problem: RosterProblem,
    assignments: Sequence[Assignment],
    requests: pa.Table,
    changes: pa.Table,
) -> pa.Table:
    """LEDGER: people of the plan with contracted hours, by unit and skill, then kind.

    A changed shift is late when it lies fewer than `late_change_days` after the cutoff.
    """
    ledger = read_ledger(inputs)
    planned = _planned(inputs, problem, assignments, requests, changes)
    people = {employee.employee_id for employee in problem.employees}
    n_past_days = 0 if ledger.first_day is None else -inputs.grid.day(ledger.first_day)
    full_time = inputs.hospital.rules.fairness.full_time_hours_week * 60
    rows: list[dict[str, object]] = []
    for accounts in ledger.groups().values():
        members = [account for account in accounts if account.staff_id in people]
        for kind in LedgerKind:
            done = {account.staff_id: _total(account, kind, planned) for account in members}
            asked = {account.staff_id: _chances(account, kind, planned) for account in members}
            weight = sum(asked.values())
            rows.extend(
                {
                    "staff_id": account.staff_id,
                    "kind": kind.value,
                    "n_past_days": n_past_days,
                    "wte": account.contract_minutes_week / full_time,
                    "n_past": account.counts.get(kind, 0),
                    "n_planned": planned[account.staff_id, kind.value],
                    "fair": sum(done.values()) * asked[account.staff_id] / weight if weight else 0.0,
                }
                for account in members
            )
    return LEDGER.table(rows)


_Planned = Counter[tuple[str, str]]


def _total(account: LedgerAccount, kind: LedgerKind, planned: Mapping[tuple[str, str], int]) -> int:
    return account.counts.get(kind, 0) + planned.get((account.staff_id, kind.value), 0)


def _chances(account: LedgerAccount, kind: LedgerKind, planned: Mapping[tuple[str, str], int]) -> int:
    more = planned.get((account.staff_id, _WISHES), 0) if kind is LedgerKind.REFUSED_WISHES else 0
    return account.chances[kind] + more


_WISHES = "wishes"


def _planned(
    inputs: PlanInputs,
    problem: RosterProblem,
    assignments: Sequence[Assignment],
    requests: pa.Table,
    changes: pa.Table,
) -> _Planned:
    grid = problem.grid
    marks = set()
    begun = {
        employee.employee_id
        for employee in problem.employees
        if employee.history and employee.history[-1] is not None
    }
    for shift in assignments:
        when = grid.date_of(shift.day)
        if shift.is_night:
            marks.add((shift.staff_id, LedgerKind.NIGHTS, when))
        if shift.day in problem.holidays:
            marks.add((shift.staff_id, LedgerKind.HOLIDAYS, when))
        saturday = weekend_of(when)
        if saturday is not None and not (saturday < grid.first_day and shift.staff_id in begun):
            marks.add((shift.staff_id, LedgerKind.WEEKENDS, saturday))
    planned: _Planned = Counter((staff_id, kind.value) for staff_id, kind, _ in marks)
    for row in requests.to_pylist():
        planned[row["staff_id"], _WISHES] += row["wish"] != "never"
        planned[row["staff_id"], LedgerKind.REFUSED_WISHES.value] += not row["granted"]
    for staff_id, _ in late_changes(
        changes.to_pylist(),
        absences_table(inputs).to_pylist(),
        shifts_table(inputs).to_pylist(),
        inputs.cutoff.date(),
        inputs.hospital.rules.fairness.late_change_days,
    ):
        planned[staff_id, LedgerKind.LATE_CHANGES.value] += 1
    return planned
