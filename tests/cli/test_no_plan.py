"""A plan that cannot be made, or must not be written, ends with its own exit code and leaves no run."""

from __future__ import annotations

import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from optimization.roster.result import SolveResult, SolverReport, SolveStatus, Termination
from scenarios import evaluate as evaluation
from tests.cli.conftest import Call
from tests.cli.tiny_hospital import write_csv


def nothing_found(status: SolveStatus, termination: Termination) -> Callable[[SolveResult], SolveResult]:
    def change(result: SolveResult) -> SolveResult:
        return replace(result, status=status, termination=termination, roster=None, objective=None)

    return change


def wrong_cost(result: SolveResult) -> SolveResult:
    assert result.objective is not None
    return replace(result, objective=result.objective - 1)


@pytest.mark.parametrize(
    ("change", "exit_code", "message"),
    [
        pytest.param(
            nothing_found(SolveStatus.INFEASIBLE, Termination.PROVED),
            3,
            "No roster keeps every rule",
            id="none exists",
        ),
        pytest.param(
            nothing_found(SolveStatus.NONE_FOUND, Termination.TIME),
            4,
            "No roster was found within 4 s",
            id="time",
        ),
        pytest.param(
            nothing_found(SolveStatus.NONE_FOUND, Termination.INTERRUPTED),
            4,
            "Stopped before any roster was found",
            id="stopped",
        ),
        pytest.param(wrong_cost, 5, "The roster failed its own check", id="own check"),
    ],
)
def test_exit_codes(
    own_hospital: Path,
    call: Call,
    monkeypatch: pytest.MonkeyPatch,
    solved: SolveResult,
    change: Callable[[SolveResult], SolveResult],
    exit_code: int,
    message: str,
) -> None:
    monkeypatch.setattr(evaluation, "solve", lambda *_: change(solved))
    result = call("plan", "-w", own_hospital)
    assert (result.exit_code, result.stdout) == (exit_code, "")
    assert message in result.stderr
    assert "Traceback" not in result.stderr
    assert not (own_hospital / "runs").exists()


def test_control_c_while_forecasting_ends_the_command_and_leaves_no_run(
    own_hospital: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forecast(*_: Any) -> None:
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr("forecasting.forecast.make_forecast", forecast)
    result = call("plan", "-w", own_hospital)
    assert (result.exit_code, result.stdout) == (130, "")
    assert result.stderr.splitlines()[-1] == "Stopped; nothing was written."
    assert not (own_hospital / "runs").exists()


def press(times: int, solved: SolveResult) -> Callable[..., SolveResult]:
    """A solve during which Ctrl-C is pressed so often."""

    def solve(
        _problem: Any, _options: Any, _on_progress: Any, interrupted: Callable[[], bool]
    ) -> SolveResult:
        assert not interrupted()
        for _ in range(times):
            signal.raise_signal(signal.SIGINT)
        assert interrupted()
        return replace(solved, termination=Termination.INTERRUPTED)

    return solve


def test_control_c_while_solving_keeps_the_best_roster(
    own_hospital: Path, call: Call, monkeypatch: pytest.MonkeyPatch, solved: SolveResult
) -> None:
    monkeypatch.setattr(evaluation, "solve", press(1, solved))
    result = call("plan", "-w", own_hospital)
    assert result.exit_code == 0, result.stderr
    assert "Stopping: the best roster found so far is kept." in result.stderr
    assert "The solve was stopped" in " ".join(result.stdout.split())
    assert len(list((own_hospital / "runs").iterdir())) == 1


def test_a_second_control_c_gives_up_without_a_run(
    own_hospital: Path, call: Call, monkeypatch: pytest.MonkeyPatch, solved: SolveResult
) -> None:
    monkeypatch.setattr(evaluation, "solve", press(2, solved))
    result = call("plan", "-w", own_hospital)
    assert (result.exit_code, result.stdout) == (130, "")
    assert not (own_hospital / "runs").exists()


@pytest.mark.parametrize("had_time", [True, False])
def test_a_week_without_a_roster_says_what_clashes_and_what_would_do(
    own_hospital: Path,
    tmp_path: Path,
    call: Call,
    monkeypatch: pytest.MonkeyPatch,
    had_time: bool,
) -> None:
    """A search that ended too early for a proof said `Allow more time` where no time would have helped.

    One day was worked, three in a row are due, and leave begins: nothing planned can keep all of that.
    """
    with (own_hospital / "hospital.toml").open("a", encoding="utf-8") as file:
        file.write("\n[rules.consecutive_days]\nat_least = 3\npence_per_unit = 5000\n")
    tables = [
        write_csv(
            tmp_path / "roster.csv",
            ("staff_id", "date", "shift_id", "unit_id"),
            [("003", "2026-11-29", "D", "MED"), ("004", "2026-11-27", "D", "MED")],
        ),
        write_csv(
            tmp_path / "absences.csv",
            ("staff_id", "kind", "first_day", "last_day"),
            [("003", "annual_leave", "2026-11-30", "2026-11-30")],
        ),
    ]
    assert call("import", *tables, "-w", own_hospital).exit_code == 0
    if not had_time:
        report = SolverReport("columns", 4.0, 1, 1, reproducible=False, counted_seconds=4.0)
        nothing = SolveResult(SolveStatus.NONE_FOUND, Termination.TIME, None, None, None, report)
        monkeypatch.setattr(evaluation, "solve", lambda *_: nothing)
    result = call("plan", "-w", own_hospital)
    assert (result.exit_code, result.stdout) == (3, "")
    said = result.stderr.splitlines()
    start = said.index("These cannot all be had:")
    assert said[start:] == [
        "These cannot all be had:",
        "  - Nurse 3 [red] is away (annual leave) on Mon 30 Nov 2026",
        "  - Nurse 3 [red]: at most 6 days of work in a row and at least 3 days of work in a row, on Mon 30 Nov 2026",
        "Each of these would do, the cheapest first:",
        (
            "  - This is not kept: Nurse 3 [red]: at most 6 days of work in a row and at least 3 days of work in a row "
            "(Nurse 3 [red] works 1 day in a row, up to Sun 29 Nov 2026; at least 3 asked for): £100"
        ),
        "  - Nurse 3 [red] moves a day of annual leave: Mon 30 Nov 2026: £120",
    ]
    assert not (own_hospital / "runs").exists()
