"""Without numba a plan is still made, by CP-SAT, and what is missing is said with the way to mend it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from numba.core.errors import LoweringError

from optimization.roster.assess import assess
from optimization.roster.columns.compiler import missing_compiler
from optimization.roster.result import SolveOptions
from optimization.roster.solve import solve
from tests.engine.test_tables_too_large import four_weeks

MISSING = "numba is not installed; install it with `python -m pip install numba`"

COMPILE = """
from optimization.roster.columns.compiled import compiled
print(compiled(lambda number: number + 1)(1))
"""


@pytest.fixture(autouse=True)
def asked_anew() -> Iterator[None]:
    missing_compiler.cache_clear()
    yield
    missing_compiler.cache_clear()


class Refusing:
    """An importer that fails as a library does that does not fit the others."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def find_spec(self, name: str, *_: object) -> None:
        if name == "numba":
            self._refuse()

    def _refuse(self) -> NoReturn:
        raise self.error


def test_large_wards_are_planned_by_cpsat_with_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "numba", None)
    problem = four_weeks(6)
    found = solve(problem, SolveOptions(seconds=10, gap=0.9))
    assert found.report.engine == "cp-sat"
    assert found.report.warnings == (
        f"planned with CP-SAT alone, which finds dearer rosters for large wards: {MISSING}",
    )
    assert found.roster is not None
    assess(problem, found.roster).refuse_if_wrong(found)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (
            ImportError("Numba needs NumPy 2.4 or less. Got NumPy 2.9."),
            "Numba needs NumPy 2.4 or less. Got NumPy 2.9",
        ),
        (OSError("Could not find libllvmlite.so\nsearched in x"), "Could not find libllvmlite.so"),
        (ModuleNotFoundError("No module named 'llvmlite'", name="llvmlite"), "No module named 'llvmlite'"),
    ],
)
def test_a_numba_that_does_not_load_is_told_from_one_that_is_missing(
    error: Exception, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "numba", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Refusing(error), *sys.meta_path])
    assert missing_compiler() == (
        f"numba does not load here ({reason}); install it again with `python -m pip install --force-reinstall numba`"
    )


def test_a_numba_that_cannot_compile_leaves_the_plan_to_cpsat(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> NoReturn:
        raise LoweringError("no target for this processor\nfile x.py, line 1")

    monkeypatch.setattr("optimization.roster.columns.engine.solve_by_columns", fail)
    problem = four_weeks(6)
    found = solve(problem, SolveOptions(seconds=10, gap=0.9))
    assert found.report.engine == "cp-sat"
    warning = found.report.warnings[0]
    assert warning.endswith(
        "numba cannot compile here (no target for this processor); "
        "install it again with `python -m pip install --force-reinstall numba`"
    )
    assert found.roster is not None


def test_code_that_cannot_be_kept_is_compiled_anew_and_that_is_said(tmp_path: Path) -> None:
    """A file stands where the folder for compiled code should be; code without a file of its own has no other place."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", COMPILE],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NUMBA_CACHE_DIR": str(tmp_path / "file" / "cache")},
    )
    assert (done.returncode, done.stdout) == (0, "2\n"), done.stderr
    assert "Compiled code cannot be kept (cannot cache function" in done.stderr
    assert "set NUMBA_CACHE_DIR to a folder that can be written" in done.stderr
