"""Judging a roster that somebody edited: every breach with its rule and cost, and what it changes."""

from __future__ import annotations

from pathlib import Path

from data.importers.given_roster.read import read_given_roster
from data.publication import run_days
from data.runs import read_record, read_run_table
from data.workspace import Workspace
from optimization.roster.assess import assess
from optimization.roster.building.given_roster import given_shifts, read_given
from scenarios.checking.breaches import found_breaches
from scenarios.checking.differences import left_out, n_changed, with_skills
from scenarios.checking.roster_check import RosterCheck
from scenarios.checking.run_of_days import run_of_days
from scenarios.legal_ratios import thin_shifts
from scenarios.rebuild import rebuild


def check_roster(workspace: Workspace, path: Path, run_folder: Path | None = None) -> RosterCheck:
    """Judge the roster in `path` as the plan of `run_folder` (None: the published or else newest run of its days).

    Raises InputError when cells cannot be read, or no run covers the days.
    """
    read = read_given_roster(workspace, path)
    rows = read.rows
    folder = run_folder or run_of_days(workspace, path, rows)
    first, last = run_days(read_record(folder))
    planned = read_run_table(folder, "roster").to_pylist()
    rebuilt = rebuild(workspace, folder)
    inside = with_skills([row for row in rows if first <= row["date"] <= last], planned)
    given, own = (
        read_given(rebuilt.inputs, rebuilt.problem, given_shifts(each)) for each in (inside, planned)
    )
    judged, of_run = assess(given.problem, given.roster), assess(own.problem, own.roster)
    thin, thin_of_run = (
        tuple(thin_shifts(rebuilt.inputs.hospital, rebuilt.requirements, each.problem, assessment))
        for each, assessment in ((given, judged), (own, of_run))
    )
    grid = rebuilt.inputs.grid
    known = {each.message for each in found_breaches(grid, own, of_run, thin_of_run, frozenset())}
    remarks = [*read.notes, *rebuilt.remarks]
    if len(inside) < len(rows):
        remarks.append(f"{len(rows) - len(inside)} shifts lie outside {first} to {last} and are not judged.")
    remarks += left_out(rebuilt.inputs, planned, inside)
    return RosterCheck(
        file=path.name,
        run_id=folder.name,
        first_day=first,
        last_day=last,
        n_shifts=len(inside),
        n_changed=n_changed(planned, inside),
        breaches=tuple(found_breaches(grid, given, judged, thin, frozenset(known))),
        open_shifts=judged.open_shifts(given.problem),
        open_shifts_of_run=of_run.open_shifts(own.problem),
        cost_pence=judged.objective,
        cost_pence_of_run=of_run.objective,
        remarks=tuple(remarks),
    )
