"""`results.csv`, which grows row by row."""

from __future__ import annotations

import csv
from dataclasses import fields
from pathlib import Path
from typing import Any, Generic, TypeVar

from benchmarks.measuring.errors import BenchmarkError

Row = TypeVar("Row")


class ResultsFile(Generic[Row]):
    """The file `results.csv` in `folder`, one column for each field of the dataclass `row_type`; None is left empty.

    The folder is made when it is missing. Raises BenchmarkError when the file is there with other columns.
    """

    def __init__(self, folder: Path, row_type: type[Any]) -> None:
        self.path = folder / "results.csv"
        self.columns = [field.name for field in fields(row_type)]
        folder.mkdir(parents=True, exist_ok=True)
        if self.path.exists():
            with self.path.open(newline="", encoding="utf-8") as file:
                found = next(csv.reader(file), [])
            if found != self.columns:
                raise BenchmarkError(
                    f"{self.path} has the columns {', '.join(found)}, not {', '.join(self.columns)}; "
                    "give another folder with --out"
                )
        else:
            self._write(self.columns)

    def append(self, row: Row) -> None:
        """Add one row; it is on disk when this returns."""
        self._write([getattr(row, name) for name in self.columns])

    def _write(self, values: list[Any]) -> None:
        with self.path.open("a", newline="", encoding="utf-8") as file:
            csv.writer(file).writerow(values)


def one_line(row: object) -> str:
    """The row for people to read while the benchmark goes on: the fields that have a value, by name."""
    named = ((field.name, getattr(row, field.name)) for field in fields(row))  # type: ignore[arg-type]
    return ", ".join(f"{name} {value}" for name, value in named if value is not None)
