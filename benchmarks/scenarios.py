"""What many scenarios cost together: the library compared, and a sweep against as many plans made cold.

    python -m benchmarks.scenarios library
    python -m benchmarks.scenarios sweep --cold 3

Both on the sample hospital, week 2026-W49, with the processes of this machine. `library` does what
`wardwise scenario compare` does with the twelve scenarios that come with wardwise: it plans the baseline, with nothing kept from before, and each
of them, writes all run folders with their reports, and the page that compares them. `sweep` plans a grid of 7 x 3 (sickness, demand) and, each in a process of
its own without anything kept from before, some cold plans; 21 of these are what the sweep is compared with. Prints wall and
processor seconds of each, workers included, and ends with 1 when a limit is passed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measuring.arguments import whole_number
from cli.planning.compare_week import compare_week
from cli.planning.effort import Effort
from cli.planning.sample import SAMPLE_WEEK, sample_workspace
from data.calendar import IsoWeek
from data.configuration.compute import Compute
from data.load_inputs import load_inputs
from data.runs import RunRecord, read_record
from data.workspace import Workspace, open_workspace
from scenarios.batch import evaluate_batch
from scenarios.evaluate import evaluate
from scenarios.jobs import computing
from scenarios.load import load_scenario
from scenarios.options import plan_options
from scenarios.outcome import Failure
from scenarios.vary import grid_points, parse_axis, varied

AXES = tuple(map(parse_axis, ("sickness.percent=0:30:5", "demand.percent=0,10,20")))
LIBRARY_LIMIT_SECONDS = 300
SWEEP_LIMIT_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds by the clock, and of processors."""

    wall: float
    processor: float


def plan_cold(workspace: Workspace) -> None:
    """One plan; the caller has deleted what was kept from before."""
    inputs = load_inputs(workspace, IsoWeek.parse(SAMPLE_WEEK))
    evaluate(inputs, plan_options(inputs))


def compare_library(workspace: Workspace) -> None:
    """The baseline and every scenario of the workspace, with run folders and the page; prints one line for each plan."""
    names = sorted(path.stem for path in workspace.scenarios_folder.glob("*.toml"))
    compared = compare_week(workspace, SAMPLE_WEEK, names, Effort(), fresh=True)
    for folder in compared.run_dirs:
        record = read_record(folder)
        seconds = ", ".join(f"{step} {taken:.1f}" for step, taken in record.seconds.items() if taken >= 0.05)
        print(f"  {record.scenario}: {record.kpis.open_shifts} open, {_gap(record)}; seconds: {seconds}")
    for failed in compared.failed:
        print(f"  {failed.name} has no plan")
    print(
        f"  {len(compared.comparison.names)} plans compared, page of {compared.page.stat().st_size / 1e6:.1f} MB"
    )


def plan_sweep(workspace: Workspace) -> None:
    """The grid over the scenario `early_flu`, on the cores of this machine; prints one line for each plan."""
    folder = workspace.scenarios_folder
    chain = load_scenario(folder / "early_flu.toml", folder)
    chains = [varied(chain, AXES, values) for values in grid_points(AXES)]
    inputs = load_inputs(workspace, IsoWeek.parse(SAMPLE_WEEK))
    with computing(Compute()) as jobs:
        for outcome in evaluate_batch(inputs, chains, plan_options(inputs), jobs):
            result = outcome.result
            if isinstance(result, Failure):
                print(f"  {outcome.name}: {result.text}")
                continue
            record = result.record
            print(f"  {outcome.name}: {record.kpis.open_shifts} open, {_gap(record)}", flush=True)


def _gap(record: RunRecord) -> str:
    return "gap not known" if record.gap is None else f"gap {record.gap:.2%}"


PARTS: Mapping[str, Callable[[Workspace], None]] = {
    "cold": plan_cold,
    "library": compare_library,
    "sweep": plan_sweep,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what is asked for; 1 when a limit is passed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("part", choices=("library", "sweep"))
    parser.add_argument("--cold", type=whole_number, default=3, help="how many cold plans are measured")
    # A part in a process of its own: this module again, with the workspace of the caller.
    parser.add_argument("--inside", metavar="PART", choices=PARTS, help=argparse.SUPPRESS)
    parser.add_argument("--workspace", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if asked.inside:
        PARTS[asked.inside](open_workspace(asked.workspace))
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = sample_workspace(Path(name) / "hospital").folder
        if asked.part == "library":
            return int(_measured("library", folder).wall > LIBRARY_LIMIT_SECONDS)
        return int(_share_of_cold(folder, asked.cold) > SWEEP_LIMIT_SHARE)


def _share_of_cold(folder: Path, n_cold: int) -> float:
    """Wall time of the sweep as a share of that of as many cold plans."""
    cold = []
    for _ in range(n_cold):
        shutil.rmtree(folder / "cache", ignore_errors=True)
        cold.append(_measured("cold", folder))
    # The baseline is warm: the last cold plan has left its trials behind.
    sweep, n_points = _measured("sweep", folder), len(grid_points(AXES))
    wall = sweep.wall / (n_points * sum(one.wall for one in cold) / n_cold)
    processor = sweep.processor / (n_points * sum(one.processor for one in cold) / n_cold)
    print(f"The sweep takes {wall:.0%} of the time and {processor:.0%} of the work of {n_points} cold plans.")
    return wall


def _measured(part: str, folder: Path) -> Spent:
    start = time.perf_counter()
    command = [
        sys.executable,
        "-m",
        "benchmarks.scenarios",
        "library",
        "--inside",
        part,
        "--workspace",
        str(folder),
    ]
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{part} failed")
    spent = Spent(time.perf_counter() - start, usage.ru_utime + usage.ru_stime)
    print(f"{part}: {spent.wall:.0f} s, {spent.processor:.0f} processor seconds", flush=True)
    return spent


if __name__ == "__main__":
    sys.exit(main())
