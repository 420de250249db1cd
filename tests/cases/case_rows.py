"""Rows of the files of the cases."""

from __future__ import annotations

import csv
from pathlib import Path

from data.configuration.people import Shift


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def shifts_of(path: Path) -> list[Shift]:
    """Shifts from a file with `code`, `start` and `end`; N is the night."""
    return [
        Shift(
            id=row["code"], name=row["code"], start=row["start"], end=row["end"], is_night=row["code"] == "N"
        )
        for row in read_rows(path)
    ]
