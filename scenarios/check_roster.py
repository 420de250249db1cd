"""Judging a roster that somebody edited: every breach with its rule and cost, and what it changes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from data.importers.given_roster.read import read_given_roster
from data.problems import InputError, Problem
from data.publication import published_run, run_days
from data.runs import read_record, read_run_table
from data.tables.roster import BOUGHT_SOURCES
from data.workspace import Workspace
from optimization.roster.assess import Assessment, assess
from optimization.roster.building.given_roster import GivenRoster, given_shifts, read_given
from optimization.rules.reading import day_text
from scenarios.rebuild import Rebuilt, rebuild


@dataclass(frozen=True, slots=True)
class FoundBreach:
    """One thing that is not as it must or should be. `is_new` is false where the compared run has it too."""

    rule: str
    title: str
    staff_id: str | None
    date: date
    message: str
    is_hard: bool
    cost_pence: int
    is_new: bool


@dataclass(frozen=True, slots=True)
class RosterCheck:
    """The judgement of a file against the data and rules of a run.

    Costs are planning figures in pence, those of the run's own roster beside those of the file.
    """

    file: str
    run_id: str
    first_day: date
    last_day: date
    n_shifts: int
    n_changed: int
    breaches: tuple[FoundBreach, ...]
    open_shifts: int
    open_shifts_of_run: int
    cost_pence: int
    cost_pence_of_run: int
    remarks: tuple[str, ...]

    @property
    def n_hard(self) -> int:
        """Breaches of what must hold."""
        return sum(each.is_hard for each in self.breaches)


def check_roster(workspace: Workspace, path: Path, run_folder: Path | None = None) -> RosterCheck:
    """Judge the roster in `path` as the plan of `run_folder` (None: the published or else newest run of its days).

    Raises InputError when cells cannot be read, or no run covers the days.
    """
    rows = read_given_roster(workspace, path)
    folder = run_folder or _run_of(workspace, path, rows)
    first, last = run_days(read_record(folder))
    planned = read_run_table(folder, "roster").to_pylist()
    rebuilt = rebuild(workspace, folder)
    inside = _with_skills([row for row in rows if first <= row["date"] <= last], planned)
    given, own = (
        read_given(rebuilt.inputs, rebuilt.problem, given_shifts(each)) for each in (inside, planned)
    )
    judged, of_run = assess(given.problem, given.roster), assess(own.problem, own.roster)
    known = {each.message for each in _breaches(rebuilt, own, of_run, frozenset())}
    remarks = list(rebuilt.remarks)
    if len(inside) < len(rows):
        remarks.append(f"{len(rows) - len(inside)} shifts lie outside {first} to {last} and are not judged.")
    return RosterCheck(
        file=path.name,
        run_id=folder.name,
        first_day=first,
        last_day=last,
        n_shifts=len(inside),
        n_changed=_n_changed(planned, inside),
        breaches=tuple(_breaches(rebuilt, given, judged, frozenset(known))),
        open_shifts=judged.open_shifts(given.problem),
        open_shifts_of_run=of_run.open_shifts(own.problem),
        cost_pence=judged.objective,
        cost_pence_of_run=of_run.objective,
        remarks=tuple(remarks),
    )


def _run_of(workspace: Workspace, path: Path, rows: list[dict[str, Any]]) -> Path:
    if not rows:
        raise InputError(
            [Problem(file=path.name, expected="at least one shift")], "There is nothing to judge"
        )
    first, last = min(row["date"] for row in rows), max(row["date"] for row in rows)
    published = published_run(workspace.runs_folder, first, last)
    if published is not None:
        return published
    newest: tuple[str, Path] | None = None
    for file in workspace.runs_folder.glob("[!.]*/run.json"):
        record = read_record(file.parent)
        start, end = run_days(record)
        if start <= last and first <= end and (newest is None or record.created > newest[0]):
            newest = record.created, file.parent
    if newest is None:
        fix = "plan the week first, or name a run with --run"
        raise InputError(
            [Problem(file=path.name, expected=f"a run that plans {first} to {last}", fix=fix)],
            "There is nothing to judge the roster by",
        )
    return newest[1]


def _with_skills(rows: list[dict[str, Any]], planned: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A sheet does not say what skill a shift is worked as: it is that of the plan where the shift stands there."""
    skill = {_key(row): row["skill_id"] for row in planned}
    return [row | {"skill_id": row["skill_id"] or skill.get(_key(row))} for row in rows]


def _key(row: dict[str, Any]) -> tuple[object, ...]:
    return row["staff_id"], row["date"], row["shift_id"], row["unit_id"]


def _n_changed(planned: list[dict[str, Any]], rows: list[dict[str, Any]]) -> int:
    """Days of people that differ, and bought shifts more or fewer."""

    def days(table: list[dict[str, Any]]) -> Counter[tuple[object, ...]]:
        return Counter(
            ("" if row["source"] in BOUGHT_SOURCES else row["staff_id"], *_key(row)[1:]) for row in table
        )

    before, after = days(planned), days(rows)
    differ = [*(before - after), *(after - before)]
    own = {key[:2] for key in differ if key[0]}
    bought = sum(((before - after) + (after - before))[key] for key in set(differ) if not key[0])
    return len(own) + bought


def _breaches(
    rebuilt: Rebuilt, given: GivenRoster, judged: Assessment, known: frozenset[str]
) -> list[FoundBreach]:
    grid = rebuilt.inputs.grid
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


def _not_allowed(given: GivenRoster, date_of: Any, known: frozenset[str]) -> list[FoundBreach]:
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
