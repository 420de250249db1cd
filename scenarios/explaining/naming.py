"""People, shifts and days as somebody types them, found in a plan; what cannot be found is said part by part."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import TypeVar

from data.problems import InputError, Problem
from optimization.roster.problem import RosterProblem

_SHIFT = re.compile(r"(?:(?P<unit>[^@]+)/)?(?P<shift>[^@/]+)@(?P<day>[^@/]+)")
_NEAR = 0.75
"""From which likeness on another name is asked about; ids of one length are alike by chance below it."""

_MOST_NAMED = 12
One = TypeVar("One")
Other = TypeVar("Other")


@dataclass(frozen=True, slots=True)
class NamedShift:
    """A shift of one day; `unit_id` None is every unit."""

    unit_id: str | None
    shift_id: str
    day: int


def both(one: Callable[[], One], other: Callable[[], Other]) -> tuple[One, Other]:
    """What both readings find; raises one InputError with the problems of both."""
    problems: list[Problem] = []
    found: list[object] = []
    for read in (one, other):
        try:
            found.append(read())
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return found[0], found[1]  # type: ignore[return-value]  # each is what its own reading returned


def find_person(problem: RosterProblem, text: str) -> int:
    """The number of a person of the plan, by id or by name; raises InputError for anybody else."""
    people = problem.employees
    by_id = [number for number, each in enumerate(people) if each.employee_id == text]
    by_name = [number for number, each in enumerate(people) if each.name.casefold() == text.casefold()]
    found = by_id or by_name
    if len(found) == 1:
        return found[0]
    if found:
        fix = f"say which by the id: {', '.join(people[number].employee_id for number in found)}"
        raise InputError([Problem(value=text, expected="the name of one person of the plan", fix=fix)])
    names = [name for each in people for name in (each.employee_id, each.name)]
    raise InputError([Problem(value=text, expected="a person of the plan", fix=_did_you_mean(text, names))])


def find_shift(problem: RosterProblem, text: str) -> NamedShift:
    """A shift written as `N@2026-12-01` or `MED/N@2026-12-01`; raises InputError when it is none of the plan."""
    match = _SHIFT.fullmatch(text.strip())
    if match is None:
        expected = "a shift and its day such as N@2026-12-01 or MED/N@2026-12-01"
        raise InputError([Problem(value=text, expected=expected)])
    problems = [*_unknown(problem, match["unit"], match["shift"])]
    day = None
    try:
        day = find_day(problem, match["day"])
    except InputError as error:
        problems += error.problems
    if day is None or problems:
        raise InputError(problems)
    return NamedShift(match["unit"], match["shift"], day)


def find_day(problem: RosterProblem, text: str) -> int:
    """A day of the plan written as `2026-12-01`; raises InputError when it is none."""
    try:
        day = problem.grid.day(date.fromisoformat(text))
    except ValueError:
        raise InputError([Problem(value=text, expected="a date such as 2026-12-01")]) from None
    if not 0 <= day < problem.n_days:
        first, last = problem.grid.first_day, problem.grid.date_of(problem.n_days - 1)
        raise InputError([Problem(value=text, expected=f"a day of the plan, {first} to {last}")])
    return day


def _unknown(problem: RosterProblem, unit_id: str | None, shift_id: str) -> Iterator[Problem]:
    planned = [duty for duty in problem.duties if duty.days]
    units = dict.fromkeys(duty.unit_id for duty in planned)
    if unit_id is not None and unit_id not in units:
        yield Problem(
            value=unit_id, expected=f"a unit of the plan{_all(units)}", fix=_did_you_mean(unit_id, units)
        )
        unit_id = None
    shifts = dict.fromkeys(duty.shift_id for duty in planned if unit_id in (None, duty.unit_id))
    if shift_id not in shifts:
        where = f" in {unit_id}" if unit_id else ""
        yield Problem(
            value=shift_id,
            expected=f"a shift that people are planned for{where}{_all(shifts)}",
            fix=_did_you_mean(shift_id, shifts),
        )


def _all(names: Collection[str]) -> str:
    return f" ({', '.join(names)})" if len(names) <= _MOST_NAMED else ""


def _did_you_mean(text: str, names: Collection[str]) -> str | None:
    near = get_close_matches(text, names, n=1, cutoff=_NEAR)
    return f"did you mean '{near[0]}'?" if near else None
