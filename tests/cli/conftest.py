"""How the tests of the command line call it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from cli.main import app

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
