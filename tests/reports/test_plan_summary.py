"""The summary on the terminal: complete at 80 columns, with and without a terminal, and no markup from data."""

from pathlib import Path

import pytest

from reports.terminal.plan_summary import plan_summary
from reports.terminal.text import plain
from tests.reports.run_sample import write_sample_run
from tests.reports.terminal_text import printed


@pytest.mark.parametrize("terminal", [False, True])
def test_fits_80_columns_and_says_the_essential(run_folder: Path, terminal: bool) -> None:
    text = printed(plan_summary(run_folder), terminal=terminal)
    assert max(len(line) for line in text.splitlines()) <= 80
    joined = " ".join(text.split())
    for part in (
        "58 of 126 needed shifts stay open",
        "Filled RN 62 %, HCA 41 %",
        "Agency 10.0 h, £936",
        "1. Intensive Care / High Dependency & [B]ay: Open 3 RN nights to the bank today?",
        "Notaufnahme Süd 15/17 16 42 22 Mon 19 Oct L: 2",
        "at most 0.8 % could still be saved",
        "forecast: [W1] admissions: prophet failed, ets took over",
    ):
        assert part in joined


@pytest.mark.parametrize("name", ["[red]", "[/ICU]", "Ward [B]", "[link=http://x]y", ":warning:"])
def test_brackets_in_names_are_printed_letter_for_letter(tmp_path: Path, name: str) -> None:
    units = [{"unit_id": "ICU", "name": name, "site_id": "M", "kind": "ward", "beds_staffed": 4}]
    folder = write_sample_run(tmp_path, tables={"units": units}, hospital=name)
    text = printed(plan_summary(folder))
    assert text.startswith(f"{name}, 2026-W43")
    assert f"\n{name}  " in text


def test_control_characters_do_not_reach_the_terminal() -> None:
    assert printed(plain("a\x1b[31mb\x07\u202ec")) == "a�[31mb��c\n"


def test_many_decisions_are_cut_with_a_pointer(tmp_path: Path) -> None:
    rows = [{"rank": n, "topic": "beds", "unit_id": None, "text": f"Question {n}?"} for n in range(1, 11)]
    text = printed(plan_summary(write_sample_run(tmp_path, tables={"decisions": rows})))
    assert "7. Question 7?" in text
    assert "Question 8?" not in text
    assert "... and 3 more in report.html" in text


def test_a_run_without_a_roster_says_so(tmp_path: Path) -> None:
    changes = {"objective_pence": None, "bound_pence": None, "gap": None, "status": "infeasible"}
    text = printed(plan_summary(write_sample_run(tmp_path, tables=None, **changes)))
    assert "No roster was found for week 43." in text
    assert "No roster was found (infeasible)." in text
