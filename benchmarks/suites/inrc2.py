"""The second international nurse rostering competition, with all weeks known in advance."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from benchmarks.readers.inrc2 import read_inrc2
from benchmarks.suites.suite import SuiteError, ask_checker, table_rows
from optimization.roster.problem import RosterProblem

_NAME = re.compile(r"([^_]+)_(\d+)_(\d+(?:-\d+)*)")


@dataclass(frozen=True, slots=True)
class Inrc2Suite:
    """`folder` holds inrc2/, the list of late instances and the best values seen, `checkers` the checker."""

    folder: Path
    checkers: Path

    def instances(self, wanted: str) -> list[str]:
        """Late instances for late, late-w4 and late-w8; else the names themselves, separated by commas.

        Raises SuiteError when there is no such instance.
        """
        if wanted.startswith("late"):
            return self._late(wanted)
        names = [name.strip() for name in wanted.split(",")]
        for name in names:
            self._require(name)
        return names

    def read(self, instance: str) -> RosterProblem:
        """The instance as a roster problem; raises SuiteError when its files say what cannot be taken."""
        try:
            return read_inrc2(self._datasets, instance)
        except (KeyError, ValueError, IndexError, StopIteration, OSError) as error:
            raise SuiteError(f"{instance} cannot be read: {error}") from error

    def best_known(self, instance: str) -> int | None:
        """The best value seen for all weeks known."""
        rows = table_rows(self.folder / "inrc2_static_summary.csv")
        found = [row["best_static_ub_seen"] for row in rows if row["late_instance"] == instance]
        return int(found[0]) if found and found[0] else None

    def check(self, instance: str, roster: Path) -> int:
        """The penalty by the checker."""
        return ask_checker(instance, self.checkers / "inrc2.py", [self._datasets, instance, roster])

    @property
    def _datasets(self) -> Path:
        return self.folder / "inrc2"

    def _late(self, wanted: str) -> list[str]:
        path = self.folder / "inrc2_late_instances.txt"
        if not path.is_file():
            raise SuiteError(f"{path} is not there; it lists the late instances")
        groups: dict[str, list[str]] = {"late": []}
        for name in path.read_text(encoding="utf-8").split():
            n_weeks = name.split("_")[0].rpartition("w")[2]
            groups["late"].append(name)
            groups.setdefault(f"late-w{n_weeks}", []).append(name)
        if wanted not in groups:
            raise SuiteError(f"--instances asks for {wanted!r}; there are {', '.join(sorted(groups))}")
        return groups[wanted]

    def _require(self, name: str) -> None:
        match = _NAME.fullmatch(name)
        if match is None:
            raise SuiteError(
                f"--instances takes late, late-w4, late-w8 or names of a dataset, a history and weeks such as "
                f"n030w4_1_6-2-9-1; found {name!r}"
            )
        dataset, history, weeks = match.groups()
        folder = self._datasets / dataset
        if not folder.is_dir():
            known = sorted(path.name for path in self._datasets.iterdir() if path.is_dir())
            raise SuiteError(
                f"--instances asks for {name}, but {self._datasets} has no dataset {dataset}; "
                f"it has {', '.join(known) or 'none'}"
            )
        needed = [("H0", "histories", history), *(("WD", "weeks", week) for week in weeks.split("-"))]
        for prefix, what, index in needed:
            stem = f"{prefix}-{dataset}-"
            if not (folder / f"{stem}{index}.txt").is_file():
                known = sorted(path.stem.removeprefix(stem) for path in folder.glob(f"{stem}*.txt"))
                raise SuiteError(
                    f"--instances asks for {name}, but {folder} has no {stem}{index}.txt; "
                    f"it has the {what} {', '.join(known) or 'none'}"
                )
