"""Writing the reports of a run again: whole or not at all, and never over what somebody has changed by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from data.problems import InputError
from reports import write
from reports.in_place import RECORD
from reports.write import carry_over, write_reports
from tests.reports.run_sample import write_sample_run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = write_sample_run(tmp_path)
    assert write_reports(made) == ()
    return made


def change(path: Path) -> bytes:
    path.write_bytes(path.read_bytes() + b"by hand")
    return path.read_bytes()


def test_reports_that_nobody_touched_are_replaced(folder: Path) -> None:
    (folder / "calendars" / "0017.ics").unlink()
    assert write_reports(folder) == ()
    assert (folder / "calendars" / "0017.ics").is_file()
    assert not list(folder.glob(".*"))
    assert set(json.loads((folder / RECORD).read_text())) == {"roster.csv", "roster.xlsx", "report.html"}


def test_a_roster_changed_by_hand_stays_and_the_new_one_lies_beside(folder: Path) -> None:
    edited = change(folder / "roster.xlsx")
    for _ in range(2):  # the second time round, the one beside is ours and is replaced
        (report,) = write_reports(folder)
        assert report.text == (
            "roster.xlsx was changed since it was written and stays as it is; the new one is roster-2.xlsx"
        )
        assert (folder / "roster.xlsx").read_bytes() == edited
    edited_too = change(folder / "roster-2.xlsx")
    (report,) = write_reports(folder)
    assert report.beside == folder / "roster-3.xlsx"
    assert (folder / "roster-2.xlsx").read_bytes() == edited_too


def test_in_a_run_without_record_only_an_equal_file_counts_as_untouched(folder: Path) -> None:
    (folder / RECORD).write_text("[broken", encoding="utf-8")
    assert write_reports(folder) == ()
    (folder / RECORD).unlink()
    change(folder / "roster.csv")
    assert [report.beside.name for report in write_reports(folder)] == ["roster-2.csv"]


def test_a_failure_half_way_changes_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    def fail(*_: object) -> None:
        raise RuntimeError("a bug in the page")

    monkeypatch.setattr(write, "write_page", fail)
    with pytest.raises(RuntimeError):
        write_reports(folder)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_planning_again_carries_over_what_was_changed_by_hand(folder: Path, tmp_path: Path) -> None:
    edited = change(folder / "roster.xlsx")
    again = write_sample_run(tmp_path, "2026-W43-baseline-0000000009")
    carry_over(folder, again)
    (report,) = write_reports(again)
    assert (report.stays.read_bytes(), report.beside.name) == (edited, "roster-2.xlsx")


def test_a_file_that_cannot_be_replaced_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(InputError, match="a file that can be replaced") as caught:
        write_reports(folder)
    assert "close it in other programs" in str(caught.value)
