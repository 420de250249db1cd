"""Keeping HiGHS off standard output.

HiGHS prints two lines when its first solver of a process is made, whatever its options say. Standard output belongs to
the result (`--json`), so the first solver is made while the file descriptor points to nothing.
"""

from __future__ import annotations

import ctypes
import os
import sys
from functools import cache

import highspy


@cache
def swallow_banner() -> None:
    """Make the first solver of this process, without its lines; further calls do nothing."""
    sys.stdout.flush()
    kept = os.dup(1)
    nothing = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nothing, 1)
        highspy.Highs()  # type: ignore[no-untyped-call]
        if os.name == "posix":
            ctypes.CDLL(None).fflush(None)  # the lines wait in C's own buffer unless a terminal reads them
    finally:
        os.dup2(kept, 1)
        os.close(nothing)
        os.close(kept)
