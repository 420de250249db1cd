"""The yardstick: a plain CP-SAT model of Curtois and Qu's instances, as anybody would write it in an hour.

It shares nothing with the product: it reads the instance's text itself, has a Boolean x[e, d, s] for each person, day and
shift, and states every constraint as the format says it. Its rosters are judged like all others.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TypeAlias

from ortools.sat.python import cp_model

from optimization.roster.problem import RosterProblem
from optimization.roster.result import (
    OnProgress,
    Roster,
    SolveOptions,
    SolveResult,
    SolverReport,
    SolveStatus,
    Termination,
)

ENGINE = "plain-cp-sat"

Person: TypeAlias = list[list[cp_model.IntVar]]
"""By day and shift: whether somebody works it."""


@dataclass(slots=True)
class PlainModel:
    """`x[e][d][s]` is 1 when person e works shift s on day d; `model` minimises the penalty of the format."""

    model: cp_model.CpModel
    x: list[Person]


@dataclass(frozen=True, slots=True)
class PlainEngine:
    """Solves the instance in `path` as an engine of the comparison."""

    path: Path

    def __call__(self, problem: RosterProblem, options: SolveOptions, on_progress: OnProgress) -> SolveResult:
        """The best roster within the seconds; `problem` and `on_progress` are not looked at."""
        del problem, on_progress
        started = time.monotonic()
        plain = plain_model(self.path.read_text(encoding="utf-8-sig"))
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = max(0.1, options.seconds - (time.monotonic() - started))
        solver.parameters.num_workers = options.n_workers
        solver.parameters.random_seed = options.seed
        solver.parameters.relative_gap_limit = options.gap
        status = solver.solve(plain.model)
        seconds = time.monotonic() - started
        report = SolverReport(ENGINE, seconds, options.seed, options.n_workers, False, seconds)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            none = SolveStatus.INFEASIBLE if status == cp_model.INFEASIBLE else SolveStatus.NONE_FOUND
            return SolveResult(none, Termination.TIME, None, None, None, report)
        lines = tuple(
            tuple(next((s for s, v in enumerate(day) if solver.boolean_value(v)), None) for day in person)
            for person in plain.x
        )
        is_proved = status == cp_model.OPTIMAL and not options.gap
        return SolveResult(
            SolveStatus.OPTIMAL if is_proved else SolveStatus.FEASIBLE,
            Termination.PROVED if is_proved else Termination.TIME,
            Roster(lines),
            round(solver.objective_value),
            solver.best_objective_bound,
            report,
        )


def plain_model(text: str) -> PlainModel:
    """The model of an instance; persons, days and shifts in the order of the file."""
    sections = _sections(text)
    n_days = int(sections["HORIZON"][0][0])
    shifts = [row[0] for row in sections["SHIFTS"]]
    people = [row[0] for row in sections["STAFF"]]
    model = cp_model.CpModel()
    x = [[[model.new_bool_var("") for _ in shifts] for _ in range(n_days)] for _ in people]
    for person, row in zip(x, sections["STAFF"], strict=True):
        _add_successions(model, person, sections["SHIFTS"], shifts)
        _add_contract(model, person, row, sections["SHIFTS"])
    for employee_id, *days in sections["DAYS_OFF"]:
        for day in days:
            model.add(sum(x[people.index(employee_id)][int(day)]) == 0)
    costs: list[cp_model.LinearExprT] = []
    for employee_id, day, name, weight in sections["SHIFT_ON_REQUESTS"]:
        costs.append(int(weight) * (1 - x[people.index(employee_id)][int(day)][shifts.index(name)]))
    for employee_id, day, name, weight in sections["SHIFT_OFF_REQUESTS"]:
        costs.append(int(weight) * x[people.index(employee_id)][int(day)][shifts.index(name)])
    for day, name, need, under, over in sections["COVER"]:
        present = sum(person[int(day)][shifts.index(name)] for person in x)
        short = model.new_int_var(0, int(need), "")
        spare = model.new_int_var(0, len(people), "")
        model.add(present + short - spare == int(need))
        costs.append(int(under) * short + int(over) * spare)
    model.minimize(sum(costs))
    return PlainModel(model, x)


def _add_successions(
    model: cp_model.CpModel, person: Person, rows: Sequence[Sequence[str]], shifts: Sequence[str]
) -> None:
    """One shift a day at most, and none of those that may not follow the shift of the day before."""
    for day in person:
        model.add_at_most_one(day)
    for first, row in enumerate(rows):
        for then in (shifts.index(name) for name in row[2].split("|") if name):
            for today, tomorrow in pairwise(person):
                model.add_bool_or(~today[first], ~tomorrow[then])


def _add_contract(
    model: cp_model.CpModel, person: Person, row: Sequence[str], shift_rows: Sequence[Sequence[str]]
) -> None:
    """Totals of shifts, minutes and weekends, and the lengths of runs."""
    shifts, minutes = [each[0] for each in shift_rows], [int(each[1]) for each in shift_rows]
    for name, most in (limit.split("=") for limit in row[1].split("|")):
        model.add(sum(day[shifts.index(name)] for day in person) <= int(most))
    most_minutes, least_minutes, *runs, most_weekends = (int(value) for value in row[2:8])
    total = sum(length * works for day in person for length, works in zip(minutes, day, strict=True))
    model.add_linear_constraint(total, least_minutes, most_minutes)
    _add_runs(model, person, *runs)
    weekends = []
    for saturday in range(5, len(person) - 1, 7):
        weekends.append(model.new_bool_var(""))
        for works in (*person[saturday], *person[saturday + 1]):
            model.add_implication(works, weekends[-1])
    model.add(sum(weekends) <= most_weekends)


def _add_runs(
    model: cp_model.CpModel,
    person: Person,
    most_days: int,
    least_days: int,
    least_off: int,
) -> None:
    """Runs of work between `least_days` and `most_days`, of rest from `least_off`; those at a border may be short."""
    works = [model.new_bool_var("") for _ in person]
    for work, day in zip(works, person, strict=True):
        model.add(sum(day) == work)
    for start in range(len(works) - most_days):
        model.add_bool_or([~work for work in works[start : start + most_days + 1]])
    for start in range(1, len(works)):
        for length in range(1, least_days):
            if start + length < len(works):
                run = works[start : start + length]
                model.add_bool_or([works[start - 1], *(~work for work in run), works[start + length]])
        for length in range(1, least_off):
            if start + length < len(works):
                run = works[start : start + length]
                model.add_bool_or([~works[start - 1], *run, ~works[start + length]])


def _sections(text: str) -> dict[str, list[list[str]]]:
    sections: dict[str, list[list[str]]] = defaultdict(list)
    name = ""
    for line in (line.strip() for line in text.splitlines()):
        if line.startswith("SECTION_"):
            name = line.removeprefix("SECTION_")
        elif line and not line.startswith("#"):
            sections[name].append(line.split(","))
    return sections
