"""Scenarios side by side, on the terminal and as a page: the recorded changes first, then figures with differences."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from data.problems import InputError
from reports.comparison import write_comparison
from reports.summaries.figures import figure_cells
from reports.terminal.comparison import comparison_report
from scenarios.compare import Figure, compare, compared_run
from tests.reports.run_sample import write_sample_run
from tests.reports.terminal_text import printed

CHANGE = {
    "position": 1,
    "scenario": "[red]",
    "change": "absence_wave",
    "target": "</script><b>all units</b>",
    "before": "3 away",
    "after": "9 away :warning:",
}


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Sequence[Path]:
    runs = tmp_path_factory.mktemp("runs")
    base = write_sample_run(runs, "base", tables={"forecast": []})
    kpis = compared_run(base).kpis.model_dump() | {
        "open_shifts": 71,
        "agency_cost_pence": 193_600,
        "fill_rate_by_skill": {"RN": 0.5, "HCA": 0.41},
    }
    tables = {"input_changes": [CHANGE], "forecast": []}
    wave = write_sample_run(
        runs,
        "wave",
        tables=tables,
        scenario="[red]",
        kpis=kpis,
        objective_pence=4_000_000,
        bound_pence=3_900_000.0,
    )
    return [base, wave]


def test_terminal_shows_changes_before_figures_letter_for_letter(folders: Sequence[Path]) -> None:
    text = printed(comparison_report(compare([compared_run(folder) for folder in folders]), "GBP"))
    joined = " ".join(text.split())
    for part in (
        "baseline The inputs as they are.",
        "[red] changes",
        "</script><b>all units</b> 3 away 9 away :warning:",
        "Needed shifts covered, RN 62.0 % 50.0 % (−12.0 points)",
        "Open shifts 58 71 (+13)",
        "Cost of agency £936 £1,936 (+£1,000)",
    ):
        assert part in joined
    assert "The same in every plan: Needed shifts covered, HCA 41.0 %; Overtime" in joined
    assert joined.index("9 away") < joined.index("Figures, and the difference to baseline")
    assert max(map(len, text.splitlines())) <= 80


def test_many_plans_are_shown_in_blocks_that_repeat_the_first(folders: Sequence[Path]) -> None:
    base, wave = (compared_run(folder) for folder in folders)
    text = printed(comparison_report(compare([base, wave, wave, wave])))
    assert text.count("Open shifts") == 3
    assert "At a glance" in text
    assert "At a glance" not in printed(comparison_report(compare([base, wave, wave])))
    assert max(map(len, text.splitlines())) <= 80


def test_page_puts_changes_first_and_runs_nothing_from_data(folders: Sequence[Path], tmp_path: Path) -> None:
    write_comparison(folders, tmp_path / "comparison.html")
    page = (tmp_path / "comparison.html").read_text(encoding="utf-8")
    assert "&lt;/script&gt;&lt;b&gt;all units&lt;/b&gt;" in page
    assert "<script" not in page
    assert not re.findall(r"(?:src|href)=|url\(|@import", page)
    assert page.index("9 away :warning:") < page.index("<h2>Figures</h2>")
    assert '<td class="num">71<br><span class="muted small">+13</span></td>' in page
    assert "The same in every plan: Needed shifts covered, HCA 41.0 %" in page
    assert "Nobody's hours or days away change" in page
    assert page.count("Week 43 cannot be fully staffed") == 2


def test_runs_of_different_weeks_are_refused(folders: Sequence[Path], tmp_path: Path) -> None:
    other = write_sample_run(tmp_path, tables=None, first_day="2026-10-26")
    with pytest.raises(InputError, match="expected plans of one and the same week"):
        write_comparison([folders[0], other], tmp_path / "comparison.html")
    assert not (tmp_path / "comparison.html").exists()


def test_unknown_values_have_no_difference() -> None:
    cells = figure_cells(Figure("k", "Cost", "pence", (None, 500.0)), "EUR")
    assert [(cell.value, cell.difference) for cell in cells] == [("–", ""), ("€5", "")]


def test_amounts_that_round_to_the_same_are_equal() -> None:
    cells = figure_cells(Figure("k", "Beds", "beds", (10.0, 10.01, 9.0)), "EUR")
    assert [(cell.value, cell.difference) for cell in cells] == [("10.0", ""), ("10.0", "="), ("9.0", "−1.0")]


def test_page_shows_many_plans_in_tables_that_fit_a_sheet(folders: Sequence[Path], tmp_path: Path) -> None:
    base, wave = folders
    write_comparison([base, *[wave] * 5], tmp_path / "comparison.html")
    page = (tmp_path / "comparison.html").read_text(encoding="utf-8")
    figures = page[page.index("<h2>Figures</h2>") : page.index("<h2>Open shifts by unit</h2>")]
    heads = re.findall(r"<thead>.*?</thead>", figures)
    assert [head.count('class="num brief"') for head in heads] == [5, 2]
    assert all("baseline" in head for head in heads)


def test_amounts_of_money_differ_in_whole_units_unless_they_are_tiny() -> None:
    cells = figure_cells(Figure("k", "Cost", "pence", (773_500.0, 770_343.0, 773_540.0, 773_500.0)), "GBP")
    assert [cell.difference for cell in cells] == ["", "−£32", "+£0.40", "="]


def test_a_change_without_effect_is_said_beside_the_figures(folders: Sequence[Path], tmp_path: Path) -> None:
    base = compared_run(folders[0])
    said = "late.toml, changes[1] (demand): it lies outside the days that count, so it has no effect"
    notes = [{"severity": "warning", "topic": "scenario", "text": said}]
    late = write_sample_run(tmp_path, "late", scenario="late", notes=notes, tables={"forecast": []})
    assert compare([base, compared_run(late)]).remarks == (
        f"late: {said}",
        "late changes nothing in the inputs.",
    )
