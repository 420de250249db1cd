"""`wardwise monitor`: exit code for a scheduler, what it prints and writes, and that pruning runs loses nothing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Call, files_in, printed_json
from tests.cli.tiny_hospital import LAST_DAY, write_csv


@pytest.fixture
def judged_hospital(own_hospital: Path, call: Call) -> Path:
    """The tiny hospital with its last three weeks forecast in hindsight."""
    result = call("monitor", "--hindsight", 3, "-w", own_hospital)
    assert result.exit_code == 0, result.stderr
    return own_hospital


def test_with_nothing_to_judge_it_says_what_to_do_and_ends_with_0(own_hospital: Path, call: Call) -> None:
    result = call("monitor", "-w", own_hospital)
    assert result.exit_code == 0, result.stderr
    assert "Nothing can be judged yet." in result.stdout
    assert "`wardwise monitor --hindsight 8`" in " ".join(result.stdout.split())
    assert result.stderr.splitlines()[-1] == f"The page is {own_hospital / 'runs' / 'monitoring.html'}"


def test_hindsight_makes_past_forecasts_once(judged_hospital: Path, call: Call) -> None:
    kept = [path for path in files_in(judged_hospital) if path.endswith("forecast.json")]
    assert [Path(path).parent.name[:10] for path in kept] == ["2026-11-09", "2026-11-16", "2026-11-23"]
    result = call("monitor", "--hindsight", 3, "-w", judged_hospital)
    assert "Two Wards [b]: past forecasts. 3 forecasts from Mon 9 Nov 2026" in result.stdout
    assert "3 of 3 forecasts were made in hindsight" in result.stdout
    assert [path for path in files_in(judged_hospital) if path.endswith("forecast.json")] == kept


def test_json_has_every_series_with_its_figures(judged_hospital: Path, call: Call) -> None:
    report = printed_json(call("monitor", "--json", "-w", judged_hospital))
    assert report["needs_attention"] is False
    assert (report["n_forecasts"], report["n_hindsight"]) == (3, 3)
    found = {(one["unit_id"], one["measure"]): one for one in report["series"]}
    beds = found["[red]", "occupied_beds"]
    assert (beds["n_days"], beds["n_values"], beds["n_forecasts"]) == (21, 21, 3)
    assert 0 <= beds["coverage_50"] <= beds["coverage_80"] <= beds["coverage_95"] <= 1
    assert beds["forecaster"] == "seasonal_naive"
    assert beds["state"] in {"good", "watch"}


def test_attention_ends_with_10_and_is_said_first(judged_hospital: Path, call: Call, tmp_path: Path) -> None:
    rows = [(LAST_DAY.replace(day=day), "MED", 5, 60) for day in range(23, 30)]
    path = write_csv(tmp_path / "daily_counts.csv", ("date", "unit_id", "admissions", "occupied_beds"), rows)
    assert call("import", path, "-w", judged_hospital).exit_code == 0
    result = call("monitor", "-w", judged_hospital)
    assert result.exit_code == 10, result.stderr
    text = " ".join(result.stdout.split())
    assert "of 4 series need" in text
    assert "MED occupied beds: A sudden change: far more than forecast from 2026-11-23 to 2026-11-29" in text
    as_json = call("monitor", "--json", "-w", judged_hospital)
    assert as_json.exit_code == 10
    assert json.loads(as_json.stdout)["series"][0]["state"] == "attention"
    page = (judged_hospital / "runs" / "monitoring.html").read_text(encoding="utf-8")
    assert "▲ MED occupied beds" in page
    assert "<script" not in page


def test_a_planned_forecast_outlives_its_run(planned: tuple[object, Path], call: Call) -> None:
    _, run = planned
    workspace = run.parent.parent
    kept = workspace / "store" / "forecasts"
    (folder,) = kept.iterdir()
    record = json.loads((folder / "forecast.json").read_text(encoding="utf-8"))
    assert (record["purpose"], record["scenario"]) == ("plan", "baseline")
    assert record["cutoff"] == "2026-11-30T00:00:00Z"
    copy = Path(shutil.copytree(workspace, workspace.parent / "pruned"))
    shutil.rmtree(copy / "runs")
    assert "1 forecasts are kept" in " ".join(call("monitor", "-w", copy).stdout.split())


def test_a_number_of_weeks_below_0_is_refused(own_hospital: Path, call: Call) -> None:
    result = call("monitor", "--hindsight", -1, "-w", own_hospital)
    assert result.exit_code == 2
    assert "--hindsight" in result.stderr


def test_a_week_that_is_over_is_hindsight_and_says_so(own_hospital: Path, call: Call) -> None:
    past = call("forecast", "--week", "2026-W47", "-w", own_hospital)
    assert past.exit_code == 0, past.stderr
    said = "2026-W47 has begun: history is known up to 2026-11-29. This is hindsight"
    assert said in " ".join(past.stdout.split())
    ahead = call("forecast", "-w", own_hospital)
    assert "hindsight" not in ahead.stdout
    records = [
        json.loads((own_hospital / path).read_text(encoding="utf-8"))
        for path in files_in(own_hospital)
        if path.endswith("forecast.json")
    ]
    assert {record["first_day"]: record["purpose"] for record in records} == {
        "2026-11-16": "hindsight",
        "2026-11-30": "forecast",
    }
