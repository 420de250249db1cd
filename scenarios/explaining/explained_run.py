"""A run, worked out again so that questions can be asked of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from data.configuration.hospital import Hospital
from data.problems import InputError, Problem
from data.runs import read_run_table
from data.workspace import Workspace
from optimization.roster.assess import Assessment, assess
from optimization.roster.building.given_roster import given_shifts, read_given
from optimization.roster.problem import RosterProblem
from optimization.roster.result import Roster
from optimization.rules.primitives import Cell
from optimization.rules.reading import day_text
from scenarios.explaining.answers import Explanation, Obstacle, Reason
from scenarios.rebuild import rebuild

SECONDS = 20.0
"""Unless something else is asked for."""

_SHIFT = re.compile(r"(?:(?P<unit>[^@]+)/)?(?P<shift>[^@/]+)@(?P<day>\d{4}-\d{2}-\d{2})")


@dataclass(frozen=True, slots=True)
class NamedShift:
    """A shift of one day; `unit_id` None is every unit."""

    unit_id: str | None
    shift_id: str
    day: int


@dataclass(frozen=True, slots=True)
class ExplainedRun:
    """The run's roster in the problem that it solved, judged; `remarks` say what has changed since.

    `seconds` are the most for the causes of one thing that cannot be had, and as many for its ways out.
    """

    run_id: str
    hospital: Hospital
    problem: RosterProblem
    roster: Roster
    judged: Assessment
    remarks: tuple[str, ...]
    seconds: float

    def answer(
        self,
        question: str,
        facts: list[str],
        reasons: list[Reason] | None = None,
        obstacles: list[Obstacle] | None = None,
    ) -> Explanation:
        """An explanation of this run."""
        return Explanation(
            self.run_id, question, tuple(facts), tuple(reasons or ()), tuple(obstacles or ()), self.remarks
        )

    def person(self, staff_id: str) -> int:
        """The number of a person of the plan; raises InputError for anybody else."""
        number = {each.employee_id: n for n, each in enumerate(self.problem.employees)}
        if staff_id in number:
            return number[staff_id]
        near = get_close_matches(staff_id, number, n=1)
        fix = f"did you mean '{near[0]}'?" if near else None
        raise InputError([Problem(value=staff_id, expected="a person of the plan", fix=fix)])

    def shift(self, text: str) -> NamedShift:
        """A shift written as `N@2026-12-01` or `MED/N@2026-12-01`; raises InputError when it is none of the plan."""
        match = _SHIFT.fullmatch(text.strip())
        shifts = {duty.shift_id for duty in self.problem.duties}
        units = {duty.unit_id for duty in self.problem.duties}
        if match is None or match["shift"] not in shifts or (match["unit"] or None) not in (None, *units):
            expected = "a shift of the plan such as N@2026-12-01 or MED/N@2026-12-01"
            raise InputError([Problem(value=text, expected=expected)])
        return NamedShift(match["unit"], match["shift"], self.day(match["day"]))

    def day(self, text: str) -> int:
        """A day of the plan written as `2026-12-01`; raises InputError when it is none."""
        try:
            day = self.problem.grid.day(date.fromisoformat(text))
        except ValueError:
            raise InputError([Problem(value=text, expected="a date such as 2026-12-01")]) from None
        if not 0 <= day < self.problem.n_days:
            raise InputError([Problem(value=text, expected=f"a day of the run {self.run_id}")])
        return day

    def words(self, cell: Cell) -> str:
        """What somebody does on a day, after `is`."""
        if cell is None:
            return "off"
        duty = self.problem.duties[cell]
        return f"on {duty.shift_id} in {duty.unit_id} as {duty.skill_id}"

    def day_text(self, day: int) -> str:
        """A day as people write it."""
        return day_text(self.problem, day)


def explained_run(workspace: Workspace, folder: Path, seconds: float = SECONDS) -> ExplainedRun:
    """Read a run for questions; raises InputError when it cannot be worked out again."""
    rebuilt = rebuild(workspace, folder)
    given = read_given(
        rebuilt.inputs, rebuilt.problem, given_shifts(read_run_table(folder, "roster").to_pylist())
    )
    return ExplainedRun(
        folder.name,
        rebuilt.inputs.hospital,
        given.problem,
        given.roster,
        assess(given.problem, given.roster),
        rebuilt.remarks,
        seconds,
    )
