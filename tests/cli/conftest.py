"""How the tests of the command line call it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from cli.main import app
from optimization.roster.result import SolveResult
from optimization.roster.solve import solve
from scenarios import evaluate
from tests.cli.tiny_hospital import write_tiny_hospital

Call = Callable[..., Result]


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Run `wardwise` with the given words, in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run(*words: str | Path) -> Result:
        return CliRunner().invoke(app, [str(word) for word in words], prog_name="wardwise")

    return run


def printed_json(result: Result) -> Any:
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def files_in(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


@pytest.fixture(scope="session")
def tiny_hospital(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with data; tests that write into it take `own_hospital`."""
    return write_tiny_hospital(tmp_path_factory.mktemp("tiny") / "hospital")


@pytest.fixture
def own_hospital(tiny_hospital: Path, tmp_path: Path) -> Path:
    """A copy of the workspace for one test."""
    return Path(shutil.copytree(tiny_hospital, tmp_path / "hospital"))


@pytest.fixture(scope="session")
def solved_and_planned(
    tiny_hospital: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[SolveResult, Result, Path]:
    """`wardwise plan --json` in a copy of the workspace: what the engine found, what was printed, the run folder."""
    folder = Path(shutil.copytree(tiny_hospital, tmp_path_factory.mktemp("planned") / "hospital"))
    found: list[SolveResult] = []

    def solve_and_keep(*arguments: Any) -> SolveResult:
        found.append(solve(*arguments))
        return found[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(evaluate, "solve", solve_and_keep)
        result = CliRunner().invoke(app, ["plan", "--json", "--workspace", str(folder)], prog_name="wardwise")
    return found[0], result, Path(json.loads(result.stdout)["run_dir"])


@pytest.fixture
def planned(solved_and_planned: tuple[SolveResult, Result, Path]) -> tuple[Result, Path]:
    """What `wardwise plan --json` printed, and the run folder."""
    return solved_and_planned[1:]


@pytest.fixture
def solved(solved_and_planned: tuple[SolveResult, Result, Path]) -> SolveResult:
    """What the engine finds for the tiny hospital; spares tests a solve of their own."""
    return solved_and_planned[0]
