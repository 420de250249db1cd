"""A run, worked out again so that questions can be asked of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from data.configuration.hospital import Hospital
from data.runs import read_run_table
from data.workspace import Workspace
from optimization.roster.assess import Assessment, assess
from optimization.roster.building.given_roster import given_shifts, read_given
from optimization.roster.problem import RosterProblem
from optimization.roster.result import Roster
from optimization.rules.primitives import Cell
from optimization.rules.reading import day_text
from scenarios.explaining.answers import Explanation, Obstacle, Reason
from scenarios.explaining.naming import NamedShift, find_day, find_person, find_shift
from scenarios.rebuild import rebuild
from scenarios.wording import money_words

SECONDS = 20.0
"""Unless something else is asked for."""


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

    def person(self, text: str) -> int:
        """The number of a person of the plan, by id or name; raises InputError for anybody else."""
        return find_person(self.problem, text)

    def shift(self, text: str) -> NamedShift:
        """A shift written as `N@2026-12-01` or `MED/N@2026-12-01`; raises InputError when it is none of the plan."""
        return find_shift(self.problem, text)

    def day(self, text: str) -> int:
        """A day of the plan written as `2026-12-01`; raises InputError when it is none."""
        return find_day(self.problem, text)

    def money(self, pence: int) -> str:
        """An amount to the penny, such as `£67.50`."""
        return money_words(pence, self.hospital.hospital.currency, 2)

    def more(self, pence: int) -> str:
        """A difference, such as `+£67.50`."""
        return f"{'-' if pence < 0 else '+'}{self.money(abs(pence))}"

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
