"""Every breach of an edited roster: misfits, shifts that cannot be, units that are not somebody's, rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from data.calendar import DayGrid
from optimization.roster.assess import Assessment
from optimization.roster.building.given_roster import GivenRoster
from optimization.rules.reading import day_text
from scenarios.checking.roster_check import FoundBreach
from scenarios.legal_ratios import ThinShift


def found_breaches(
    grid: DayGrid,
    given: GivenRoster,
    judged: Assessment,
    thin: Iterable[ThinShift],
    known: frozenset[str],
) -> list[FoundBreach]:
    """What must hold first, then what is new, then by cost; `known` are sentences of the compared run's own."""
    found = [
        FoundBreach(
            "one_shift_at_a_time",
            "one shift a day, of people on the staff",
            misfit.staff_id,
            grid.date_of(misfit.day),
            misfit.message,
            True,
            0,
            misfit.message not in known,
        )
        for misfit in given.misfits
    ]
    found += [
        FoundBreach(
            "roster",
            "shifts are such as can be worked",
            None,
            grid.first_day,
            text,
            True,
            0,
            text not in known,
        )
        for text in judged.faults
        if "which this person may not be given" not in text
    ]
    found += _not_allowed(given, grid.date_of, known)
    found += _too_thin(given, thin, grid.date_of, known)
    for each in judged.breaches:
        violation = each.violation
        found.append(
            FoundBreach(
                violation.rule,
                each.title,
                violation.employee_id,
                grid.date_of(min(violation.days, default=0)),
                violation.message,
                each.is_hard,
                each.cost_pence,
                violation.message not in known,
            )
        )
    return sorted(found, key=lambda f: (not f.is_hard, not f.is_new, -f.cost_pence, f.date, f.message))


def _too_thin(
    given: GivenRoster, thin: Iterable[ThinShift], date_of: Callable[[int], date], known: frozenset[str]
) -> list[FoundBreach]:
    """Ratios of laws; what the people missing cost stands in the cost of the plan."""
    found = []
    for each in thin:
        where = f"{each.asked.unit.name}, {each.asked.shift_id} on {day_text(given.problem, each.day)}"
        message = f"{where}: {each.figures}; {each.law}"
        is_new = message not in known
        found.append(FoundBreach("ratio", each.law, None, date_of(each.day), message, True, 0, is_new))
    return found


def _not_allowed(
    given: GivenRoster, date_of: Callable[[int], date], known: frozenset[str]
) -> list[FoundBreach]:
    """Shifts in units that somebody is not sent to; a skill that is not held is the business of its own rule."""
    found = []
    for employee, line in zip(given.problem.employees, given.roster.lines, strict=True):
        for day, cell in enumerate(line):
            if cell is None or cell in employee.duties:
                continue
            duty = given.problem.duties[cell]
            if duty.skill_id not in employee.skill_ids:
                continue
            message = (
                f"{employee.name} works {duty.shift_id} on {day_text(given.problem, day)} in {duty.unit_id}, a unit "
                "that is not among this person's"
            )
            found.append(
                FoundBreach(
                    "units",
                    "people work at home or where they may be sent",
                    employee.employee_id,
                    date_of(day),
                    message,
                    True,
                    0,
                    message not in known,
                )
            )
    return found
