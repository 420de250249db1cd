"""Forecast public hospital series from rolling origins and compare with what happened.

    python -m benchmarks.forecasting swast --out DIR

The sets swast, divi, ventilators and discharges are daily series, forecast by the product and by each forecaster alone in the
same run; ed_hourly is arrivals by the hour, and stays the sample hospital, occupied beds from stays beside those from daily
counts, both beside a seasonal naive, ETS and Prophet alone; speed is 500 generated series. Origins of daily series, and series
of speed, run on all cores.

Writes `results.csv` with a row for each forecaster, series and horizon, and the mean over series: MASE, weighted interval
score, root mean squared error, bias, coverage of the 50, 80 and 95 % intervals, and processor seconds for one forecast. The
folder of real series is taken from WARDWISE_REAL_DATA (default ../shared/real).
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.forecasting.ed_hourly import run_ed_hourly
from benchmarks.forecasting.rolling import ALONE, run_rolling
from benchmarks.forecasting.scores import Score
from benchmarks.forecasting.sets import SETS
from benchmarks.forecasting.speed import run_speed
from benchmarks.forecasting.stays import run_stays
from benchmarks.measuring.arguments import exit_code, whole_number
from benchmarks.measuring.errors import BenchmarkError
from benchmarks.measuring.results_file import ResultsFile

OTHERS: dict[str, Callable[[Path, Callable[[int, int], None]], list[Score]]] = {
    "ed_hourly": run_ed_hourly,
    "stays": run_stays,
}

_PRINTED = ("mean", "lowest", "highest")


def main(arguments: list[str] | None = None) -> int:
    """Run the set asked for; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("set", choices=sorted({*SETS, *OTHERS, "speed"}))
    parser.add_argument("--out", type=Path, required=True, help="folder of results.csv")
    parser.add_argument(
        "--alone", nargs="*", choices=ALONE, default=ALONE, help="forecasters to try alone; default: all"
    )
    parser.add_argument("--series", type=int, default=500, help="how many series speed forecasts")
    parser.add_argument("--jobs", type=whole_number, help="processes; default: all cores")
    chosen = parser.parse_args(arguments)
    return exit_code(lambda: _run(chosen))


def _run(chosen: argparse.Namespace) -> None:
    folder = Path(os.environ.get("WARDWISE_REAL_DATA", "../shared/real"))
    try:
        if chosen.set == "speed":
            rows = run_speed(chosen.series, chosen.jobs, _say_series)
        elif chosen.set in OTHERS:
            rows = OTHERS[chosen.set](folder, _say_origin)
        else:
            rows = run_rolling(
                chosen.set, SETS[chosen.set](folder), tuple(chosen.alone), chosen.jobs, _say_origin
            )
    except OSError as error:
        raise BenchmarkError(
            f"{error.filename} is not there; set WARDWISE_REAL_DATA to the folder of real series"
        ) from error
    results = ResultsFile[Score](chosen.out, Score)
    for row in rows:
        results.append(row)
        if row.series in _PRINTED:
            print(_line(row), flush=True)


def _say_origin(done: int, total: int) -> None:
    sys.stderr.write(f"origin {done} of {total}\n")


def _say_series(done: int, total: int) -> None:
    if done % 50 == 0:
        sys.stderr.write(f"series {done} of {total}\n")


def _line(row: Score) -> str:
    figures = [
        f"{name} {value:.3f}"
        for name in ("mase", "wis", "rmse", "bias", "coverage_50", "coverage_80", "coverage_95", "seconds")
        if (value := getattr(row, name)) is not None
    ]
    which = "" if row.series == "mean" else f" ({row.series} series)"
    return f"{row.set} {row.forecaster}{which} day 1 to {row.horizon}: {', '.join(figures)}"


if __name__ == "__main__":
    sys.exit(main())
