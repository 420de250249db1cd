"""Judged forecasts on a terminal of 80 columns and as a page: figures, words, and text that is never markup."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from forecasting.monitoring.report import Challenger, MonitorReport, SeriesReport, State, Week
from reports.charts.week_line import week_line
from reports.monitoring import write_monitoring
from reports.terminal.monitor_report import monitor_report
from tests.reports.terminal_text import printed

ATTENTION = SeriesReport(
    unit_id="[red]</script>",
    measure="equipment_in_use",
    item_id="PUMP",
    forecaster="combination",
    n_forecasts=6,
    n_days=39,
    n_values=39,
    mean_actual=13.0,
    mase=0.894,
    wis=1.7,
    bias=-0.69,
    off_share=0.08,
    off_share_of_values=0.12,
    n_off_values=37,
    coverage_50=0.46,
    coverage_80=0.77,
    coverage_95=0.87,
    n_at_least=0,
    state=State.ATTENTION,
    verdict="Too low by 0.69 on average (5 %).",
    findings=(),
    challengers=(Challenger("ets", 2.0, 1.8, 0.1),),
    weeks=(
        Week(date(2026, 11, 2), date(2026, 11, 8), 9.0, 8.0),
        Week(date(2026, 11, 9), date(2026, 11, 15), 13.0, 8.5),
    ),
)
GOOD = replace(
    ATTENTION,
    unit_id="MED",
    measure="occupied_beds",
    item_id="",
    mase=None,
    bias=0.02,
    state=State.GOOD,
    verdict="Good.",
    challengers=(),
)
REPORT = MonitorReport(
    hospital="Test [b]",
    zone="Europe/London",
    known_until=datetime(2026, 11, 27, tzinfo=UTC),
    n_kept=7,
    n_forecasts=6,
    n_hindsight=1,
    first_cutoff=datetime(2026, 10, 18, 23, tzinfo=UTC),
    last_cutoff=datetime(2026, 11, 23, tzinfo=UTC),
    needs_attention=True,
    answer="1 of 2 series needs attention.",
    advice=None,
    series=(ATTENTION, GOOD),
    notes=("1 of 6 forecasts were made in hindsight.",),
)


def test_the_terminal_says_the_answer_then_what_was_found_then_figures() -> None:
    text = printed(monitor_report(REPORT))
    assert max(len(line) for line in text.splitlines()) <= 80
    assert "6 forecasts from Mon 19 Oct 2026 to Mon 23 Nov 2026" in " ".join(text.split())
    assert (
        text.index("1 of 2 series needs attention.") < text.index("Too low by 0.69") < text.index("Figures")
    )
    lines = [" ".join(line.split()) for line in text.splitlines()]
    assert "MED occupied beds 39 – 1.70 0.0 46/77/87 –" in lines
    assert any(line.endswith("39 0.89 1.70 −0.7 46/77/87 ets −10 %") for line in lines)
    assert "[red]</script>" in text


def test_nothing_to_judge_shows_the_advice_and_no_table() -> None:
    nothing = replace(
        REPORT, n_forecasts=0, first_cutoff=None, last_cutoff=None, series=(), notes=(), needs_attention=False,
        answer="Nothing can be judged yet.", advice="Plan first.",
    )  # fmt: skip
    text = printed(monitor_report(nothing))
    assert "7 forecasts kept, none judged." in text
    assert "Plan first." in text
    assert "Figures" not in text


def test_the_page_escapes_names_and_draws_the_weeks(tmp_path: Path) -> None:
    path = write_monitoring(REPORT, tmp_path)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["monitoring.html", "monitoring.json"]
    page = path.read_text(encoding="utf-8")
    assert "▲ [red]&lt;/script&gt; PUMP in use" in page
    assert "</script>" not in page
    assert page.count('<svg class="weekline"') == 3
    assert "Fri 27 Nov 2026, 00:00 GMT" in page
    assert page.count("Too low by 0.69 on average (5 %).") == 2


def test_the_small_chart_puts_the_largest_value_on_top() -> None:
    drawing = week_line([1.0, 3.0], [2.0, 2.0])
    assert 'class="actual" points="3.0,25.0 117.0,3.0"' in drawing
    assert 'class="expected" points="3.0,14.0 117.0,14.0"' in drawing
    assert week_line([5.0], [5.0]) == ""
    assert "nan" not in week_line([5.0, 5.0], [5.0, 5.0])


@pytest.mark.parametrize("state", list(State))
def test_every_state_is_printed(state: State) -> None:
    assert "MED occupied beds" in printed(
        monitor_report(replace(REPORT, series=(replace(GOOD, state=state),)))
    )
