"""Case 29: one bad series does not stop the others, and each says what it lacks."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from cli.exit_codes import ExitCode
from cli.main import app
from data.calendar import IsoWeek
from data.inputs import Severity
from data.load_inputs import load_inputs
from data.workspace import open_workspace
from forecasting.forecast import make_forecast
from forecasting.forecasters import FORECASTERS, Context
from forecasting.parallel import forecast_all
from forecasting.selection import forecast_series
from forecasting.series import DailySeries
from tests.cases.case_series import read_series
from tests.workspaces import new_workspace

CASE = Path(__file__).parent / "29"
NAMES = tuple(FORECASTERS)
SETTINGS = '\n[forecasting]\nforecasters = ["seasonal_naive", "weekday_median"]\n'


def test_all_of_the_case_in_one_call() -> None:
    names = ("one", "two", "zeros", "single", "good")
    histories = [read_series(CASE / f"{name}.csv") for name in names]
    results = forecast_all([(one, 7) for one in histories], NAMES, 40, Context(), 1, lambda _: None)
    one, two, zeros, single, good = results
    assert one.notes[0].text == "ONE admissions: not enough history (1 day); recent_mean with wide bounds."
    assert two.notes[0].text == "TWO admissions: not enough history (2 days); recent_mean with wide bounds."
    assert two.prediction.mean == pytest.approx(8)
    assert (zeros.prediction.quantiles == 0).all()
    assert np.isfinite(single.prediction.quantiles).all()
    assert (single.prediction.mean <= 1).all()
    # The file repeats one week exactly; what follows its last day, a Sunday, is the week again.
    assert good.prediction.mean == pytest.approx(histories[-1].counts[-7:], rel=0.05)


@pytest.mark.parametrize("n_days", [1, 2, 6, 7, 13, 14, 27, 28, 29, 55, 56, 57, 83, 84, 120])
def test_every_length_around_what_a_forecaster_needs(n_days: int) -> None:
    case = read_series(CASE / "good.csv")
    counts = np.random.default_rng(n_days).poisson(9, n_days).astype(float)
    history = DailySeries(case.key, case.first_day, counts)
    result = forecast_series(history, 10, NAMES, 40, Context())
    assert np.isfinite(result.prediction.quantiles).all()
    assert (np.diff(result.prediction.quantiles, axis=1) >= 0).all()
    assert result.prediction.mean.max() < 3 * max(counts.max(), 1)


def test_a_rare_count_of_a_few_weeks_is_not_called_exploded() -> None:
    """On no day has more than one come yet; more than three on one of the days ahead may be chance."""
    case = read_series(CASE / "good.csv")
    counts = np.array([0, 0, 1, 1, 1, 1, 1, 1, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1], dtype=float)
    result = forecast_series(DailySeries(case.key, case.first_day, counts), 7, NAMES, 40, Context())
    assert result.forecaster == "seasonal_naive"
    assert result.fallback is None
    assert result.prediction.quantiles.max() <= 9


def test_a_series_that_suits_none_of_the_few_that_are_named_is_not_called_short() -> None:
    case = read_series(CASE / "good.csv")
    history = DailySeries(case.key, case.first_day, np.random.default_rng(1).poisson(9, 200).astype(float))
    result = forecast_series(history, 7, ("intermittent",), 40, Context())
    [note] = result.notes
    assert note.text == (
        "GOOD admissions: no forecaster of [forecasting] suits it (intermittent: something comes on 100 % of days); "
        "seasonal_naive with wide bounds."
    )


def test_all_files_in_one_import_through_the_command_line(tmp_path: Path) -> None:
    """The second row of one unit and date is set aside and named; every unit of the others is in the forecast.

    The exit codes of both commands say that they are done, with warnings.
    """
    folder = tmp_path / "w"
    new_workspace(folder, ["GOOD", "ONE", "TWO", "ZERO", "SINGLE", "DUP"], more=SETTINGS)
    files = []
    for name in ("one", "two", "zeros", "single", "dup", "good"):
        # A file says by its name what it holds.
        path = tmp_path / f"daily_counts {name}.csv"
        path.write_text((CASE / f"{name}.csv").read_text(encoding="utf-8"), encoding="utf-8")
        files.append(str(path))
    runner = CliRunner()
    imported = runner.invoke(app, ["import", *files, "--json", "-w", str(folder)])
    assert imported.exit_code == ExitCode.ATTENTION, imported.output
    problems = [problem for file in json.loads(imported.stdout)["files"] for problem in file["problems"]]
    [problem] = problems
    assert (problem["row"], problem["fix"]) == (4, "keep the right one of the two rows")
    assert "row 3 has the same with other values" in problem["expected"]
    done = runner.invoke(app, ["forecast", "--week", "2024-W10", "--json", "-w", str(folder)])
    assert done.exit_code == ExitCode.ATTENTION, done.output
    told = [note["text"] for note in json.loads(done.stdout)["notes"]]
    assert any(text.startswith("TWO admissions: not enough history (2 days)") for text in told)
    made = make_forecast(load_inputs(open_workspace(folder), IsoWeek.parse("2024-W10")))
    forecast = {row["unit_id"]: row for row in made.series.to_pylist()}
    assert {"GOOD", "ZERO"} <= forecast.keys()
    frame = made.quantiles.to_pandas()
    assert (frame[frame["unit_id"] == "ZERO"]["value"] == 0).all()
    warned = [note.text for note in made.notes if note.severity is Severity.WARNING]
    assert any(text.startswith("ONE admissions: not enough history (1 day)") for text in warned)


def test_without_a_series_that_lacks_anything_the_exit_code_is_0(tmp_path: Path) -> None:
    """A long history of one unit, with a census: nothing to tell a scheduler."""
    folder = tmp_path / "w"
    new_workspace(folder, ["GOOD"], more=SETTINGS)
    counts = np.random.default_rng(1).poisson(9, 120)
    rows = [
        f"{date(2024, 1, 1) + timedelta(days=n)},GOOD,{count},{count + 5}" for n, count in enumerate(counts)
    ]
    path = tmp_path / "daily_counts.csv"
    path.write_text("\n".join(["date,unit,admissions,occupied_beds", *rows]), encoding="utf-8")
    runner = CliRunner()
    runner.invoke(app, ["import", str(path), "-w", str(folder)])
    done = runner.invoke(app, ["forecast", "-w", str(folder)])
    assert done.exit_code == ExitCode.OK, done.output
