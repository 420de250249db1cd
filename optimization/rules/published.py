"""What somebody has been told already stays, or changes at a price."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from optimization.rules.duty_class import known_duties
from optimization.rules.policy import BreachUnit, Violation
from optimization.rules.primitives import Cell, CellClass, FixedCell, Line, Primitive
from optimization.rules.reading import day_text

if TYPE_CHECKING:
    from optimization.roster.problem import Employee, RosterProblem


class ChangeKind(StrEnum):
    """What a change does to a day: work on a day off, another shift, or a day off in the place of a shift."""

    CALLED_IN = "called_in"
    MOVED = "moved"
    STOOD_DOWN = "stood_down"


def kind_of_change(before: Cell, after: Cell) -> ChangeKind | None:
    """The kind of a change; None when nothing changes."""
    if before == after:
        return None
    if before is None:
        return ChangeKind.CALLED_IN
    return ChangeKind.STOOD_DOWN if after is None else ChangeKind.MOVED


@dataclass(frozen=True, slots=True)
class Published:
    """No change of one kind against `Employee.published`, on `days`; each day that changes so counts 1."""

    kind: ChangeKind
    days: frozenset[int]
    name: str = "published"
    source: str = "published roster"

    @property
    def title(self) -> str:
        """The rule in words."""
        return {
            ChangeKind.CALLED_IN: "nobody is called in on a published day off",
            ChangeKind.MOVED: "published shifts are not exchanged for others",
            ChangeKind.STOOD_DOWN: "published shifts are not taken away",
        }[self.kind]

    def compile(self, problem: RosterProblem, employee: Employee) -> tuple[Primitive, ...]:
        """One fixed cell for each day on which such a change is possible."""
        del problem
        known = frozenset(known_duties(employee))
        cells: list[Primitive] = []
        for day, cell in sorted(employee.published.items()):
            if day not in self.days or (cell is None) is not (self.kind is ChangeKind.CALLED_IN):
                continue
            if cell is None:
                allowed = CellClass(frozenset(), off=True)
            elif self.kind is ChangeKind.MOVED:
                allowed = CellClass(frozenset({cell}), off=True)
            else:
                allowed = CellClass(known | {cell})
            cells.append(FixedCell((day,), allowed))
        return tuple(cells)

    def check(self, problem: RosterProblem, employee: Employee, line: Line) -> tuple[Violation, ...]:
        """One violation for each day that changes in this way."""
        violations = []
        for day, told in sorted(employee.published.items()):
            if day not in self.days or kind_of_change(told, line[day]) is not self.kind:
                continue
            before, after = (
                "off"
                if cell is None
                else f"{problem.duties[cell].shift_id} in {problem.duties[cell].unit_id}"
                for cell in (told, line[day])
            )
            message = f"{employee.name} was told {before} on {day_text(problem, day)} and is now {after}"
            violations.append(Violation(self.name, employee.employee_id, (day,), 1, BreachUnit.DAYS, message))
        return tuple(violations)
