"""The figures of `wardwise plan --json`."""

import json
from pathlib import Path

import pytest

from data.problems import InputError
from reports.as_json import run_as_json


def test_has_exactly_the_agreed_keys(run_folder: Path) -> None:
    result = json.loads(json.dumps(run_as_json(run_folder), allow_nan=False))
    assert list(result) == ["run_id", "run_dir", "status", "objective", "bound", "gap", "kpis"]
    assert result["run_id"] == "2026-W43-baseline-0123456789"
    assert result["run_dir"] == str(run_folder)
    assert (result["status"], result["objective"], result["bound"], result["gap"]) == (
        "feasible",
        2352600,
        2335000.0,
        0.0075,
    )
    assert result["kpis"]["fill_rate_by_skill"] == {"RN": 0.62, "HCA": 0.41}
    assert result["kpis"]["open_shifts"] == 58


def test_a_folder_that_is_no_run_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"a run folder with a readable run\.json") as caught:
        run_as_json(tmp_path)
    assert str(tmp_path) in str(caught.value)
