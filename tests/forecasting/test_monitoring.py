"""Past forecasts against what happened: figures by hand, and verdicts on right, biased, narrow and outdated forecasts."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from data.calendar import local_midnight
from data.forecast import FORECAST, FORECAST_SERIES, Forecast
from data.forecast_archive import Purpose
from data.inputs import PlanInputs
from data.load_inputs import load_inputs
from data.tables import DAILY_COUNTS
from data.workspace import Workspace
from forecasting.monitoring.hindsight import keep_hindsight
from forecasting.monitoring.monitor import monitor
from forecasting.monitoring.report import MonitorReport, SeriesReport, State
from forecasting.monitoring.verdicts import _is_clear
from forecasting.quantiles import LEVELS, FloatArray, predict_counts
from tests.forecasting.forecast_inputs import counts_table
from tests.workspaces import new_workspace

FIRST = date(2026, 1, 5)
N_DAYS = 200
N_WEEKS = 10
ZONE = "Europe/London"
SETTINGS = '\n[forecasting]\nforecasters = ["seasonal_naive", "weekday_median", "ets"]\n'


def history(seed: int = 1) -> FloatArray:
    """Beds of one ward: independent days around 30, so that the right distribution is known."""
    return np.random.default_rng(seed).poisson(30, N_DAYS).astype(float)


def judge(
    folder: Path, beds: FloatArray, means: FloatArray, variance: float = 30.0, scenario: str = "baseline"
) -> MonitorReport:
    """The report on ten weekly forecasts with these means (N_DAYS,) and this variance."""
    workspace = new_workspace(folder, ["A"], more=SETTINGS)
    workspace.store.add(DAILY_COUNTS, counts_table("A", FIRST, occupied_beds=beds.tolist()), "test")
    inputs = load_inputs(workspace, None)
    for back in range(N_WEEKS, 0, -1):
        keep(workspace, inputs, N_DAYS - 7 * back, means, variance, scenario)
    return monitor(workspace, inputs, lambda *_: None)


def keep(
    workspace: Workspace, inputs: PlanInputs, origin: int, means: FloatArray, variance: float, scenario: str
) -> None:
    days = np.arange(origin, origin + 7)
    prediction = predict_counts(means[days], np.full(7, variance))
    key = {"unit_id": "A", "measure": "occupied_beds", "item_id": ""}
    times = [local_midnight(FIRST + timedelta(days=int(day)), ZONE) for day in days]
    rows = [
        {**key, "time": time + timedelta(hours=hour), "step_minutes": 60, "quantile": level, "value": value}
        for time, quantiles in zip(times, prediction.quantiles, strict=True)
        for hour in (0, 1)
        for level, value in zip(LEVELS, quantiles, strict=True)
    ]
    series = [{**key, "forecaster": "combination", "reason": "a test", "n_history_days": origin}]
    made = Forecast(FORECAST.table(rows), FORECAST_SERIES.table(series))
    past = inputs.__class__(inputs.hospital, inputs.tables, inputs.grid, times[0], 1)
    workspace.forecasts.keep(made, past, Purpose.PLAN, scenario, made=datetime(2026, 7, 1, tzinfo=UTC))


def only(report: MonitorReport) -> SeriesReport:
    (series,) = report.series
    return series


def test_right_forecasts_are_good_and_their_figures_are_right(tmp_path: Path) -> None:
    beds, means = history(), np.full(N_DAYS, 30.0)
    report = judge(tmp_path, beds, means)
    series = only(report)
    judged = beds[-7 * N_WEEKS :]
    median = float(np.median(predict_counts(means[:1], np.array([30.0])).quantiles))
    scale = np.abs(beds[7 : -7 * N_WEEKS] - beds[: -7 * N_WEEKS - 7]).mean()
    assert series.n_days == series.n_values == 70
    assert series.n_forecasts == N_WEEKS
    assert series.mase == pytest.approx(np.abs(judged - median).mean() / scale)
    assert series.bias == pytest.approx((30 - judged).mean(), abs=0.02)
    assert (series.coverage_50, series.coverage_80, series.coverage_95) == pytest.approx(
        (0.5, 0.8, 0.95), abs=0.12
    )
    assert series.state is State.GOOD
    assert series.verdict.endswith("% nearer than repeating last week.")
    assert {one.forecaster for one in series.challengers} == {"seasonal_naive", "weekday_median", "ets"}
    assert not report.needs_attention
    assert report.answer == "All 1 series do well enough to plan with."
    assert len(series.weeks) == N_WEEKS
    assert series.weeks[0].actual == pytest.approx(judged[:7].mean())


def test_forecasts_that_are_too_high_say_by_how_much(tmp_path: Path) -> None:
    series = only(judge(tmp_path, history(), np.full(N_DAYS, 33.0)))
    kinds = [finding.kind for finding in series.findings]
    assert series.state is State.ATTENTION
    assert "bias" in kinds
    assert "drift" in kinds
    assert "Too high by 3" in series.verdict
    assert "fewer than forecast" in series.verdict


def test_right_forecasts_of_a_rare_count_are_neither_too_low_nor_beaten_by_none_at_all(
    tmp_path: Path,
) -> None:
    """Of 0.4 a day the median is 0: as a forecast it would have the least absolute error, and a bias of 0.4."""
    beds = np.random.default_rng(8).poisson(0.4, N_DAYS).astype(float)
    series = only(judge(tmp_path, beds, np.full(N_DAYS, 0.4), variance=0.42))
    assert series.bias == pytest.approx(0.4 - beds[-7 * N_WEEKS :].mean(), abs=0.05)
    gains = {one.forecaster: one.gain for one in series.challengers}
    assert gains["weekday_median"] < 0
    assert gains["seasonal_naive"] < -0.2
    assert series.state is State.GOOD


def test_forecasts_of_a_rare_count_that_are_too_high_are_found(tmp_path: Path) -> None:
    beds = np.random.default_rng(8).poisson(0.2, N_DAYS).astype(float)
    series = only(judge(tmp_path, beds, np.full(N_DAYS, 0.9), variance=0.95))
    (finding,) = [finding for finding in series.findings if finding.kind == "bias"]
    assert finding.text.startswith("Too high by 0.")
    assert series.bias > 0.5


def test_narrow_intervals_are_too_sure_and_wide_ones_too_cautious(tmp_path: Path) -> None:
    narrow = only(judge(tmp_path / "narrow", history(), np.full(N_DAYS, 30.0), variance=3.0))
    found = {finding.kind: finding for finding in narrow.findings}
    assert found["too_sure"].text.endswith("of values lay in the 80 % interval. Plan with more in reserve.")
    assert narrow.coverage_80 < 0.5
    wide = only(judge(tmp_path / "wide", history(), np.full(N_DAYS, 30.0), variance=300.0))
    assert ("too_cautious", State.WATCH) in [(finding.kind, finding.state) for finding in wide.findings]
    assert wide.state is State.WATCH


def test_a_new_level_that_forecasts_do_not_follow_is_a_sudden_change(tmp_path: Path) -> None:
    beds = history()
    beds[-14:] += 20
    report = judge(tmp_path, beds, np.full(N_DAYS, 30.0))
    series = only(report)
    (alarm,) = [finding for finding in series.findings if finding.kind == "level_shift"]
    assert alarm.text.startswith("A sudden change: far more than forecast from 2026-07-")
    assert report.needs_attention
    assert report.answer == "1 of 1 series needs attention."


def test_a_challenger_that_is_always_nearer_is_named(tmp_path: Path) -> None:
    weekly = 30 + 12.0 * (np.arange(N_DAYS) % 7 < 2)
    beds = np.random.default_rng(4).poisson(weekly).astype(float)
    series = only(judge(tmp_path, beds, np.full(N_DAYS, float(weekly.mean())), variance=70.0))
    (finding,) = [finding for finding in series.findings if finding.kind == "challenger"]
    assert finding.state is State.ATTENTION
    assert finding.text.endswith("% nearer, clearly and not by luck.")
    assert series.challengers[0].error < series.challengers[0].champion_error


def test_what_a_scenario_forecast_is_not_judged(tmp_path: Path) -> None:
    report = judge(tmp_path, history(), np.full(N_DAYS, 30.0), scenario="early_flu")
    assert (report.n_kept, report.n_forecasts, report.series) == (N_WEEKS, 0, ())
    assert report.advice is not None
    assert "10 forecasts are kept, none of the last half year with days that are over" in report.advice


def test_a_right_forecast_of_demand_is_not_too_high_for_a_full_ward(tmp_path: Path) -> None:
    """Twenty beds, all in use on half of the days: what was needed beyond them could not be counted."""
    needed = np.random.default_rng(5).normal(20, 3, N_DAYS).round()
    report = judge(tmp_path / "right", np.minimum(needed, 20), np.full(N_DAYS, 20.0), variance=9.0)
    series = only(report)
    assert series.state is State.GOOD, series.verdict
    assert series.n_at_least == int((needed[-70:] >= 20).sum())
    assert series.bias == pytest.approx(0, abs=0.6)
    assert series.coverage_80 == pytest.approx(0.8, abs=0.1)
    assert any("are judged as at least so many" in note for note in report.notes)
    high = only(judge(tmp_path / "high", np.minimum(needed, 20), np.full(N_DAYS, 24.0), variance=9.0))
    assert "Too high" in high.verdict
    low = only(judge(tmp_path / "low", np.minimum(needed, 20), np.full(N_DAYS, 16.0), variance=9.0))
    assert "Too low" in low.verdict


def test_intervals_of_95_percent_are_judged_where_those_of_80_hold(tmp_path: Path) -> None:
    """Mostly right, but one day in eight far outside: heavy tails hide from the 80 % interval."""
    random = np.random.default_rng(7)
    beds = np.where(random.random(N_DAYS) < 0.125, 30 + random.choice([-20, 20], N_DAYS), history())
    series = only(judge(tmp_path, beds, np.full(N_DAYS, 30.0), variance=36.0))
    (found,) = [finding for finding in series.findings if finding.kind == "too_sure"]
    assert found.text.endswith("of values lay in the 95 % interval. Plan with more in reserve.")


def test_overlapping_forecasts_are_no_independent_witnesses() -> None:
    """Gains that drift slowly have a mean that is luck; independent ones of the same size are clear."""
    random = np.random.default_rng(8)
    wrong = 0
    for _ in range(400):
        noise = random.normal(0, 1, 27)
        gains = noise[1:] + noise[:-1]
        wrong += _is_clear(gains, 0.05)
    assert wrong / 400 < 0.09
    assert _is_clear(random.normal(1, 1, 26), 0.05)
    assert not _is_clear(np.ones(5), 0.05)


def test_missing_days_and_declared_events_are_not_judged(tmp_path: Path) -> None:
    beds = history()
    beds[-10:-8] = 0
    workspace = tmp_path / "events"
    series = only(judge(workspace, beds, np.full(N_DAYS, 30.0)))
    assert series.n_values == 68


def test_with_nothing_kept_it_says_what_to_do(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path, ["A"], more=SETTINGS)
    workspace.store.add(DAILY_COUNTS, counts_table("A", FIRST, occupied_beds=history().tolist()), "test")
    report = monitor(workspace, load_inputs(workspace, None), lambda *_: None)
    assert report.answer == "Nothing can be judged yet."
    assert report.advice is not None
    assert report.advice.startswith("No forecast is kept in ")
    assert "`wardwise monitor --hindsight 8`" in report.advice
    assert not report.needs_attention


def test_hindsight_is_the_same_however_many_cores_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whole weeks beside each other, or one after the other with their series at once: the same forecasts are kept."""
    kept = []
    for n_cores in (1, 64):
        workspace = new_workspace(tmp_path / str(n_cores), ["A"], more=SETTINGS)
        workspace.store.add(DAILY_COUNTS, counts_table("A", FIRST, occupied_beds=history().tolist()), "test")
        monkeypatch.setattr("joblib.effective_n_jobs", lambda _, n=n_cores: n)
        assert keep_hindsight(workspace, load_inputs(workspace, None), 2, lambda *_: None) == 2
        assert keep_hindsight(workspace, load_inputs(workspace, None), 2, lambda *_: None) == 0
        found = sorted(workspace.forecasts.forecasts(), key=lambda one: one.record.cutoff)
        kept.append([(one.record.cutoff, one.record.sha256) for one in found])
    assert kept[0] == kept[1]
