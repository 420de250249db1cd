"""A reproducible roster does not depend on the order in which Python happens to hash strings."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import optimization

SOLVE = """
from random import Random
from optimization.roster.columns.engine import solve_by_columns
from optimization.roster.result import SolveOptions
from tests.engine.test_bound_is_valid import random_roster
from tests.engine.test_tables_too_large import four_weeks

options = SolveOptions(seconds=1, n_workers=1, reproducible=True)
for problem in (four_weeks(), random_roster(Random("hashing"))):
    found = solve_by_columns(problem, options)
    print(found.objective, found.bound, found.roster)
"""


def rosters_with(hash_seed: str) -> str:
    root = Path(optimization.__file__).parent.parent
    done = subprocess.run(
        [sys.executable, "-c", SOLVE],
        env={**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return done.stdout


def test_the_seed_of_hashing_changes_nothing() -> None:
    first = rosters_with("1")
    assert first.count("Roster(") == 2
    assert rosters_with("2") == first
