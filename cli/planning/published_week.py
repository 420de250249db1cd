"""Which published run is to be changed: the one that holds the days of what happened."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from data.problems import InputError, Problem
from data.publication import Publication, publications
from data.workspace import Workspace

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def run_to_change(workspace: Workspace, texts: Sequence[str], today: date) -> Path:
    """The run that holds the first day named in `texts`, such as `S012@2026-12-01..2026-12-03`.

    Without a day it is the first published run that is not over on `today`. Where no run holds the day, the one published
    last is taken, and reading the texts says what is wrong with them. Raises InputError when nothing is published.
    """
    current = _current(workspace)
    if not current:
        fix = "publish one with `wardwise publish RUN`, or name the run that was published with --run"
        raise InputError([Problem(expected="a published run", fix=fix)], "Nothing is published")
    days = sorted(_dates(texts))
    if days:
        holding = [folder for folder, each in current if each.covers(days[0], days[0])]
    else:
        ahead = sorted((each.first_day, folder) for folder, each in current if each.last_day >= today)
        holding = [folder for _, folder in ahead[:1]]
    return holding[-1] if holding else current[-1][0]


def other_runs(workspace: Workspace, run: Path, texts: Sequence[str], last_day: date) -> tuple[str, ...]:
    """A remark for each other published run that holds days of what happened after `last_day`."""
    days = sorted(_dates(texts))
    if not days or days[-1] <= last_day:
        return ()
    return tuple(
        f"{each.first_day} to {each.last_day} is published as well and is not changed: re-plan it with --run {each.run_id}."
        for folder, each in _current(workspace)
        if folder != run and each.covers(last_day + timedelta(days=1), days[-1])
    )


def _current(workspace: Workspace) -> list[tuple[Path, Publication]]:
    return [
        (folder, each) for folder, each in publications(workspace.runs_folder) if each.superseded_by is None
    ]


def _dates(texts: Sequence[str]) -> Iterator[date]:
    for text in texts:
        for found in _DATE.findall(text):
            try:
                yield date.fromisoformat(found)
            except ValueError:
                continue  # reading the text names the fault
