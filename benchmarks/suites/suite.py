"""What a suite offers, and what the suites share."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from benchmarks.measuring.errors import BenchmarkError
from optimization.roster.problem import RosterProblem


class SuiteError(BenchmarkError):
    """Files of a suite are not where they were looked for, no such instance exists, or its checker refuses a roster."""


class Suite(Protocol):
    """A set of public instances."""

    def instances(self, wanted: str) -> list[str]:
        """The names that `wanted` asks for, in its order; raises SuiteError for one that does not exist."""
        ...

    def read(self, instance: str) -> RosterProblem:
        """The instance as a roster problem; raises SuiteError when it cannot be read."""
        ...

    def best_known(self, instance: str) -> int | None:
        """The least penalty known; None where the lists have none."""
        ...

    def check(self, instance: str, roster: Path) -> int:
        """The penalty by the suite's checker; raises SuiteError when a hard rule is broken."""
        ...


def ask_checker(instance: str, script: Path, arguments: Sequence[str | Path]) -> int:
    """The penalty that a checker prints; raises SuiteError when it refuses the roster."""
    command = [sys.executable, str(script), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        said = (done.stdout or done.stderr)[:400]
        raise SuiteError(f"{instance}: the checker refuses the roster: {said}")
    return int(json.loads(done.stdout)["penalty"])


def table_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file by header; raises SuiteError when it is not there."""
    if not path.is_file():
        raise SuiteError(f"{path} is not there; it belongs beside the instances")
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))
