"""How quickly, and with how few changes, `wardwise replan` mends a published roster after absences.

    python -m benchmarks.replan --staff 40,400 --absences 2,12 --seeds 3 --plan-seconds 120 --seconds 10 --out DIR

Each size is a generated hospital (`benchmarks.generated`), written as a workspace. Its roster is made once and published;
then, for each seed, so many people fall ill for one to three days from the second week on, and `wardwise replan` is run a day
and a half before, as a process of its own. `seconds` are those of the whole process, from its start to its end with all
reports written; `call_list_seconds` those until whom to call is printed, and `search_seconds` those of the search alone.
`changed` counts days of people that somebody decided to change and shifts bought; `at_least` is proven by counting: each
fills one open shift at most. The absent people's own shifts are in neither. Writes `results.csv`.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.generated.hospital import HospitalSize, generated_inputs
from benchmarks.generated.sizes import add_size, sizes_of
from benchmarks.generated.workspace import generated_workspace, plan_and_publish
from benchmarks.measuring.arguments import add_effort, exit_code, whole_number
from benchmarks.measuring.errors import BenchmarkError
from benchmarks.measuring.results_file import ResultsFile, one_line
from data.runs import read_run_table
from data.workspace import Workspace
from optimization.roster.result import SolveOptions

_FIRST_DAY = 7
_LONGEST = 3
_COMMAND = (sys.executable, "-c", "from cli.main import run; run()")


@dataclass(frozen=True, slots=True)
class Measured:
    """A row of results.csv. `lost` are the absent people's shifts; `ratio` is changed / at_least."""

    staff: int
    weeks: int
    absences: int
    seed: int
    seconds: float
    call_list_seconds: float
    search_seconds: float
    lost: int
    open_before: int
    open_after: int
    changed: int
    at_least: int
    ratio: float | None


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
    plan = SolveOptions(
        chosen.plan_seconds, 0.01, chosen.seed, chosen.workers, reproducible=chosen.reproducible
    )
    for size, n_absent in zip(sizes, numbers, strict=True):
        for measured in measure(size, n_absent, chosen.seeds, plan, chosen.seconds):
            results.append(measured)
            print(one_line(measured), flush=True)


def measure(
    size: HospitalSize, n_absent: int, n_seeds: int, plan: SolveOptions, seconds: float
) -> Iterator[Measured]:
    """Publish one roster, then re-plan it for each draw of absences with `seconds` for each search."""
    with tempfile.TemporaryDirectory() as name:
        workspace = generated_workspace(Path(name) / "hospital", size)
        run = plan_and_publish(workspace, size, plan)
        for seed in range(1, n_seeds + 1):
            absent = absences(size, run, n_absent, seed)
            yield _measured(size, n_absent, seed, _replan(workspace, size, absent, seconds))


def absences(size: HospitalSize, run: Path, n_absent: int, seed: int) -> list[str]:
    """So many people who work in the days concerned fall ill for one to three days, drawn by lot, as the command takes it."""
    random = Random(seed)
    grid = generated_inputs(size).grid
    days = [grid.date_of(_FIRST_DAY + day) for day in range(_LONGEST)]
    staff = set(generated_inputs(size).tables.staff.column("staff_id").to_pylist())
    rows = read_run_table(run, "roster").to_pylist()
    working = sorted({row["staff_id"] for row in rows if row["date"] in days} & staff)
    return [f"{who}@{days[0]}..{random.choice(days)}" for who in random.sample(working, n_absent)]


@dataclass(frozen=True, slots=True)
class _Timed:
    """What the command printed, and the seconds until it had and until it was over."""

    printed: dict[str, Any]
    call_list_seconds: float
    seconds: float


def _replan(workspace: Workspace, size: HospitalSize, absent: Sequence[str], seconds: float) -> _Timed:
    day_before = generated_inputs(size).grid.date_of(_FIRST_DAY) - timedelta(days=2)
    arguments = [
        *(part for each in absent for part in ("--absent", each)),
        *("--now", f"{day_before}T12:00", "--seconds", str(seconds), "--workspace", str(workspace.folder), "--json"),
    ]  # fmt: skip
    started = time.monotonic()
    with subprocess.Popen(
        [*_COMMAND, "replan", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        lines = []
        # the last line of the call list; the process goes on and writes its reports
        while (line := process.stdout.readline()) and (lines.append(line) or line.rstrip() != "}"):
            pass
        told = time.monotonic() - started
        message = process.stderr.read()
    took = time.monotonic() - started
    if process.returncode:
        raise BenchmarkError(f"{size}: wardwise replan ended with {process.returncode}: {message}")
    return _Timed(json.loads("".join(lines)), told, took)


def _measured(size: HospitalSize, n_absent: int, seed: int, timed: _Timed) -> Measured:
    printed = timed.printed
    changed, at_least = printed["n_changed"], printed["at_least"]
    return Measured(
        size.n_staff,
        size.n_weeks,
        n_absent,
        seed,
        round(timed.seconds, 1),
        round(timed.call_list_seconds, 1),
        printed["seconds"],
        sum(call["what"] == "away" for call in printed["calls"]),
        printed["open_before"],
        printed["open_after"],
        changed,
        at_least,
        round(changed / at_least, 2) if at_least else None,
    )


if __name__ == "__main__":
    sys.exit(main())
