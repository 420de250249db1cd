"""Solve public rostering instances, check every roster independently, and compare with the best known.

    python -m benchmarks.rostering curtois --instances 1-24 --seconds 600 --out DIR
    python -m benchmarks.rostering inrc2 --instances late-w4 --seconds 600 --out DIR

Writes one long CSV per instance (`employee,day,shift,skill`) and `results.csv`, which grows row by row. Each instance
has a process of its own, so that `peak_mb` is its own; `--jobs 2` runs two at once, each with its `--workers`.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measuring.apart import run_each_apart
from benchmarks.measuring.arguments import add_effort, exit_code, options_of, whole_number
from benchmarks.measuring.judged_run import judged_run
from benchmarks.measuring.results_file import ResultsFile, one_line
from benchmarks.suites.judging import gap_to_best, write_and_check
from benchmarks.suites.opening import INSTANCES_HELP, SUITES, open_suite
from benchmarks.suites.suite import Suite
from optimization.roster.result import SolveOptions
from optimization.roster.solve import solve


@dataclass(frozen=True, slots=True)
class Measured:
    """A row of results.csv; empty objective: no roster found. Gaps are shares, not per cent.

    `workers` are those really used, `ended` is why the search ended.
    """

    instance: str
    seconds: float
    objective: int | None
    bound: float | None
    gap: float | None
    best_known: int | None
    gap_to_best: float | None
    peak_mb: int
    workers: int
    seed: int
    engine: str
    ended: str


@dataclass(frozen=True, slots=True)
class Task:
    """One instance to solve, and where its roster goes."""

    suite: Suite
    instance: str
    best_known: int | None
    options: SolveOptions
    out: Path

    def __str__(self) -> str:
        return self.instance


def main(arguments: list[str] | None = None) -> int:
    """Run the instances asked for; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("suite", choices=sorted(SUITES))
    parser.add_argument("--instances", required=True, help=INSTANCES_HELP)
    add_effort(parser, "rostering")
    parser.add_argument(
        "--jobs", type=whole_number, default=1, help="instances solved at once, with --workers cores each"
    )
    chosen = parser.parse_args(arguments)
    return exit_code(lambda: _run_all(chosen))


def _run_all(chosen: argparse.Namespace) -> None:
    suite = open_suite(chosen.suite)
    instances = suite.instances(chosen.instances)
    results = ResultsFile[Measured](chosen.out, Measured)
    options = options_of(chosen)
    tasks = [Task(suite, name, suite.best_known(name), options, chosen.out) for name in instances]
    for measured in run_each_apart(run, tasks, chosen.jobs):
        results.append(measured)
        print(one_line(measured), flush=True)


def run(task: Task) -> Measured:
    """Solve one instance and check it twice: by our own check of the rules and by the suite's checker."""
    problem = task.suite.read(task.instance)
    done = judged_run(task.instance, problem, solve, task.options)
    write_and_check(task.suite, task.instance, problem, done.result, task.out / f"{task.instance}.csv")
    return Measured(
        task.instance,
        done.seconds,
        done.result.objective,
        done.result.bound,
        done.result.gap,
        task.best_known,
        gap_to_best(done.result.objective, task.best_known),
        done.peak_mb,
        done.result.report.n_workers,
        task.options.seed,
        done.result.report.engine,
        done.result.termination.value,
    )


if __name__ == "__main__":
    sys.exit(main())
