"""The comparison with plain CP-SAT: both engines get the same instance, and the verdict says what the rows say."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from benchmarks.generated.hospital import HospitalSize
from benchmarks.measuring.errors import BenchmarkError
from benchmarks.measuring.results_file import ResultsFile
from benchmarks.peering.cases import GeneratedCase, PublicCase
from benchmarks.peering.row import Measured
from benchmarks.peering.table import table_lines, verdict
from benchmarks.peers import ENGINES, Task, run
from benchmarks.suites.curtois import CurtoisSuite
from optimization.roster.result import SolveOptions
from tests.engine.curtois_instance import INSTANCE, PENALTY, checker_that_says


def row(engine: str, objective: int | None, seconds: float = 10.0) -> Measured:
    return Measured("Instance1", engine, seconds, objective, 600.0, 0.01, 607, None, 250, 2, 1)


@pytest.fixture
def suite(tmp_path: Path) -> CurtoisSuite:
    folder = tmp_path / "benchmarks"
    (folder / "curtois").mkdir(parents=True)
    (folder / "curtois" / "Instance1.txt").write_text(INSTANCE, encoding="utf-8")
    (folder / "best_known_curtois.csv").write_text(
        f"instance,bound,value\nInstance1,LB,90\nInstance1,UB,200\nInstance1,UB,{PENALTY}\n", encoding="utf-8"
    )
    return CurtoisSuite(folder, checker_that_says(tmp_path / "checkers", PENALTY))


@pytest.mark.parametrize("engine", [*ENGINES, "plain"])
def test_each_engine_makes_a_row_for_a_public_instance(
    engine: str, suite: CurtoisSuite, tmp_path: Path
) -> None:
    task = Task(PublicCase(suite, "Instance1"), engine, SolveOptions(20, n_workers=1, seed=7), tmp_path)
    made = run(task)
    assert (made.instance, made.engine, made.objective, made.bound) == ("Instance1", engine, PENALTY, PENALTY)
    assert (made.gap, made.best_known, made.gap_to_best) == (0.0, PENALTY, 0.0)
    assert (made.workers, made.seed) == (1, 7)
    assert made.peak_mb > 50
    roster = (tmp_path / f"Instance1-{engine}.csv").read_text(encoding="utf-8")
    assert roster.startswith("employee,day,shift,skill\n")


def test_a_roster_that_the_checker_prices_otherwise_ends_the_comparison(
    suite: CurtoisSuite, tmp_path: Path
) -> None:
    doubting = CurtoisSuite(suite.folder, checker_that_says(tmp_path / "doubt", PENALTY + 1))
    task = Task(PublicCase(doubting, "Instance1"), "cp-sat", SolveOptions(20, n_workers=1), tmp_path)
    with pytest.raises(BenchmarkError, match=f"the engine says {PENALTY}, the suite's checker {PENALTY + 1}"):
        run(task)


def test_a_generated_hospital_makes_a_row_without_a_best_known(tmp_path: Path) -> None:
    task = Task(
        GeneratedCase(HospitalSize(20, 1, n_weeks=1)), "cp-sat", SolveOptions(20, 0.3, n_workers=1), tmp_path
    )
    made = run(task)
    assert made.instance == "hospital-20-1-1w"
    assert made.objective is not None
    assert made.gap is not None
    assert made.gap <= 0.3
    assert (made.best_known, made.gap_to_best) == (None, None)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            [row("wardwise", 600), row("cp-sat", 800)],
            "wardwise was better, 600 against 800 by cp-sat (25.00% less).",
        ),
        (
            [row("wardwise", 800), row("cp-sat", 600)],
            "cp-sat was better, 600 against 800 by wardwise (25.00% less).",
        ),
        ([row("wardwise", None), row("cp-sat", 600)], "cp-sat alone found a roster."),
        ([row("wardwise", None), row("cp-sat", None)], "nobody found a roster."),
        (
            [row("wardwise", 600, 9.0), row("cp-sat", 600)],
            "both found 600; wardwise ended after 9.0 s, cp-sat after 10.0 s.",
        ),
        ([row("wardwise", 600), row("cp-sat", 600)], "both found 600 in the same time."),
    ],
)
def test_the_verdict_says_who_was_better(rows: list[Measured], said: str) -> None:
    assert verdict(rows) == f"Instance1: {said}"
    lines = list(table_lines(rows))
    assert len(lines) == 1 + len(rows) + 1
    assert lines[0].split() == [
        "instance",
        "engine",
        "seconds",
        "objective",
        "bound",
        "gap",
        "to",
        "best",
        "MB",
    ]


def test_results_grow_row_by_row_and_another_benchmark_cannot_mix_its_rows_in(tmp_path: Path) -> None:
    for objective in (600, None):
        ResultsFile[Measured](tmp_path / "new", Measured).append(row("wardwise", objective))
    with (tmp_path / "new" / "results.csv").open(newline="", encoding="utf-8") as file:
        assert [each["objective"] for each in csv.DictReader(file)] == ["600", ""]
    (tmp_path / "results.csv").write_text("instance,seconds\n", encoding="utf-8")
    with pytest.raises(BenchmarkError, match="has the columns instance, seconds, not instance, engine"):
        ResultsFile[Measured](tmp_path, Measured)
