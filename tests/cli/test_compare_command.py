"""`wardwise scenario compare`: every plan is a run, what was changed comes first, figures with their difference."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from data.runs import read_record
from scenarios.evaluate import evaluate
from tests.cli.conftest import Call, printed_json


def test_a_comparison_plans_the_baseline_and_each_scenario(own_hospital: Path, call: Call) -> None:
    words = ("scenario", "compare", "sickness", "--seconds", 3, "-w", own_hospital)
    compared = printed_json(call(*words, "--json"))
    records = [read_record(Path(folder)) for folder in compared["run_dirs"]]
    assert [record.scenario for record in records] == ["baseline", "sickness"]
    assert all((Path(folder) / "report.html").is_file() for folder in compared["run_dirs"])
    comparison = compared["comparison"]
    assert comparison["names"] == ["baseline", "sickness"]
    assert comparison["changes"][0] == []
    assert {change["change"] for change in comparison["changes"][1]} == {"absence_wave"}
    figures = {figure["key"]: figure["values"] for figure in comparison["figures"]}
    assert figures["open_shifts"] == [record.kpis.open_shifts for record in records]
    assert figures["objective_pence"][0] < figures["objective_pence"][1], "four people fewer cost something"

    page = own_hospital / "runs" / "comparison-2026-W49-baseline-sickness.html"
    assert compared["page"] == str(page)
    assert "sickness" in page.read_text(encoding="utf-8")

    pages = [Path(folder) / "report.html" for folder in compared["run_dirs"]]
    written = [page.stat().st_mtime_ns for page in pages]
    result = call(*words)
    assert [page.stat().st_mtime_ns for page in pages] == written, "runs made before are taken as they are"
    printed = result.stdout
    assert result.stderr.splitlines()[-1] == f"The comparison is {page}"
    assert printed.index("sickness changes") < printed.index("Open shifts")
    assert "Occupied beds, median" in printed
    assert "(+" in printed


def test_a_run_is_made_for_each_scenario_and_the_second_time_taken_over(
    own_hospital: Path, call: Call
) -> None:
    words = ("scenario", "run", "sickness", "--seconds", 2, "-w", own_hospital)
    (made,) = printed_json(call(*words, "--json"))
    assert (made["name"], made["is_taken_over"], made["failure"]) == ("sickness", False, None)
    assert read_record(Path(made["run_dir"])).kpis.open_shifts == made["open_shifts"]
    again = call(*words)
    assert "(made before)" in again.stdout
    assert "Making rosters" not in again.stderr


def test_a_scenario_without_a_plan_leaves_the_others_and_the_exit_code_says_so(
    own_hospital: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    from scenarios import outcome
    from scenarios.refusals import NoRosterExistsError

    def refuse_sickness(*words: Any, **more: Any) -> Any:
        if more["scenario"] is not None:
            raise NoRosterExistsError("No roster keeps every rule that must hold.")
        return evaluate(*words, **more)

    monkeypatch.setattr(outcome, "evaluate", refuse_sickness)
    (own_hospital / "hospital.toml").write_text(
        (own_hospital / "hospital.toml").read_text(encoding="utf-8") + "\n[compute]\nn_jobs = 1\n",
        encoding="utf-8",
    )
    result = call("scenario", "compare", "sickness", "--seconds", 2, "-w", own_hospital)
    assert result.exit_code == 3
    assert "Scenario sickness has no plan: No roster keeps every rule" in result.stderr
    assert "Open shifts" in result.stdout
