"""`wardwise demo`: makes the sample hospital once, whole or not at all, and plans its week."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.planning import sample
from tests.cli.conftest import Call, files_in, printed_json
from tests.cli.tiny_hospital import write_tiny_hospital


def test_a_hospital_that_is_there_is_planned_and_not_made_again(
    own_hospital: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sample, "write_sample", None)
    printed = printed_json(call("demo", own_hospital, "--json", "--seconds", 2))
    assert printed["run_id"].startswith("2026-W49-baseline-")
    assert (Path(printed["run_dir"]) / "report.html").is_file()


def test_the_sample_is_made_where_it_was_asked_for(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sample, "write_sample", write_tiny_hospital)
    (tmp_path / "empty").mkdir()
    result = call("demo", "empty", "--seconds", 2)
    assert result.exit_code == 0, result.stderr
    lines = result.stderr.splitlines()
    assert lines[0] == "Making the sample hospital ..."
    assert lines[-2].endswith("report.html")
    assert lines[-1] == "Next: cd empty, then `wardwise --help`"
    assert [path.name for path in tmp_path.iterdir()] == ["empty"]
    listed = printed_json(call("scenario", "list", "--json", "-w", "empty"))
    assert "early_flu" in [row["name"] for row in listed]


def test_a_demo_that_is_stopped_leaves_no_half_made_hospital(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(folder: Path) -> None:
        folder.mkdir()
        (folder / "hospital.toml").write_text("half", encoding="utf-8")
        raise KeyboardInterrupt

    monkeypatch.setattr(sample, "write_sample", stopped)
    assert call("demo").exit_code == 130
    assert files_in(tmp_path) == []
