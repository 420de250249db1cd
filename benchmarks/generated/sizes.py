"""Sizes of generated hospitals on a command line."""

from __future__ import annotations

import argparse

from benchmarks.generated.hospital import MOST_WEEKS, HospitalSize
from benchmarks.measuring.arguments import whole_number
from benchmarks.measuring.errors import BenchmarkError

_STAFF_PER_UNIT = 20
_LEAST_STAFF = 20


def add_size(parser: argparse.ArgumentParser) -> None:
    """The arguments that say how large."""
    parser.add_argument("--staff", required=True, help="numbers of staff, such as 200,400")
    parser.add_argument("--weeks", type=whole_number, default=4, help=f"weeks planned, at most {MOST_WEEKS}")
    parser.add_argument("--units", type=whole_number, help=f"wards; default: staff / {_STAFF_PER_UNIT}")


def sizes_of(arguments: argparse.Namespace) -> list[HospitalSize]:
    """The hospitals asked for, each number of staff once; the seed is the one of the solve.

    Raises BenchmarkError for sizes that make no hospital.
    """
    if arguments.weeks > MOST_WEEKS:
        raise BenchmarkError(f"--weeks takes 1 to {MOST_WEEKS}; found {arguments.weeks}")
    sizes = []
    for part in dict.fromkeys(arguments.staff.split(",")):
        n_staff = int(part) if part.strip().isdecimal() else 0
        if n_staff < _LEAST_STAFF:
            raise BenchmarkError(f"--staff takes whole numbers of at least {_LEAST_STAFF}; found {part!r}")
        n_units = arguments.units or max(1, n_staff // _STAFF_PER_UNIT)
        if n_staff < 4 * n_units:
            raise BenchmarkError(f"{n_staff} staff cannot run {n_units} units: each needs at least 4 people")
        sizes.append(HospitalSize(n_staff, n_units, arguments.weeks, arguments.seed))
    return sizes
