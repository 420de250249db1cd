"""The engine beside CP-SAT on the same instances in the same call: a plain model of our own, and that of the product.

    python -m benchmarks.peers curtois --instances 1-12 --seconds 60 --out DIR
    python -m benchmarks.peers inrc2 --instances late-w4 --seconds 60 --out DIR
    python -m benchmarks.peers hospital --staff 400 --seconds 60 --out DIR

`plain` is for the instances of Curtois and Qu: it reads the file itself and shares nothing with the product. `cp-sat` is the
model that the product uses for small wards. All get the same problem, seconds, workers and seed, one after the other, each in a process of its own. Every roster is
judged by our check of the rules, and those of public instances by the suite's checker as well. Writes `results.csv`, a
row for each instance and engine, the rosters of public instances, and prints who was better.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from benchmarks.generated.sizes import add_size, sizes_of
from benchmarks.measuring.apart import run_each_apart
from benchmarks.measuring.arguments import add_effort, exit_code, options_of, share
from benchmarks.measuring.judged_run import Engine, judged_run
from benchmarks.measuring.results_file import ResultsFile, one_line
from benchmarks.peering.cases import Case, GeneratedCase, PublicCase
from benchmarks.peering.plain import PlainEngine
from benchmarks.peering.row import Measured
from benchmarks.peering.table import table_lines
from benchmarks.suites.curtois import CurtoisSuite
from benchmarks.suites.judging import gap_to_best
from benchmarks.suites.opening import INSTANCES_HELP, SUITES, open_suite
from optimization.roster.cpsat.engine import solve_by_cpsat
from optimization.roster.result import SolveOptions
from optimization.roster.solve import solve

ENGINES: Mapping[str, Engine] = MappingProxyType({"wardwise": solve, "cp-sat": solve_by_cpsat})


@dataclass(frozen=True, slots=True)
class Task:
    """One instance for one engine."""

    case: Case
    engine: str
    options: SolveOptions
    out: Path

    def __str__(self) -> str:
        return f"{self.case.name} by {self.engine}"


def engines_of(case: Case) -> Mapping[str, Engine]:
    """The engines that can take a case; the plain model knows one format."""
    if isinstance(case, PublicCase) and isinstance(case.suite, CurtoisSuite):
        return {**ENGINES, "plain": PlainEngine(case.suite.path(case.name))}
    return ENGINES


def main(arguments: list[str] | None = None) -> int:
    """Run the engines on the instances asked for; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    kinds = parser.add_subparsers(dest="kind", required=True)
    for name in sorted(SUITES):
        of_suite = kinds.add_parser(name)
        of_suite.add_argument("--instances", required=True, help=INSTANCES_HELP)
        add_effort(of_suite, "peers")
    of_hospital = kinds.add_parser("hospital")
    add_size(of_hospital)
    add_effort(of_hospital, "peers")
    for each in kinds.choices.values():
        each.add_argument(
            "--gap", type=share, default=0.0, help="stop at this proven gap (a share; default 0)"
        )
    chosen = parser.parse_args(arguments)
    return exit_code(lambda: _run_all(chosen))


def _run_all(chosen: argparse.Namespace) -> None:
    cases = _cases(chosen)
    results = ResultsFile[Measured](chosen.out, Measured)
    options = options_of(chosen, chosen.gap)
    tasks = [Task(case, engine, options, chosen.out) for case in cases for engine in engines_of(case)]
    rows = []
    for measured in run_each_apart(run, tasks):
        rows.append(measured)
        results.append(measured)
        print(one_line(measured), flush=True)
    print("\n".join(table_lines(rows)))


def _cases(chosen: argparse.Namespace) -> Sequence[Case]:
    if chosen.kind == "hospital":
        return [GeneratedCase(size) for size in sizes_of(chosen)]
    suite = open_suite(chosen.kind)
    return [PublicCase(suite, name) for name in suite.instances(chosen.instances)]


def run(task: Task) -> Measured:
    """Solve one instance with one engine, and judge the roster."""
    problem = task.case.problem()
    done = judged_run(str(task), problem, engines_of(task.case)[task.engine], task.options)
    task.case.check(problem, done.result, task.out / f"{task.case.name}-{task.engine}.csv")
    best = task.case.best_known()
    return Measured(
        task.case.name,
        task.engine,
        done.seconds,
        done.result.objective,
        done.result.bound,
        done.result.gap,
        best,
        gap_to_best(done.result.objective, best),
        done.peak_mb,
        task.options.n_workers,
        task.options.seed,
    )


if __name__ == "__main__":
    sys.exit(main())
