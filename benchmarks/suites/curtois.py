"""Curtois and Qu's shift scheduling instances, 8 to 150 people over 2 to 52 weeks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from benchmarks.readers.curtois import read_curtois
from benchmarks.suites.suite import SuiteError, ask_checker, table_rows
from optimization.roster.problem import RosterProblem


@dataclass(frozen=True, slots=True)
class CurtoisSuite:
    """`folder` holds curtois/ and the best known values, `checkers` the checker."""

    folder: Path
    checkers: Path

    def instances(self, wanted: str) -> list[str]:
        """Names for numbers and ranges, such as 1-7,9; raises SuiteError for anything else."""
        names = [f"Instance{number}" for part in wanted.split(",") for number in _numbers(part)]
        missing = [name for name in names if not self.path(name).is_file()]
        if missing:
            raise SuiteError(
                f"--instances asks for {', '.join(missing)}, which {self.folder / 'curtois'} does not have; "
                f"it has {self._existing()}"
            )
        return names

    def read(self, instance: str) -> RosterProblem:
        """The instance as a roster problem; raises SuiteError when the file is not in the suite's format."""
        try:
            return read_curtois(self.path(instance))
        except (KeyError, ValueError, IndexError, StopIteration, OSError) as error:
            raise SuiteError(f"{self.path(instance)} cannot be read: {error}") from error

    def best_known(self, instance: str) -> int | None:
        """The least upper bound in the list."""
        rows = table_rows(self.folder / "best_known_curtois.csv")
        values = [int(row["value"]) for row in rows if row["instance"] == instance and row["bound"] == "UB"]
        return min(values, default=None)

    def check(self, instance: str, roster: Path) -> int:
        """The penalty by the checker."""
        return ask_checker(instance, self.checkers / "curtois.py", [self.path(instance), roster])

    def path(self, instance: str) -> Path:
        """The file of an instance."""
        return self.folder / "curtois" / f"{instance}.txt"

    def _existing(self) -> str:
        found = (re.fullmatch(r"Instance(\d+)", path.stem) for path in self.path("any").parent.glob("*.txt"))
        numbers = sorted(int(match[1]) for match in found if match)
        return ", ".join(map(str, numbers)) if numbers else "no instances"


def _numbers(part: str) -> range:
    first, dash, last = part.strip().partition("-")
    if not first.isdecimal() or (dash and not last.isdecimal()):
        raise SuiteError(f"--instances takes numbers and ranges such as 1-7,9; found {part!r}")
    if dash and int(last) < int(first):
        raise SuiteError(f"--instances takes ranges from the lower number to the higher; found {part!r}")
    return range(int(first), int(last or first) + 1)
