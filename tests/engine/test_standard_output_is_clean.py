"""HiGHS once printed its banner in front of the JSON that `plan --json` writes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROGRAM = """
from optimization.roster.columns.banner import swallow_banner
import highspy
swallow_banner()
highspy.Highs()
print("result")
"""


def test_nothing_but_the_result_reaches_standard_output() -> None:
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, cwd=root
    )
    assert done.stdout == "result\n"
