"""What an import did."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from data.problems import Problem


@dataclass(frozen=True, slots=True)
class FileReport:
    """One file or sheet.

    Of `n_read` rows, `n_quarantined` were set aside with a reason in `problems` (and, unless it was a dry run, in
    `quarantine_file`); the others became `n_loaded` rows of the table: new, replacing a stored row, or as stored
    already. `notes` say how the file was read.
    """

    file: str
    table: str
    title: str
    n_read: int
    n_loaded: int
    n_new: int
    n_replaced: int
    n_unchanged: int
    n_quarantined: int
    quarantine_file: Path | None
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """All files of one call; with `is_dry_run` nothing was written and the counts say what would have happened."""

    files: tuple[FileReport, ...]
    is_dry_run: bool

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Why rows were set aside, in the order of the files."""
        return tuple(problem for file in self.files for problem in file.problems)

    @property
    def ok(self) -> bool:
        """Whether every row was loaded."""
        return not self.problems
