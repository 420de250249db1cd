"""How quickly, and with how few changes, a published roster is re-planned after absences.

    python -m benchmarks.replan --staff 40,400 --absences 2,12 --seeds 3 --plan-seconds 120 --out DIR

Each size is a generated hospital (`benchmarks.generated`). Its roster is made once and taken as published; then, for
each seed, so many people fall ill for one to three days from the second week on, and the roster is re-planned a day and a half
before. `changed` counts days of people that somebody decided to change and shifts bought; `at_least` is proven by counting:
each fills one open shift at most. The absent people's own shifts are in neither. Writes `results.csv`.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from benchmarks.generated.hospital import HospitalSize, generated_problem
from benchmarks.generated.sizes import add_size, sizes_of
from benchmarks.measuring.arguments import add_effort, exit_code, options_of, whole_number
from benchmarks.measuring.errors import BenchmarkError
from benchmarks.measuring.results_file import ResultsFile, one_line
from optimization.roster.assess import assess
from optimization.roster.problem import AbsencePeriod, RosterProblem
from optimization.roster.replan.changes import n_assignments_changed
from optimization.roster.replan.fewest import shifts_filled
from optimization.roster.replan.replan import replan
from optimization.roster.replan.terms import ChangeTerms, Occasion
from optimization.roster.result import Roster, SolveOptions
from optimization.roster.solve import solve

_FIRST_DAY = 7
_NOTICE_MINUTES = 36 * 60
_LONGEST = 3


@dataclass(frozen=True, slots=True)
class Measured:
    """A row of results.csv. `lost` are the absent people's shifts; `ratio` is changed / at_least."""

    staff: int
    weeks: int
    absences: int
    seed: int
    seconds: float
    lost: int
    open_before: int
    open_after: int
    changed: int
    at_least: int
    ratio: float | None
    gap: float | None


def main(arguments: list[str] | None = None) -> int:
    """Run the sizes asked for; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    add_size(parser)
    parser.add_argument("--absences", required=True, help="people who fall ill, one number for each size")
    parser.add_argument("--seeds", type=whole_number, default=3, help="how many draws of absences")
    parser.add_argument("--plan-seconds", type=float, default=120.0, help="seconds for the published roster")
    add_effort(parser, "replan")
    chosen = parser.parse_args(arguments)
    return exit_code(lambda: _run_all(chosen))


def _run_all(chosen: argparse.Namespace) -> None:
    sizes = sizes_of(chosen)
    numbers = [int(part) for part in chosen.absences.split(",") if part.strip().isdecimal()]
    if len(numbers) != len(sizes):
        raise BenchmarkError(f"--absences takes one number for each size; found {chosen.absences!r}")
    results = ResultsFile[Measured](chosen.out, Measured)
    for size, n_absent in zip(sizes, numbers, strict=True):
        options = options_of(chosen)
        for measured in measure(size, n_absent, chosen.seeds, chosen.plan_seconds, options):
            results.append(measured)
            print(one_line(measured), flush=True)


def measure(
    size: HospitalSize, n_absent: int, n_seeds: int, plan_seconds: float, options: SolveOptions
) -> Iterator[Measured]:
    """Publish one roster, then re-plan it for each draw of absences; every roster is judged by the check of the rules."""
    problem = generated_problem(size)
    published = solve(problem, replace(options, seconds=plan_seconds, gap=0.01)).roster
    if published is None:
        raise BenchmarkError(f"{size}: no roster to publish was found in {plan_seconds:.0f} s")
    occasion = Occasion(problem.grid.start_minute(_FIRST_DAY) - _NOTICE_MINUTES)
    for seed in range(1, n_seeds + 1):
        hit = with_absences(problem, published, n_absent, seed)
        started = time.monotonic()
        done = replan(hit, published, ChangeTerms(), occasion, options)
        seconds = round(time.monotonic() - started, 1)
        before, after = (assess(done.problem, roster) for roster in (done.kept, done.roster))
        if after.hard_breaches_beside(done.known) or after.objective != done.result.objective:
            raise BenchmarkError(f"{size}, seed {seed}: the new roster failed its own check")
        changed = n_assignments_changed(done.changes)
        at_least = shifts_filled(done.problem, before, after)
        short = [each.open_shifts(hit) for each in (before, after)]
        yield Measured(
            size.n_staff,
            size.n_weeks,
            n_absent,
            seed,
            seconds,
            sum(each.employee is not None and each.kind is None for each in done.changes),
            short[0],
            short[1],
            changed,
            at_least,
            round(changed / at_least, 2) if at_least else None,
            done.gap,
        )


def with_absences(problem: RosterProblem, roster: Roster, n_absent: int, seed: int) -> RosterProblem:
    """So many people who work in the days concerned fall ill for one to three days, drawn by lot."""
    random = Random(seed)
    days = range(_FIRST_DAY, _FIRST_DAY + _LONGEST)
    working = [n for n, line in enumerate(roster.lines) if any(line[day] is not None for day in days)]
    employees = list(problem.employees)
    for number in random.sample(working, n_absent):
        last = _FIRST_DAY + random.randint(1, _LONGEST)
        ill = AbsencePeriod(
            problem.grid.start_minute(_FIRST_DAY), problem.grid.start_minute(last), "sickness"
        )
        employees[number] = replace(employees[number], absences=(*employees[number].absences, ill))
    return replace(problem, employees=tuple(employees))


if __name__ == "__main__":
    sys.exit(main())
