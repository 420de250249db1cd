"""Calls at once: each as soon as it is there, and what is finished is not lost with what is not."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import joblib
import pytest

from data.worker_ended import WorkerEndedError
from forecasting.at_once import as_finished


def after(seconds: float, text: str) -> str:
    time.sleep(seconds)
    return text


def killed(marks: Path, n_times: int) -> str:
    """Ends its own process the first `n_times`, as a system short of memory does."""
    seen = len(list(marks.iterdir()))
    if seen < n_times:
        (marks / str(seen)).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "alive"


def test_a_long_call_does_not_hold_back_those_behind_it() -> None:
    """Ctrl-C during the first call would otherwise lose the second, which is finished."""
    results = list(as_finished([(after, (1.0, "long")), (after, (0.0, "short"))], 2))
    assert results == [(1, "short"), (0, "long")]


@pytest.mark.parametrize("n_jobs", [1, 2])
def test_every_call_has_its_number(n_jobs: int) -> None:
    calls = [(after, (0.0, str(number))) for number in range(5)]
    assert dict(as_finished(calls, n_jobs)) == {number: str(number) for number in range(5)}


def test_a_backend_without_generators_hands_over_all() -> None:
    with joblib.parallel_config("multiprocessing"):
        assert sorted(as_finished([(after, (0.0, "a")), (after, (0.0, "b"))], 2)) == [(0, "a"), (1, "b")]


def test_a_call_whose_process_was_killed_once_is_made_again(tmp_path: Path) -> None:
    calls = [(killed, (tmp_path, 1)), *((after, (0.0, str(n))) for n in range(1, 6))]
    assert dict(as_finished(calls, 2)) == {0: "alive", **{n: str(n) for n in range(1, 6)}}


def test_a_call_whose_process_is_killed_time_and_again_is_reported_alone(tmp_path: Path) -> None:
    calls = [(killed, (tmp_path, 99)), *((after, (0.0, str(n))) for n in range(1, 6))]
    results = dict(as_finished(calls, 2))
    lost = results.pop(0)
    assert isinstance(lost, WorkerEndedError)
    assert "want of memory" in str(lost)
    assert results == {n: str(n) for n in range(1, 6)}
