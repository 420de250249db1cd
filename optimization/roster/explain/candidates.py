"""The repairs that are open for each cause of a conflict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from optimization.roster.explain.cause import Cause, CauseKind
from optimization.roster.explain.repair import Repair, RepairKind, RepairTerms
from optimization.roster.explain.weakening import Weakening, weakened
from optimization.roster.problem import AbsencePeriod, CoverageRow, Employee, RosterProblem
from optimization.rules.reading import day_text


@dataclass(frozen=True, slots=True)
class Candidate:
    """A repair that was not tried yet; its price is that of one unit of breach where it is a `weakening`."""

    repair: Repair
    weakening: Weakening | None = None


def candidates(problem: RosterProblem, causes: Sequence[Cause], terms: RepairTerms) -> Iterator[Candidate]:
    """What could be done about each of the causes: nothing for sickness, for a wish, and for a rule that must not be broken."""
    for cause in causes:
        match cause.kind:
            case CauseKind.DEMAND:
                yield from _bought(problem, cause, terms)
            case CauseKind.ABSENCE:
                yield from _moved_days(problem, cause, _days_of_others(cause, causes), terms)
            case CauseKind.PIN:
                yield _released(problem, cause, terms)
            case CauseKind.RULE:
                yield from _weakened(problem, cause, terms)
            case CauseKind.WISH:
                pass


def _days_of_others(absence: Cause, causes: Sequence[Cause]) -> list[int]:
    """The days of the absence that can matter: those of single days among the other causes, and the mornings after."""
    single = {cause.days[0] for cause in causes if cause is not absence and len(cause.days) == 1}
    near = [day for day in absence.days if day in single or day - 1 in single]
    return near or list(absence.days)


def _bought(problem: RosterProblem, cause: Cause, terms: RepairTerms) -> Iterator[Candidate]:
    """One shift on top of the limits of its supply: whoever comes is one person fewer to find."""
    index = next(n for n, row in enumerate(problem.coverage) if row.row_id == cause.row_id)
    row = problem.coverage[index]
    for (supply, row_id), pence in terms.supplies.items():
        if row_id == row.row_id:
            message = (
                f"One more {supply} shift on top of its limits: {row.skill_id} {row.shift_id} in {row.unit_id} on "
                f"{day_text(problem, row.day)}"
            )
            repaired = _with_row(problem, index, replace(row, target=row.target - 1))
            yield Candidate(Repair(RepairKind.BUY, message, pence, repaired, row.row_id))


def _moved_days(
    problem: RosterProblem, cause: Cause, days: Sequence[int], terms: RepairTerms
) -> Iterator[Candidate]:
    employee = _person(problem, cause)
    for number, absence in enumerate(employee.absences):
        if absence.kind not in terms.movable_kinds:
            continue
        for day in days:
            rest = tuple(_without_day(problem, absence, day))
            if rest != (absence,):
                absences = (*employee.absences[:number], *rest, *employee.absences[number + 1 :])
                kind = absence.kind.replace("_", " ")
                message = f"{employee.name} moves a day of {kind}: {day_text(problem, day)}"
                repaired = _with_person(problem, replace(employee, absences=absences))
                yield Candidate(Repair(RepairKind.ABSENCE, message, terms.moved_leave_pence, repaired))


def _without_day(problem: RosterProblem, absence: AbsencePeriod, day: int) -> Iterator[AbsencePeriod]:
    start, end = problem.grid.start_minute(day), problem.grid.start_minute(day + 1)
    if absence.end_minute <= start or absence.start_minute >= end:
        yield absence
        return
    credited = tuple(each for each in absence.credited_minutes if each[0] != day)
    if absence.start_minute < start:
        yield replace(
            absence, end_minute=start, credited_minutes=tuple(each for each in credited if each[0] < day)
        )
    if absence.end_minute > end:
        yield replace(
            absence, start_minute=end, credited_minutes=tuple(each for each in credited if each[0] > day)
        )


def _released(problem: RosterProblem, cause: Cause, terms: RepairTerms) -> Candidate:
    employee = _person(problem, cause)
    (day,) = cause.days
    pinned = {other: cell for other, cell in employee.pinned.items() if other != day}
    message = f"What is settled for {employee.name} on {day_text(problem, day)} is given up"
    repaired = _with_person(problem, replace(employee, pinned=pinned))
    return Candidate(Repair(RepairKind.PIN, message, terms.moved_pin_pence, repaired))


def _weakened(problem: RosterProblem, cause: Cause, terms: RepairTerms) -> Iterator[Candidate]:
    if cause.rule is None or cause.rule not in terms.rules:
        return
    repaired, weakening = weakened(problem, cause)
    if any(policy.is_law for policy in weakening.policies):
        return
    message = f"This is not kept: {cause.message}"
    yield Candidate(Repair(RepairKind.RULE, message, terms.rules[cause.rule], repaired), weakening)


def _person(problem: RosterProblem, cause: Cause) -> Employee:
    return next(each for each in problem.employees if each.employee_id == cause.employee_id)


def _with_person(problem: RosterProblem, person: Employee) -> RosterProblem:
    employees = tuple(
        person if each.employee_id == person.employee_id else each for each in problem.employees
    )
    return replace(problem, employees=employees)


def _with_row(problem: RosterProblem, index: int, row: CoverageRow) -> RosterProblem:
    return replace(problem, coverage=(*problem.coverage[:index], row, *problem.coverage[index + 1 :]))
