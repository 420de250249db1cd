"""`wardwise scenario compare`: every plan is a run, what was changed comes first, figures with their difference."""

from __future__ import annotations

from pathlib import Path

from data.runs import read_record
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

    result = call(*words)
    printed = result.stdout
    assert result.stderr.splitlines()[-1] == f"The comparison is {page}"
    assert printed.index("sickness changes") < printed.index("Open shifts")
    assert "Occupied beds, median" in printed
    assert "(+" in printed
