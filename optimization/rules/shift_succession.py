"""Shifts that must not follow one another, by name."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from optimization.rules.duty_class import known_duties
from optimization.rules.policy import BreachUnit, Violation
from optimization.rules.primitives import CellClass, ForbiddenSuccession, Line, Primitive
from optimization.rules.reading import day_text, worked

if TYPE_CHECKING:
    from optimization.roster.problem import Employee, RosterProblem


@dataclass(frozen=True, slots=True)
class ShiftSuccession:
    """No `then` shift on the day after a `first` shift (with days off between, if given), for each (first, then)."""

    forbidden: frozenset[tuple[str, str]]
    days_off_between: int = 0
    name: str = "shift_succession"
    source: str = "trust policy"

    @property
    def title(self) -> str:
        """The rule in words."""
        pairs = ", ".join(f"{first} then {then}" for first, then in sorted(self.forbidden))
        return f"not {pairs}"

    def compile(self, problem: RosterProblem, employee: Employee) -> tuple[Primitive, ...]:
        """One forbidden succession for each set of shifts that the same shifts must not follow."""
        of_shift: dict[str, set[int]] = defaultdict(set)
        for index in known_duties(employee):
            of_shift[problem.duties[index].shift_id].add(index)
        thens: dict[str, set[str]] = defaultdict(set)
        for first, then in self.forbidden:
            thens[first].add(then)
        firsts: dict[frozenset[str], set[str]] = defaultdict(set)
        for first, names in thens.items():
            firsts[frozenset(names)].add(first)
        successions = []
        for then_names, first_names in sorted(firsts.items(), key=lambda item: sorted(item[1])):
            first_duties = frozenset(index for name in first_names for index in of_shift[name])
            then_duties = frozenset(index for name in then_names for index in of_shift[name])
            if first_duties and then_duties:
                successions.append(
                    ForbiddenSuccession(
                        CellClass(first_duties),
                        CellClass(then_duties),
                        self.days_off_between,
                        employee.history[-(self.days_off_between + 1) :],
                    )
                )
        return tuple(successions)

    def check(self, problem: RosterProblem, employee: Employee, line: Line) -> tuple[Violation, ...]:
        """One violation for each forbidden pair of successive shifts."""
        violations = []
        for before, after in pairwise(worked(problem, employee, line)):
            n_off = after.day - before.day - 1
            pair = (before.duty.shift_id, after.duty.shift_id)
            if after.day < 0 or n_off != self.days_off_between or pair not in self.forbidden:
                continue
            message = (
                f"{employee.name} works {pair[1]} on {day_text(problem, after.day)} after {pair[0]} on "
                f"{day_text(problem, before.day)}, which must not follow"
            )
            violations.append(
                Violation(
                    self.name, employee.employee_id, (before.day, after.day), 1, BreachUnit.TIMES, message
                )
            )
        return tuple(violations)
