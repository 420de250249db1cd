"""Why somebody is, or is not, on a shift: the assignment is forced, and the roster judged again."""

from __future__ import annotations

from collections.abc import Iterator

from data.problems import InputError, Problem
from optimization.roster.explain.forced import Forced, force
from optimization.roster.problem import Employee
from optimization.rules.primitives import Cell
from scenarios.explaining.answers import Explanation, Reason
from scenarios.explaining.explained_run import ExplainedRun
from scenarios.explaining.missing import missing_on
from scenarios.explaining.naming import NamedShift, both

_MOST_REPAIRS = 3
_KINDS = {"coverage": "people short or too many", "assignment": "floating or standing in"}
"""What costs that are no rule's are called; bank and agency say what they are."""


def why_not(run: ExplainedRun, staff_id: str, shift: str) -> Explanation:
    """Why somebody is not on a shift (`N@2026-12-01`, or `MED/N@2026-12-01`), or that they are."""
    number, named = both(lambda: run.person(staff_id), lambda: run.shift(shift))
    employee, now = run.problem.employees[number], run.roster.lines[number][named.day]
    where = f" in {named.unit_id}" if named.unit_id else ""
    question = f"Why is {employee.name} not on {named.shift_id}{where}, {run.day_text(named.day)}?"
    if now is not None and _is(run, now, named):
        return run.answer(question, [f"{employee.name} is on it: {run.words(now)}."])
    facts = [f"{employee.name} is {_now(run, employee, named.day, now)}."]
    duties = _duties(run, employee, named)
    if not duties:
        facts.append(_no_duty(run, employee, named))
    return run.answer(question, facts, [_reason(run, number, named.day, duty) for duty in duties])


def _now(run: ExplainedRun, employee: Employee, day: int, cell: Cell) -> str:
    """What somebody does on the day; an absence says its kind."""
    away = _away(run, employee, range(day, day + 1))
    return f"away then ({away})" if cell is None and away else f"{run.words(cell)} then"


def _away(run: ExplainedRun, employee: Employee, days: range) -> str:
    """`annual leave, sickness`; empty for somebody who is there on all the days."""
    start, end = (run.problem.grid.start_minute(day) for day in (days.start, days.stop))
    kinds = {each.kind for each in employee.absences if each.start_minute < end and start < each.end_minute}
    return ", ".join(sorted(kinds)).replace("_", " ")


def _no_duty(run: ExplainedRun, employee: Employee, named: NamedShift) -> str:
    """Why no assignment of this kind exists for somebody."""
    units = {run.problem.duties[duty].unit_id for duty in employee.duties}
    if named.unit_id is not None and named.unit_id not in units:
        return f"{employee.name} works in {employee.unit_id} and is not sent to {named.unit_id}."
    skills = " or ".join(sorted(employee.skill_ids))
    where = named.unit_id or " or ".join(sorted(units))
    return f"Nobody is needed on {named.shift_id} in {where} as {skills}, which is what {employee.name} can work as."


def why_here(run: ExplainedRun, staff_id: str) -> Explanation:
    """For each shift of somebody, what taking it away would mean."""
    number = run.person(staff_id)
    refused = [
        f"{each.violation.message} ({'this must hold' if each.is_hard else run.money(each.cost_pence)})"
        for each in run.judged.breaches
        if each.violation.employee_id == run.problem.employees[number].employee_id
    ]
    reasons = [
        _reason(run, number, day, None)
        for day, cell in enumerate(run.roster.lines[number])
        if cell is not None
    ]
    employee = run.problem.employees[number]
    question = f"Why does {employee.name} work these shifts?"
    if not reasons:
        away = _away(run, employee, range(run.problem.n_days))
        refused.insert(0, f"{employee.name} has no shift in the plan{f' (away: {away})' if away else ''}.")
    return run.answer(question, refused, reasons)


def who_could(run: ExplainedRun, shift: str) -> Explanation:
    """Who is on a shift, who is missing and why, and for everybody else what speaks against it; the cheapest first.

    Raises InputError where nobody is needed on it, and where several units have it: everybody in each of them is pages.
    """
    named = run.shift(shift)
    facts, reasons = [], []
    rows = [
        index
        for index, row in enumerate(run.problem.coverage)
        if (row.day, row.shift_id) == (named.day, named.shift_id) and named.unit_id in (None, row.unit_id)
    ]
    units = list(dict.fromkeys(run.problem.coverage[index].unit_id for index in rows))
    if len(units) > 1:
        ways = ", ".join(f"{unit_id}/{shift}" for unit_id in units)
        raise InputError(
            [
                Problem(
                    column="--shift",
                    value=shift,
                    expected=f"a unit as well, as several have it: one of {ways}",
                )
            ]
        )
    for index in rows:
        row, there = run.problem.coverage[index], run.judged.cover[index]
        bought = sum(count for _, count in there.bought)
        facts.append(
            f"{row.unit_id} needs {row.target} {row.skill_id}: {there.own} of the staff and {bought} bought are there."
        )
        facts += _offers(run, index)
    if not facts:
        raise InputError(
            [Problem(column="--shift", value=shift, expected="a shift that somebody is needed on")]
        )
    for number, employee in enumerate(run.problem.employees):
        now = run.roster.lines[number][named.day]
        if now is None or not _is(run, now, named):
            duties = _duties(run, employee, named)
            reasons += [_reason(run, number, named.day, duty) for duty in duties]
    reasons.sort(key=lambda each: (not each.can_be, each.pence, each.staff_id))
    return run.answer(f"Who could be on {shift}?", facts, reasons, missing_on(run, rows))


def _offers(run: ExplainedRun, index: int) -> Iterator[str]:
    for supply in run.problem.supplies:
        if index in supply.pence:
            yield f"One more from {supply.source.value} costs {run.money(supply.pence[index])}, where one is to be had."


def _reason(run: ExplainedRun, number: int, day: int, cell: Cell) -> Reason:
    found = force(run.problem, run.roster, run.judged, number, day, cell)
    employee = run.problem.employees[number]
    return Reason(
        employee.employee_id,
        employee.name,
        run.problem.grid.date_of(day),
        run.words(cell),
        not found.breaks,
        found.total,
        tuple(_why(run, found)),
    )


def _why(run: ExplainedRun, found: Forced) -> Iterator[str]:
    yield from found.breaks
    for day, pence in found.off_days[:_MOST_REPAIRS]:
        yield f"It could be with {run.day_text(day)} off instead, at {run.more(pence)}."
    if not found.breaks:
        for kind, pence in found.costs:
            yield f"{_KINDS.get(kind, kind.replace('_', ' '))}: {run.more(pence)}"


def _duties(run: ExplainedRun, employee: Employee, named: NamedShift) -> list[int]:
    """The duties of the shift that somebody can be given on the day."""
    return [
        duty
        for duty in employee.duties
        if _is(run, duty, named) and named.day in run.problem.duties[duty].days
    ]


def _is(run: ExplainedRun, duty: int, named: NamedShift) -> bool:
    known = run.problem.duties[duty]
    return known.shift_id == named.shift_id and named.unit_id in (None, known.unit_id)
