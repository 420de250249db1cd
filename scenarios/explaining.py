"""`wardwise explain`: why somebody is, or is not, on a shift of a run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from data.problems import InputError, Problem
from data.runs import read_run_table
from data.workspace import Workspace
from optimization.roster.assess import Assessment, assess
from optimization.roster.building.given_roster import given_shifts, read_given
from optimization.roster.explain.forced import Forced, force
from optimization.roster.problem import Employee, RosterProblem
from optimization.roster.result import Roster
from optimization.rules.primitives import Cell
from optimization.rules.reading import day_text
from scenarios.rebuild import rebuild

_SHIFT = re.compile(r"(?:(?P<unit>[^@]+)/)?(?P<shift>[^@/]+)@(?P<day>\d{4}-\d{2}-\d{2})")
_MOST_REPAIRS = 3


@dataclass(frozen=True, slots=True)
class Reason:
    """What one assignment, or one day off, would mean. `can_be` says whether all that must hold would be kept.

    `pence` is what the plan would cost more (below 0: less); `why` has sentences, those that weigh most first.
    """

    staff_id: str
    name: str
    date: date
    what: str
    can_be: bool
    pence: int
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The question, a sentence or more about how things are, and the reasons in order."""

    run_id: str
    question: str
    facts: tuple[str, ...]
    reasons: tuple[Reason, ...]
    remarks: tuple[str, ...]


class Explainer:
    """A run, worked out again so that its cells can be forced. Raises InputError when it cannot be."""

    def __init__(self, workspace: Workspace, folder: Path) -> None:
        rebuilt = rebuild(workspace, folder)
        rows = read_run_table(folder, "roster").to_pylist()
        given = read_given(rebuilt.inputs, rebuilt.problem, given_shifts(rows))
        self._run_id = folder.name
        self._remarks = rebuilt.remarks
        self._problem: RosterProblem = given.problem
        self._roster: Roster = given.roster
        self._judged: Assessment = assess(given.problem, given.roster)
        self._number = {each.employee_id: n for n, each in enumerate(given.problem.employees)}

    def why_not(self, staff_id: str, shift: str) -> Explanation:
        """Why somebody is not on a shift (`N@2026-12-01`, or `MED/N@2026-12-01`), or that they are."""
        number = self._person(staff_id)
        unit, shift_id, day = self._shift(shift)
        employee, now = self._problem.employees[number], self._roster.lines[number][day]
        duties = self._duties(employee, unit, shift_id, day)
        question = (
            f"Why is {employee.name} not on {shift_id}{f' in {unit}' if unit else ''}, {self._text(day)}?"
        )
        facts = [f"{employee.name} is {self._words(now)} then."]
        if now is not None and self._is(now, unit, shift_id):
            return self._answer(question, [f"{employee.name} is on it: {self._words(now)}."], [])
        if not duties:
            facts.append(
                "It is no shift of this person's: the unit is not their own or one they are sent to, or nobody of a skill "
                "that they hold is needed on it."
            )
        return self._answer(question, facts, [self._force(number, day, duty) for duty in duties])

    def person(self, staff_id: str) -> Explanation:
        """For each shift of somebody, what taking it away would mean."""
        number = self._person(staff_id)
        employee, line = self._problem.employees[number], self._roster.lines[number]
        refused = [
            f"{each.violation.message} (price in the plan: {each.cost_pence} pence)"
            for each in self._judged.breaches
            if each.violation.employee_id == staff_id
        ]
        reasons = [self._force(number, day, None) for day, cell in enumerate(line) if cell is not None]
        return self._answer(f"Why does {employee.name} work these shifts?", refused, reasons)

    def shift(self, shift: str) -> Explanation:
        """Who is on a shift, who is missing, and for everybody else who could, what speaks against it; the cheapest first."""
        unit, shift_id, day = self._shift(shift)
        facts, reasons = [], []
        for index, (row, there) in enumerate(zip(self._problem.coverage, self._judged.cover, strict=True)):
            if (row.day, row.shift_id) == (day, shift_id) and unit in (None, row.unit_id):
                bought = sum(count for _, count in there.bought)
                facts.append(
                    f"{row.unit_id} needs {row.target} {row.skill_id}: {there.own} of the staff and {bought} bought are there."
                )
                facts += self._offers(index)
        if not facts:
            raise InputError(
                [Problem(column="--shift", value=shift, expected="a shift that somebody is needed on")]
            )
        for number, employee in enumerate(self._problem.employees):
            if (now := self._roster.lines[number][day]) is not None and self._is(now, unit, shift_id):
                continue
            duties = self._duties(employee, unit, shift_id, day)
            reasons += [self._force(number, day, duty) for duty in duties]
        reasons.sort(key=lambda each: (not each.can_be, each.pence, each.staff_id))
        return self._answer(f"Who could be on {shift}?", facts, reasons)

    def _offers(self, index: int) -> Iterator[str]:
        for supply in self._problem.supplies:
            if index in supply.pence:
                yield f"One more from {supply.source.value} costs {supply.pence[index]} pence, where one is to be had."

    def _force(self, number: int, day: int, cell: Cell) -> Reason:
        found = force(self._problem, self._roster, self._judged, number, day, cell)
        employee = self._problem.employees[number]
        what = "off" if cell is None else self._words(cell)
        return Reason(
            employee.employee_id,
            employee.name,
            self._problem.grid.date_of(day),
            what,
            not found.breaks,
            found.total,
            tuple(self._why(found)),
        )

    def _why(self, found: Forced) -> Iterator[str]:
        yield from found.breaks
        for day, pence in found.off_days[:_MOST_REPAIRS]:
            yield f"It could be with {self._text(day)} off instead, at {pence:+d} pence."
        if not found.breaks:
            for kind, pence in found.costs:
                yield f"{kind.replace('_', ' ')}: {pence:+d} pence"

    def _answer(self, question: str, facts: list[str], reasons: list[Reason]) -> Explanation:
        return Explanation(self._run_id, question, tuple(facts), tuple(reasons), self._remarks)

    def _duties(self, employee: Employee, unit: str | None, shift_id: str, day: int) -> list[int]:
        """The duties of the shift that somebody can be given on the day."""
        return [
            duty
            for duty in employee.duties
            if self._is(duty, unit, shift_id) and day in self._problem.duties[duty].days
        ]

    def _is(self, duty: int, unit: str | None, shift_id: str) -> bool:
        known = self._problem.duties[duty]
        return known.shift_id == shift_id and unit in (None, known.unit_id)

    def _person(self, staff_id: str) -> int:
        if staff_id in self._number:
            return self._number[staff_id]
        near = get_close_matches(staff_id, self._number, n=1)
        fix = f"did you mean '{near[0]}'?" if near else None
        raise InputError([Problem(value=staff_id, expected="a person of the plan", fix=fix)])

    def _shift(self, text: str) -> tuple[str | None, str, int]:
        match = _SHIFT.fullmatch(text.strip())
        shifts = {duty.shift_id for duty in self._problem.duties}
        units = {duty.unit_id for duty in self._problem.duties}
        expected = "a shift of the plan such as N@2026-12-01 or MED/N@2026-12-01"
        if match is None or match["shift"] not in shifts or (match["unit"] or None) not in (None, *units):
            raise InputError([Problem(value=text, expected=expected)])
        try:
            day = self._problem.grid.day(date.fromisoformat(match["day"]))
        except ValueError:
            raise InputError([Problem(value=text, expected=expected)]) from None
        if not 0 <= day < self._problem.n_days:
            raise InputError([Problem(value=text, expected=f"a day of the run {self._run_id}")])
        return match["unit"], match["shift"], day

    def _words(self, cell: Cell) -> str:
        if cell is None:
            return "off"
        duty = self._problem.duties[cell]
        return f"on {duty.shift_id} in {duty.unit_id} as {duty.skill_id}"

    def _text(self, day: int) -> str:
        return day_text(self._problem, day)
