"""How the time for a hospital's roster grows with the hospital, to a proven gap.

    python -m benchmarks.hospital --staff 200,400,800,1600 --gap 0.01 --seconds 600 --out DIR

Each size is a generated hospital (`benchmarks.generated`): wards of about 20 people in divisions of five that share a
float pool, one limit on bank and agency hours for all; it is one linked problem. Each is solved in a process of its
own and judged by the check of the rules. Writes `results.csv`, a row for each size, and ends with a sentence for each
step in size.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from benchmarks.generated.hospital import HospitalSize, generated_problem
from benchmarks.generated.sizes import add_size, sizes_of
from benchmarks.measuring.apart import run_each_apart
from benchmarks.measuring.arguments import add_effort, exit_code, options_of, share
from benchmarks.measuring.judged_run import judged_run
from benchmarks.measuring.results_file import ResultsFile, one_line
from optimization.roster.result import SolveOptions
from optimization.roster.solve import solve


@dataclass(frozen=True, slots=True)
class Measured:
    """A row of results.csv. `seconds_to_gap` is empty when the gap asked for was not proven within the limit.

    `seconds` are those of the solve alone; costs are in pence, the gap is a share.
    """

    staff: int
    units: int
    weeks: int
    seconds_to_gap: float | None
    seconds: float
    objective: int | None
    bound: float | None
    gap: float | None
    peak_mb: int
    workers: int
    seed: int


@dataclass(frozen=True, slots=True)
class Task:
    """One hospital to plan."""

    size: HospitalSize
    options: SolveOptions

    def __str__(self) -> str:
        return str(self.size)


def main(arguments: list[str] | None = None) -> int:
    """Run the sizes asked for; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    add_size(parser)
    parser.add_argument("--gap", type=share, default=0.01, help="the gap to prove, as a share (default 0.01)")
    add_effort(parser)
    chosen = parser.parse_args(arguments)
    return exit_code(lambda: _run_all(chosen))


def _run_all(chosen: argparse.Namespace) -> None:
    tasks = [Task(size, options_of(chosen, chosen.gap)) for size in sizes_of(chosen)]
    results = ResultsFile[Measured](chosen.out, Measured)
    rows = []
    for measured in run_each_apart(run, tasks):
        rows.append(measured)
        results.append(measured)
        print(one_line(measured), flush=True)
    for sentence in growth(rows, chosen.gap):
        print(sentence)


def run(task: Task) -> Measured:
    """Generate, solve and judge one hospital."""
    size = task.size
    done = judged_run(str(size), generated_problem(size), solve, task.options)
    gap = done.result.gap
    return Measured(
        size.n_staff,
        size.n_units,
        size.n_weeks,
        done.seconds if gap is not None and gap <= task.options.gap else None,
        done.seconds,
        done.result.objective,
        done.result.bound,
        gap,
        done.peak_mb,
        task.options.n_workers,
        task.options.seed,
    )


def growth(rows: Sequence[Measured], gap: float) -> Iterator[str]:
    """A sentence for each step from one size to the next: the exponent is log(time ratio) / log(staff ratio)."""
    in_order = sorted(rows, key=lambda row: row.staff)
    for row in in_order:
        if row.seconds_to_gap is None:
            reached = "no roster was found" if row.gap is None else f"it was {row.gap:.2%}"
            yield f"With {row.staff} staff a gap of {gap:.2%} was not proven in {row.seconds:.0f} s: {reached}."
    timed = [row for row in in_order if row.seconds_to_gap]
    for small, large in pairwise(timed):
        if small.seconds_to_gap and large.seconds_to_gap and large.staff > small.staff:
            exponent = log(large.seconds_to_gap / small.seconds_to_gap) / log(large.staff / small.staff)
            yield (
                f"From {small.staff} to {large.staff} staff the time to a gap of {gap:.2%} went from "
                f"{small.seconds_to_gap:.1f} s to {large.seconds_to_gap:.1f} s: it grows as the number of staff "
                f"to the power of {exponent:.2f}."
            )


if __name__ == "__main__":
    sys.exit(main())
