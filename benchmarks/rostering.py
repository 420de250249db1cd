"""Solve public rostering instances, check every roster independently, and compare with the best known.

    python -m benchmarks.rostering curtois --instances 1-24 --seconds 600 --out DIR
    python -m benchmarks.rostering inrc2 --instances late-w4 --seconds 600 --out DIR

Writes one long CSV per instance (`employee,day,shift,skill`) and `results.csv`, which grows row by row. Each instance
has a process of its own, so that `peak_mb` is its own.
"""

from __future__ import annotations

import argparse
import csv
import multiprocessing
import resource
import sys
import time
from dataclasses import dataclass, fields
from pathlib import Path

from benchmarks.suites import CURTOIS, INRC2, Suite, SuiteError, open_suite
from optimization.roster.assess import assess
from optimization.roster.problem import RosterProblem
from optimization.roster.result import Progress, Roster, SolveOptions
from optimization.roster.solve import solve

_SECONDS_BETWEEN_LINES = 10.0


@dataclass(frozen=True, slots=True)
class Measured:
    """A row of results.csv; empty objective: no roster found. Gaps are shares, not per cent."""

    instance: str
    seconds: float
    objective: int | None
    bound: float | None
    gap: float | None
    best_known: int | None
    gap_to_best: float | None
    peak_mb: int


def main() -> int:
    """Run the instances asked for; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("suite", choices=[CURTOIS, INRC2])
    parser.add_argument(
        "--instances", required=True, help="1-7,9 for curtois; late-w4, late-w8 or names for inrc2"
    )
    parser.add_argument("--seconds", type=float, default=600.0, help="most seconds per instance")
    parser.add_argument("--workers", type=int, default=2, help="cores used")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True, help="folder of the rosters and results.csv")
    arguments = parser.parse_args()
    options = SolveOptions(arguments.seconds, seed=arguments.seed, n_workers=arguments.workers)
    try:
        suite = open_suite(arguments.suite)
        instances = suite.instances(arguments.instances)
        arguments.out.mkdir(parents=True, exist_ok=True)
        context = multiprocessing.get_context("spawn")
        for instance in instances:
            with context.Pool(1) as pool:
                measured = pool.apply(run, (suite, instance, options, arguments.out))
            _append(arguments.out / "results.csv", measured)
    except SuiteError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


def run(suite: Suite, instance: str, options: SolveOptions, out: Path) -> Measured:
    """Solve one instance and check it twice: by our own check of the rules and by the suite's checker."""
    started = time.monotonic()
    problem = suite.read(instance)
    result = solve(problem, options, _Printer(instance).show)
    seconds = round(time.monotonic() - started, 1)
    best = suite.best_known(instance)
    gap_to_best = None
    if result.roster is not None and result.objective is not None:
        path = out / f"{instance}.csv"
        write_roster(problem, result.roster, path)
        penalty = suite.check(instance, path)
        ours = assess(problem, result.roster).objective
        if not penalty == ours == result.objective:
            raise SuiteError(
                f"{instance}: the engine says {result.objective}, our check {ours}, the suite's checker {penalty}"
            )
        gap_to_best = (penalty - best) / best if best else None
    return Measured(
        instance,
        seconds,
        result.objective,
        result.bound,
        result.gap,
        best,
        gap_to_best,
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    )


def write_roster(problem: RosterProblem, roster: Roster, path: Path) -> None:
    """The roster in long form, worked days only."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["employee", "day", "shift", "skill"])
        for employee, line in zip(problem.employees, roster.lines, strict=True):
            for day, cell in enumerate(line):
                if cell is not None:
                    duty = problem.duties[cell]
                    writer.writerow([employee.employee_id, day, duty.shift_id, duty.skill_id])


class _Printer:
    """Progress on stderr: a line for each change of phase or objective, at most every few seconds."""

    def __init__(self, instance: str) -> None:
        self.instance = instance
        self.phase = ""
        self.next_seconds = 0.0

    def show(self, progress: Progress) -> None:
        if progress.phase == self.phase and progress.seconds < self.next_seconds:
            return
        self.phase, self.next_seconds = progress.phase, progress.seconds + _SECONDS_BETWEEN_LINES
        gap = "" if progress.gap is None else f" gap {progress.gap:.2%}"
        bound = "none" if progress.bound is None else f"{progress.bound:.0f}"
        sys.stderr.write(
            f"{self.instance} {progress.seconds:6.1f} s {progress.phase}: objective {progress.objective}, bound {bound}{gap}\n"
        )


def _append(path: Path, measured: Measured) -> None:
    names = [field.name for field in fields(Measured)]
    is_new = not path.exists()
    with path.open("a", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        if is_new:
            writer.writerow(names)
        writer.writerow([getattr(measured, name) for name in names])
    print(", ".join(f"{name} {getattr(measured, name)}" for name in names), flush=True)


if __name__ == "__main__":
    sys.exit(main())
