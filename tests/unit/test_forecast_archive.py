"""Every forecast that was used stays in the store with its cutoff, whole, and is refused when it was damaged."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from data.forecast import FORECAST, FORECAST_SERIES, QUANTILE_LEVELS, Forecast
from data.forecast_archive import ForecastArchive, Purpose
from data.inputs import Note, PlanInputs, Severity
from data.problems import InputError
from tests.forecasting.forecast_inputs import hospital, plan_inputs

NOTE = Note(Severity.WARNING, "history", "A ward without history [red].")
MADE = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)


@pytest.fixture
def inputs() -> PlanInputs:
    return plan_inputs(hospital({"WARD": "ward"}), date(2026, 6, 1))


def forecast(inputs: PlanInputs, value: float = 3.0) -> Forecast:
    key = {"unit_id": "WARD", "measure": "admissions", "item_id": ""}
    rows = [
        {**key, "time": inputs.cutoff, "step_minutes": 1440, "quantile": level, "value": value + level}
        for level in QUANTILE_LEVELS
    ]
    series = [{**key, "forecaster": "ets", "reason": "it was near", "n_history_days": 90}]
    return Forecast(FORECAST.table(rows), FORECAST_SERIES.table(series), (NOTE,))


def test_a_forecast_comes_back_as_it_was_kept(tmp_path: Path, inputs: PlanInputs) -> None:
    archive = ForecastArchive(tmp_path / "store" / "forecasts")
    assert archive.forecasts() == ()
    kept = archive.keep(forecast(inputs), inputs, Purpose.PLAN, made=MADE)
    assert kept.forecast_id.startswith("2026-05-31-")
    (found,) = archive.forecasts()
    assert found == kept
    assert (found.record.cutoff, found.record.made, found.record.first_day, found.record.n_days) == (
        inputs.cutoff,
        MADE,
        date(2026, 6, 1),
        7,
    )
    back = archive.read(found)
    assert back.quantiles.equals(forecast(inputs).quantiles)
    assert back.series.equals(forecast(inputs).series)
    assert back.notes == (NOTE,)


def test_a_forecast_that_was_kept_before_there_were_totals_is_read_without_any(
    tmp_path: Path, inputs: PlanInputs
) -> None:
    archive = ForecastArchive(tmp_path)
    kept = archive.keep(forecast(inputs), inputs, Purpose.PLAN)
    folder = tmp_path / kept.forecast_id
    (folder / "totals.parquet").unlink()
    record = json.loads((folder / "forecast.json").read_text(encoding="utf-8"))
    del record["sha256"]["totals"]
    (folder / "forecast.json").write_text(json.dumps(record), encoding="utf-8")
    (older,) = archive.forecasts()
    assert archive.read(older).totals.num_rows == 0
    assert archive.read(older).quantiles.equals(forecast(inputs).quantiles)


def test_equal_forecasts_are_kept_once_and_others_beside_each_other(
    tmp_path: Path, inputs: PlanInputs
) -> None:
    archive = ForecastArchive(tmp_path)
    first = archive.keep(forecast(inputs), inputs, Purpose.FORECAST, made=MADE)
    assert archive.keep(forecast(inputs), inputs, Purpose.PLAN).forecast_id == first.forecast_id
    archive.keep(forecast(inputs, 4.0), inputs, Purpose.PLAN)
    archive.keep(forecast(inputs), inputs, Purpose.PLAN, "early_flu")
    earlier = replace(inputs, cutoff=datetime(2026, 5, 24, 23, tzinfo=UTC))
    oldest = archive.keep(forecast(inputs), earlier, Purpose.PLAN)
    found = archive.forecasts()
    assert len(found) == 4
    assert found[0] == oldest
    assert {one.record.scenario for one in found} == {"baseline", "early_flu"}
    assert (
        next(one for one in found if one.forecast_id == first.forecast_id).record.purpose is Purpose.FORECAST
    )


def test_damage_is_named_with_the_file(tmp_path: Path, inputs: PlanInputs) -> None:
    archive = ForecastArchive(tmp_path)
    kept = archive.keep(forecast(inputs), inputs, Purpose.PLAN)
    path = tmp_path / kept.forecast_id / "quantiles.parquet"
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(InputError, match=r"quantiles\.parquet: .*checksum differs.*remove its folder"):
        archive.read(kept)
    path.unlink()
    with pytest.raises(InputError, match=r"quantiles\.parquet: .*No such file"):
        archive.read(kept)
    (tmp_path / kept.forecast_id / "forecast.json").write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match=r"forecast\.json: .*a readable record"):
        archive.forecasts()


def test_a_folder_that_cannot_be_written_is_a_message(tmp_path: Path, inputs: PlanInputs) -> None:
    (tmp_path / "store").write_text("a file", encoding="utf-8")
    with pytest.raises(InputError, match=r"The forecast cannot be kept:\n.*a folder that can be written"):
        ForecastArchive(tmp_path / "store").keep(forecast(inputs), inputs, Purpose.PLAN)


def test_a_draft_that_was_left_behind_is_no_forecast(tmp_path: Path, inputs: PlanInputs) -> None:
    archive = ForecastArchive(tmp_path)
    kept = archive.keep(forecast(inputs), inputs, Purpose.PLAN)
    shutil.copytree(tmp_path / kept.forecast_id, tmp_path / ".draft-x")
    assert [one.forecast_id for one in archive.forecasts()] == [kept.forecast_id]
