"""`published.json` in a run folder: that the run's roster is, or was, the published one."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from data.problems import InputError, Problem
from data.runs import RunRecord
from data.whole_file import write_whole

FILE_NAME = "published.json"


class Publication(BaseModel):
    """When a run was published, for which days, and which run took its place since (None: none did)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    run_id: str
    published: str
    """ISO 8601 instant, UTC, of the first time."""
    first_day: date
    last_day: date
    snapshot_id: str
    """The stored snapshot of the roster table that the publication made."""
    replaced_run_id: str | None = None
    superseded_by: str | None = None

    def covers(self, first: date, last: date) -> bool:
        """Whether some day is in both."""
        return self.first_day <= last and first <= self.last_day


def run_days(record: RunRecord) -> tuple[date, date]:
    """The first and the last planned day of a run."""
    first = date.fromisoformat(record.first_day)
    return first, first + timedelta(days=record.n_days - 1)


def read_publication(folder: Path) -> Publication | None:
    """What is known of a run's publication; None for a draft. Raises InputError when the file is damaged."""
    path = folder / FILE_NAME
    if not path.exists():
        return None
    try:
        return Publication.model_validate_json(path.read_text(encoding="utf-8"))
    except ValueError:
        fault = Problem(file=str(path), expected="a readable file", fix="publish the run again")
        raise InputError([fault], "The publication cannot be read") from None


def write_publication(folder: Path, publication: Publication) -> None:
    """Write `published.json`, whole or not at all."""
    text = json.dumps(publication.model_dump(mode="json"), indent=2) + "\n"
    write_whole(folder / FILE_NAME, text)


def publications(runs_folder: Path) -> list[tuple[Path, Publication]]:
    """Every run that is or was published, the newest publication last."""
    found = []
    for path in sorted(runs_folder.glob(f"[!.]*/{FILE_NAME}")):
        publication = read_publication(path.parent)
        if publication is not None:
            found.append((path.parent, publication))
    return sorted(found, key=lambda pair: (pair[1].published, pair[1].run_id))


def published_by_day(runs_folder: Path) -> dict[date, str]:
    """By published day, the id of the run whose roster holds for it.

    Where a later run took the place of part of an earlier one's days, the earlier one's count for the others.
    """
    found: dict[date, str] = {}
    for _, publication in publications(runs_folder):
        for number in range((publication.last_day - publication.first_day).days + 1):
            found[publication.first_day + timedelta(days=number)] = publication.run_id
    return found


def published_run(runs_folder: Path, first: date, last: date) -> Path | None:
    """The folder of the run that is published for these days now; None when no run is."""
    current = [
        folder
        for folder, publication in publications(runs_folder)
        if publication.superseded_by is None and publication.covers(first, last)
    ]
    return current[-1] if current else None
