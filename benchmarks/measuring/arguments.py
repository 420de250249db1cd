"""Arguments that the benchmarks have in common, and the exit code for a sentence."""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.measuring.errors import BenchmarkError
from optimization.roster.result import SolveOptions

_RESULTS = Path("benchmark-results")


def add_effort(parser: argparse.ArgumentParser, name: str) -> None:
    """How hard to try, and where to write; `name` is that of the benchmark."""
    parser.add_argument("--seconds", type=_seconds, default=600.0, help="most seconds for each solve")
    parser.add_argument("--workers", type=whole_number, default=2, help="cores used for each solve")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--reproducible",
        action="store_true",
        help="the mode of a plan unless --fast: one thread, seconds by work done, equal runs",
    )
    out = _RESULTS / name
    parser.add_argument("--out", type=Path, default=out, help=f"folder of results.csv (default {out})")


def options_of(arguments: argparse.Namespace, gap: float = 0.0) -> SolveOptions:
    """What `add_effort` asked for."""
    return SolveOptions(
        arguments.seconds, gap, arguments.seed, arguments.workers, reproducible=arguments.reproducible
    )


def whole_number(text: str) -> int:
    """A whole number of at least 1; raises ArgumentTypeError, which argparse turns into a message and exit code 2."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"expected a whole number of at least 1, found {text!r}")
    return int(text)


def share(text: str) -> float:
    """A share from 0 to below 1; raises ArgumentTypeError."""
    number = _number(text)
    if not 0 <= number < 1:
        raise argparse.ArgumentTypeError(f"expected a share from 0 to below 1, such as 0.01; found {text!r}")
    return number


def _seconds(text: str) -> float:
    seconds = _number(text)
    if not 0 < seconds < math.inf:
        raise argparse.ArgumentTypeError(f"expected seconds above 0, found {text!r}")
    return seconds


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan


def exit_code(run: Callable[[], None]) -> int:
    """0 after `run`; 2 when it ended with a BenchmarkError, whose sentence goes to stderr; 130 after Ctrl-C."""
    try:
        run()
    except BenchmarkError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except KeyboardInterrupt:
        sys.stderr.write("Stopped; the rows written so far stay in results.csv.\n")
        return 130
    return 0
