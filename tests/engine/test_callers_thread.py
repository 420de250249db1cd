"""The caller's functions run in the caller's thread, whatever number of threads works; stopping comes soon."""

from __future__ import annotations

import threading
import time

import pytest

from optimization.roster.columns.engine import solve_by_columns
from optimization.roster.columns.root import Root
from optimization.roster.result import Progress, SolveOptions, Termination
from optimization.roster.solve import solve
from tests.engine.test_long_horizons import sixteen_weeks
from tests.engine.test_tables_too_large import four_weeks

TWO = SolveOptions(seconds=2, n_workers=2)


def test_progress_and_interruption_are_asked_in_the_calling_thread_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Root, "run", lambda _: None)
    threads: set[int] = set()
    phases: set[str] = set()

    def note(progress: Progress) -> None:
        threads.add(threading.get_ident())
        phases.add(progress.phase)

    def go_on() -> bool:
        threads.add(threading.get_ident())
        return False

    solve(four_weeks(8), TWO, note, go_on)
    assert "neighbourhoods" in phases
    assert threads == {threading.get_ident()}


def test_an_interruption_reaches_the_threads_that_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Root, "run", lambda _: None)
    asked_at: list[float] = []
    seen: list[Progress] = []

    def stop() -> bool:
        if seen and seen[-1].phase == "neighbourhoods" and not asked_at:
            asked_at.append(time.monotonic())
        return bool(asked_at)

    found = solve_by_columns(four_weeks(8), SolveOptions(seconds=60, n_workers=2), None, seen.append, stop)
    assert found.termination is Termination.INTERRUPTED
    assert time.monotonic() - asked_at[0] < 5


def test_a_failure_of_the_display_ends_the_threads_as_well() -> None:
    def fail(progress: Progress) -> None:
        if progress.phase.startswith("days 29"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        solve_by_columns(sixteen_weeks(), SolveOptions(seconds=30, n_workers=2), on_progress=fail)
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("ThreadPool")]
