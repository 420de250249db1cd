"""Plan a real network: Malaysia's public hospitals, 16 states as sites, week 2023-W48.

    python -m benchmarks.real_network [--out DIR] [--seconds 60]

The folder of real series is taken from WARDWISE_REAL_DATA (default ../shared/real). History up to 2023-11-26 goes
through the ordinary importers; critical care nurses are generated; the week is planned and the forecast is printed
beside what really happened, per state.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd

from benchmarks.malaysia.configuration import configuration_text
from benchmarks.malaysia.files import write_files
from benchmarks.malaysia.outcome import compare
from benchmarks.malaysia.source import network_folder, read_network
from cli.planning.run_folders import save_run
from data.calendar import IsoWeek
from data.importers.files import import_files
from data.load_inputs import load_inputs
from data.workspace import open_workspace
from scenarios.evaluate import evaluate
from scenarios.options import plan_options

WEEK = IsoWeek(2023, 48)
LAST_DAY = pd.Timestamp("2023-11-26")


def main() -> int:
    """Build, import, plan, compare; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--out", type=Path, help="folder of the workspace; default: a temporary one")
    parser.add_argument("--seconds", type=float, default=60.0, help="most seconds for the roster")
    arguments = parser.parse_args()
    source = network_folder()
    if source is None:
        return 2
    with tempfile.TemporaryDirectory() as temporary:
        run(source, arguments.out or Path(temporary) / "malaysia", arguments.seconds)
    return 0


def run(source: Path, folder: Path, seconds: float) -> None:
    """Plan the week in `folder` and print every figure."""
    network = read_network(source)
    history = network.days[network.days["date"] <= LAST_DAY]
    actual = network.days[
        (network.days["date"] > LAST_DAY) & (network.days["date"] <= LAST_DAY + pd.Timedelta(days=7))
    ]
    folder.mkdir(parents=True, exist_ok=True)
    last_day = history.groupby("state").tail(1)
    (folder / "hospital.toml").write_text(configuration_text(last_day), encoding="utf-8")
    workspace = open_workspace(folder)
    print(f"zeros read as not reported: {network.n_blanked}")
    for report in import_files(workspace, write_files(folder / "files", history)).files:
        print(f"{report.table}: {report.n_loaded} rows loaded, {report.n_quarantined} set aside")
    inputs = load_inputs(workspace, WEEK)
    start = time.perf_counter()
    plan = evaluate(inputs, plan_options(inputs, seconds=seconds))
    print(
        f"planned {WEEK} for {inputs.tables.staff.num_rows} staff in {time.perf_counter() - start:.0f} s",
        end=": ",
    )
    print(", ".join(f"{step} {spent:.1f}" for step, spent in plan.seconds.items()))
    result = plan.result
    print(f"{result.status.value}, objective {result.objective}, bound {result.bound}, gap {result.gap}")
    print(f"kpis: {plan.kpis}")
    print(f"run folder: {save_run(workspace.runs_folder, plan)}")
    with pd.option_context("display.width", 120, "display.max_rows", None, "display.precision", 2):
        table = compare(plan.forecast, actual)
        print(table.to_string(index=False))
        print(table.groupby("measure")[["mae", "inside_80"]].mean().to_string())


if __name__ == "__main__":
    sys.exit(main())
