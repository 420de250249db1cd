"""Compiled code is kept from run to run, and never outlives a change of the functions that it calls."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

KERNEL = """
from optimization.roster.columns.compiled import compiled

@compiled
def double(number):
    return 2 * number
"""

RUN = """
import sys
from optimization.roster.columns import compiled as compiling

if sys.argv[1] != "now":
    compiling.digest_of_sources = lambda: sys.argv[1]
import kernel
kernel.double(2)
print(sum(kernel.double.stats.cache_hits.values()))
"""


def loaded(folder: Path, sources: str) -> int:
    """How many functions a run takes from those kept, when the sources of all kernels are `sources`."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, sources],
        capture_output=True,
        text=True,
        check=True,
        cwd=folder,
        env={
            **os.environ,
            "NUMBA_CACHE_DIR": str(folder / "cache"),
            "PYTHONPATH": os.pathsep.join([str(folder), *sys.path]),
        },
    )
    return int(done.stdout)


def test_a_second_run_takes_what_the_first_has_compiled_unless_a_kernel_has_changed(tmp_path: Path) -> None:
    (tmp_path / "kernel.py").write_text(KERNEL, encoding="utf-8")
    assert [loaded(tmp_path, sources) for sources in ("now", "now", "changed", "changed")] == [0, 1, 0, 1]
