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

MILESTONES = (0.02, 0.05, 0.10)


@dataclass(frozen=True, slots=True)
class Measured:
    """A row of results.csv. `seconds_to_gap` is empty when the gap asked for was not proven within the limit.

    `seconds_to_2`, `seconds_to_5` and `seconds_to_10` are the same for gaps of 2, 5 and 10 %. `seconds` are those of the
    solve alone; costs are in pence, the gap is a share.
    """

    staff: int
    units: int
    weeks: int
    seconds_to_gap: float | None
    seconds_to_2: float | None
    seconds_to_5: float | None
    seconds_to_10: float | None
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
    add_effort(parser, "hospital")
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
    return Measured(
        size.n_staff,
        size.n_units,
        size.n_weeks,
        done.seconds_to(task.options.gap),
        *(done.seconds_to(milestone) for milestone in MILESTONES),
        done.seconds,
        done.result.objective,
        done.result.bound,
        done.result.gap,
        done.peak_mb,
        done.result.report.n_workers,
        task.options.seed,
    )


def growth(rows: Sequence[Measured], gap: float) -> Iterator[str]:
    """A sentence for each step from one size to the next: the exponent is log(time ratio) / log(staff ratio).

    Times are to the gap asked for, or to the smallest milestone that both sizes reached.
    """
    in_order = sorted(rows, key=lambda row: row.staff)
    for row in in_order:
        if row.seconds_to_gap is None:
            reached = "no roster was found" if row.gap is None else f"it was {row.gap:.2%}"
            yield f"With {row.staff} staff a gap of {gap:.2%} was not proven in {row.seconds:.0f} s: {reached}."
    for small, large in pairwise(in_order):
        if large.staff > small.staff:
            yield _step(small, large, gap)


def _step(small: Measured, large: Measured, gap: float) -> str:
    sizes = f"From {small.staff} to {large.staff} staff"
    for reached, early, late in zip((gap, *MILESTONES), _times(small), _times(large), strict=True):
        if early and late:
            exponent = log(late / early) / log(large.staff / small.staff)
            return (
                f"{sizes} the time to a gap of {reached:.2%} went from {early:.1f} s to {late:.1f} s: it grows as the "
                f"number of staff to the power of {exponent:.2f}."
            )
    return f"{sizes} nothing can be said: there is no gap of {MILESTONES[-1]:.0%} or less that both reached."


def _times(row: Measured) -> tuple[float | None, ...]:
    return row.seconds_to_gap, row.seconds_to_2, row.seconds_to_5, row.seconds_to_10


if __name__ == "__main__":
    sys.exit(main())
