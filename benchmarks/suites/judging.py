"""A roster of an instance as a file, judged by the suite's checker."""

from __future__ import annotations

import csv
from pathlib import Path

from benchmarks.suites.suite import Suite, SuiteError
from optimization.roster.problem import RosterProblem
from optimization.roster.result import Roster, SolveResult


def write_and_check(
    suite: Suite, instance: str, problem: RosterProblem, result: SolveResult, path: Path
) -> None:
    """Write the roster to `path`, when there is one, and ask the suite's checker about it.

    Raises SuiteError when a hard rule is broken or the penalty is not the engine's objective.
    """
    if result.roster is None:
        return
    write_roster(problem, result.roster, path)
    penalty = suite.check(instance, path)
    if penalty != result.objective:
        raise SuiteError(
            f"{instance}: the engine says {result.objective}, the suite's checker {penalty} ({path})"
        )


def write_roster(problem: RosterProblem, roster: Roster, path: Path) -> None:
    """The roster in long form, worked days only."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["employee", "day", "shift", "skill"])
        for employee, line in zip(problem.employees, roster.lines, strict=True):
            for day, cell in enumerate(line):
                if cell is not None:
                    duty = problem.duties[cell]
                    writer.writerow([employee.employee_id, day, duty.shift_id, duty.skill_id])


def gap_to_best(objective: int | None, best: int | None) -> float | None:
    """How far the objective lies above the best known, as a share of it; None where that says nothing."""
    return None if objective is None or not best else (objective - best) / best
