"""The public rostering suites: their instances, best known values, readers and independent checkers."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.readers.curtois import read_curtois
from benchmarks.readers.inrc2 import read_inrc2
from optimization.roster.problem import RosterProblem

CURTOIS = "curtois"
INRC2 = "inrc2"


class SuiteError(Exception):
    """Files of a suite are not where they were looked for, or no such instance exists."""


@dataclass(frozen=True, slots=True)
class Suite:
    """One suite; `folder` holds the instances and best known values, `checkers` the checkers."""

    name: str
    folder: Path
    checkers: Path

    def instances(self, wanted: str) -> list[str]:
        """Instance names for `wanted`: numbers and ranges (1-7,9), names, or late-w4 and late-w8."""
        return _curtois_names(wanted) if self.name == CURTOIS else self._inrc2_names(wanted)

    def read(self, instance: str) -> RosterProblem:
        """The instance as a roster problem."""
        if self.name == CURTOIS:
            return read_curtois(self.folder / "curtois" / f"{instance}.txt")
        return read_inrc2(self.folder / "inrc2", instance)

    def best_known(self, instance: str) -> int | None:
        """The least penalty known, None where the lists have none."""
        if self.name == CURTOIS:
            rows = _rows(self.folder / "best_known_curtois.csv")
            values = [
                int(row["value"]) for row in rows if row["instance"] == instance and row["bound"] == "UB"
            ]
            return min(values, default=None)
        rows = _rows(self.folder / "inrc2_static_summary.csv")
        found = [row["best_static_ub_seen"] for row in rows if row["late_instance"] == instance]
        return int(found[0]) if found and found[0] else None

    def check(self, instance: str, roster: Path) -> int:
        """The penalty by the independent checker. Raises SuiteError when a hard rule is broken."""
        if self.name == CURTOIS:
            arguments = ["curtois.py", str(self.folder / "curtois" / f"{instance}.txt"), str(roster)]
        else:
            arguments = ["inrc2.py", str(self.folder / "inrc2"), instance, str(roster)]
        command = [sys.executable, str(self.checkers / arguments[0]), *arguments[1:]]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise SuiteError(
                f"{instance}: the checker refuses the roster: {(done.stdout or done.stderr)[:400]}"
            )
        return int(json.loads(done.stdout)["penalty"])

    def _inrc2_names(self, wanted: str) -> list[str]:
        if not wanted.startswith("late"):
            return wanted.split(",")
        names = (self.folder / "inrc2_late_instances.txt").read_text(encoding="utf-8").split()
        n_weeks = wanted.partition("-w")[2]
        return [name for name in names if not n_weeks or name.split("_")[0].endswith(f"w{n_weeks}")]


def open_suite(name: str) -> Suite:
    """The suite, from WARDWISE_BENCHMARKS (default ../shared/benchmarks) and WARDWISE_CHECKERS (default: beside it).

    Raises SuiteError when a folder is not there.
    """
    folder = Path(os.environ.get("WARDWISE_BENCHMARKS", "../shared/benchmarks"))
    checkers = Path(os.environ.get("WARDWISE_CHECKERS", folder.parent / "checkers"))
    for path, variable in ((folder / name, "WARDWISE_BENCHMARKS"), (checkers, "WARDWISE_CHECKERS")):
        if not path.is_dir():
            raise SuiteError(f"{path} is not there; set {variable} to its folder")
    return Suite(name, folder, checkers)


def _rows(path: Path) -> Sequence[dict[str, str]]:
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def _curtois_names(wanted: str) -> list[str]:
    numbers: list[int] = []
    for part in wanted.split(","):
        first, _, last = part.partition("-")
        if not first.isdigit() or (last and not last.isdigit()):
            raise SuiteError(f"--instances takes numbers and ranges such as 1-7,9; found {part!r}")
        numbers += range(int(first), int(last or first) + 1)
    return [f"Instance{number}" for number in numbers]
