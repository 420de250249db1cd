"""Runs of earlier versions can still be read; a table that is lost is named, never taken as empty."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pyarrow.parquet as pq
import pytest

from data.problems import InputError
from data.runs import read_run_table
from reports.write import write_reports


def test_a_run_from_before_peaks_were_recorded_has_none(run_folder: Path, tmp_path: Path) -> None:
    older = copytree(run_folder, tmp_path / "older")
    (older / "tables" / "forecast_peaks.parquet").unlink()
    assert read_run_table(older, "forecast_peaks").num_rows == 0
    assert "unit_id" in read_run_table(older, "forecast_peaks").column_names


def test_a_run_from_before_split_shifts_can_be_reported(run_folder: Path, tmp_path: Path) -> None:
    """Its shifts have no column for the pause; the page of such a run ended with a traceback."""
    older = copytree(run_folder, tmp_path / "older")
    path = older / "tables" / "shifts.parquet"
    pq.write_table(pq.read_table(path).drop_columns(["gap_start", "gap_end"]), path)
    assert set(read_run_table(older, "shifts").column("gap_start").to_pylist()) == {None}
    write_reports(older)
    assert (older / "report.html").stat().st_size > 0


@pytest.mark.parametrize("damage", ["lost", "cut off"])
def test_a_table_that_cannot_be_read_is_named(run_folder: Path, tmp_path: Path, damage: str) -> None:
    broken = copytree(run_folder, tmp_path / "broken")
    path = broken / "tables" / "roster.parquet"
    if damage == "lost":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:40])
    with pytest.raises(InputError) as error:
        read_run_table(broken, "roster")
    assert str(path) in str(error.value)
    assert "make the plan again" in str(error.value)
