"""The run by which a roster is judged where none is named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from data.problems import InputError, Problem
from data.publication import published_run, run_days
from data.runs import read_record
from data.workspace import Workspace


def run_of_days(workspace: Workspace, path: Path, rows: list[dict[str, Any]]) -> Path:
    """The published run of the days of `rows`, else the newest; raises InputError when there is none."""
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
