"""A plan that cannot be made, or must not be written, ends with its own exit code and leaves no run."""

from __future__ import annotations

import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from optimization.roster.result import SolveResult, SolveStatus, Termination
from scenarios import evaluate as evaluation
from tests.cli.conftest import Call


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

    monkeypatch.setattr(evaluation, "make_forecast", forecast)
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
