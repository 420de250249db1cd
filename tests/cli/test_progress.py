"""What is shown while a plan is made: a bar on a terminal, occasional lines elsewhere, names letter for letter."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from cli.progress import bar, lines
from cli.progress.screen import solver_line
from optimization.roster.result import Progress


@pytest.mark.parametrize(
    ("progress", "line"),
    [
        (Progress(0.4, "start"), "0 s, start, no roster yet"),
        (Progress(3.0, "root", None, 400_000.0), "3 s, lower bound, no roster yet, bound 4,000"),
        (
            Progress(12.2, "neighbourhoods", 4_120_000, 4_085_000.0),
            "12 s, improving parts, cost 41,200, bound 40,850, gap 0.8 %",
        ),
        (Progress(3.0, "x", None, None, 2, 3), "3 s, part 2 of 3, x, no roster yet"),
        (
            Progress(3.0, "x", 4_120_000, 4_085_000.0, 2, 3),
            "3 s, part 2 of 3, x, cost so far 41,200, bound 40,850, gap 0.8 %",
        ),
        (Progress(9.0, "x", 4_120_000, None, 3, 3), "9 s, part 3 of 3, x, cost 41,200"),
    ],
)
def test_the_solver_line_gives_time_phase_cost_bound_and_gap(progress: Progress, line: str) -> None:
    assert solver_line(progress) == line


def test_lines_come_now_and_then(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    now = [100.0]
    monkeypatch.setattr(lines.time, "monotonic", lambda: now[0])
    screen = lines.ProgressLines()
    screen.step("Making the roster")
    screen.solving(Progress(1.0, "x", 200, 100.0))
    now[0] += 6
    screen.solving(Progress(6.0, "x", 300, 200.0))
    screen.solving(Progress(6.5, "x", 300, 200.0))
    now[0] += 6
    screen.solving(Progress(6.0, "x", 300, 200.0))
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == ["Making the roster ...", "  6 s, x, cost 3, bound 2, gap 33.3 %"]


def test_the_last_series_is_always_shown(capsys: pytest.CaptureFixture[str]) -> None:
    screen = lines.ProgressLines()
    screen.step("Forecasting")
    screen.forecasting("[red] admissions", 1, 2)
    screen.forecasting("[/ICU] admissions", 2, 2)
    assert capsys.readouterr().err.splitlines() == ["Forecasting ...", "  [/ICU] admissions: 2 of 2"]


def test_the_bar_shows_names_letter_for_letter() -> None:
    console = Console(file=io.StringIO(), force_terminal=True, width=120, markup=False, emoji=False)
    with bar.ProgressBar(console) as screen:
        screen.step("[/ICU]: Forecasting")
        screen.forecasting("[red] :warning:", 1, 2)
        screen.step("Making the roster")
        screen.solving(Progress(12.2, "dive", 4_120_000, 4_085_000.0))
    assert isinstance(console.file, io.StringIO)
    shown = console.file.getvalue()
    for text in (
        "[/ICU]: Forecasting",
        "[red] :warning:: 1 of 2",
        "12 s, whole lines, cost 41,200, bound 40,850, gap 0.8 %",
    ):
        assert text in shown
