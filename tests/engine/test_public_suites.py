"""The suites keep their rules and costs; folders and instances that are not there are said missing, and what there is."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from benchmarks.readers.curtois import read_curtois
from benchmarks.rostering import main
from benchmarks.suites.curtois import CurtoisSuite
from benchmarks.suites.inrc2 import Inrc2Suite
from benchmarks.suites.opening import open_suite
from benchmarks.suites.suite import SuiteError
from optimization.roster.result import SolveOptions, SolveStatus
from optimization.roster.solve import solve
from tests.engine.curtois_instance import INSTANCE, PENALTY, checker_that_says


@pytest.fixture
def benchmarks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Instances 1 and 2, one dataset of INRC-II, and a checker, where the environment says."""
    folder = tmp_path / "benchmarks"
    (folder / "curtois").mkdir(parents=True)
    for number in (1, 2):
        (folder / "curtois" / f"Instance{number}.txt").write_text(INSTANCE, encoding="utf-8")
    (folder / "best_known_curtois.csv").write_text(
        "instance,bound,value\nInstance1,LB,90\nInstance1,UB,200\nInstance1,UB,100\n", encoding="utf-8"
    )
    dataset = folder / "inrc2" / "n002w4"
    dataset.mkdir(parents=True)
    for name in ("H0-n002w4-0", "H0-n002w4-1", *(f"WD-n002w4-{week}" for week in range(3))):
        (dataset / f"{name}.txt").touch()
    (folder / "inrc2_late_instances.txt").write_text(
        "n002w4_0_0-1-2-1\nn002w4_1_0-0-0-0\nn002w8_1_0-0-0-0-1-1-1-1\n", encoding="utf-8"
    )
    checker_that_says(tmp_path / "checkers", PENALTY)
    monkeypatch.setenv("WARDWISE_BENCHMARKS", str(folder))
    monkeypatch.delenv("WARDWISE_CHECKERS", raising=False)
    return folder


@pytest.mark.parametrize(
    ("wanted", "names"),
    [("2", ["Instance2"]), ("1-2", ["Instance1", "Instance2"]), ("2,1", ["Instance2", "Instance1"])],
)
@pytest.mark.usefixtures("benchmarks")
def test_numbers_and_ranges_name_instances(wanted: str, names: list[str]) -> None:
    assert open_suite("curtois").instances(wanted) == names


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ("late-w4", ["n002w4_0_0-1-2-1", "n002w4_1_0-0-0-0"]),
        ("late-w8", ["n002w8_1_0-0-0-0-1-1-1-1"]),
        ("late", ["n002w4_0_0-1-2-1", "n002w4_1_0-0-0-0", "n002w8_1_0-0-0-0-1-1-1-1"]),
        ("n002w4_1_2-2,n002w4_0_1", ["n002w4_1_2-2", "n002w4_0_1"]),
    ],
)
@pytest.mark.usefixtures("benchmarks")
def test_lists_and_names_name_instances(wanted: str, names: list[str]) -> None:
    assert open_suite("inrc2").instances(wanted) == names


@pytest.mark.parametrize(
    ("suite", "wanted", "said"),
    [
        (
            "curtois",
            "1-4",
            "--instances asks for Instance3, Instance4, which {curtois} does not have; it has 1, 2",
        ),
        ("curtois", "one", "--instances takes numbers and ranges such as 1-7,9; found 'one'"),
        ("curtois", "2-1", "--instances takes ranges from the lower number to the higher; found '2-1'"),
        ("inrc2", "late-w5", "--instances asks for 'late-w5'; there are late, late-w4, late-w8"),
        (
            "inrc2",
            "Instance1",
            (
                "--instances takes late, late-w4, late-w8 or names of a dataset, a history and weeks such as "
                "n030w4_1_6-2-9-1; found 'Instance1'"
            ),
        ),
        (
            "inrc2",
            "n003w4_0_1",
            "--instances asks for n003w4_0_1, but {inrc2} has no dataset n003w4; it has n002w4",
        ),
        (
            "inrc2",
            "n002w4_2_1",
            "--instances asks for n002w4_2_1, but {inrc2}/n002w4 has no H0-n002w4-2.txt; it has the histories 0, 1",
        ),
        (
            "inrc2",
            "n002w4_0_1-5",
            "--instances asks for n002w4_0_1-5, but {inrc2}/n002w4 has no WD-n002w4-5.txt; it has the weeks 0, 1, 2",
        ),
    ],
)
def test_an_unknown_instance_ends_with_what_was_asked_for_and_what_there_is(
    suite: str, wanted: str, said: str, benchmarks: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([suite, "--instances", wanted, "--out", str(benchmarks / "out")]) == 2
    said = said.format(curtois=benchmarks / "curtois", inrc2=benchmarks / "inrc2")
    assert capsys.readouterr().err == f"{said}\n"
    assert not (benchmarks / "out").exists()


def test_a_missing_folder_is_named_with_its_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARDWISE_BENCHMARKS", str(tmp_path))
    with pytest.raises(SuiteError, match="set WARDWISE_BENCHMARKS"):
        open_suite("curtois")


def test_the_best_known_is_the_least_upper_bound_and_may_be_missing(benchmarks: Path) -> None:
    suite = CurtoisSuite(benchmarks, benchmarks.parent / "checkers")
    assert (suite.best_known("Instance1"), suite.best_known("Instance2")) == (100, None)
    with pytest.raises(SuiteError, match=r"inrc2_static_summary\.csv is not there"):
        Inrc2Suite(benchmarks, benchmarks.parent / "checkers").best_known("n002w4_0_1")


def test_an_instance_that_cannot_be_read_is_a_sentence_from_its_own_process(
    benchmarks: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dataset = benchmarks / "inrc2" / "n002w4"
    (benchmarks / "inrc2_static_summary.csv").write_text(
        "late_instance,best_static_ub_seen\n", encoding="utf-8"
    )
    (dataset / "Sc-n002w4.txt").write_text(
        "SHIFT_TYPES = 1\nFORBIDDEN_SHIFT_TYPES_SUCCESSIONS\nCONTRACTS = 0\nNURSES = 0\nSKILLS = 0\n",
        encoding="utf-8",
    )
    (dataset / "H0-n002w4-0.txt").write_text("NURSE_HISTORY\nNU_5 3 1 Early 1 4 0\n", encoding="utf-8")
    assert main(["inrc2", "--instances", "n002w4_0_1", "--out", str(tmp_path / "out")]) == 2
    said = "n002w4_0_1 cannot be read: H0-n002w4-0.txt: NU_5 brings counts of earlier weeks, expected none\n"
    assert capsys.readouterr().err == said


def test_a_checker_that_refuses_is_quoted(benchmarks: Path, tmp_path: Path) -> None:
    checkers = tmp_path / "checkers"
    (checkers / "curtois.py").write_text("raise SystemExit('A works on day 0')\n", encoding="utf-8")
    with pytest.raises(SuiteError, match="Instance1: the checker refuses the roster: A works on day 0"):
        CurtoisSuite(benchmarks, checkers).check("Instance1", tmp_path / "roster.csv")


@pytest.mark.usefixtures("benchmarks")
def test_instances_are_solved_side_by_side_and_every_row_says_with_what(tmp_path: Path) -> None:
    out = tmp_path / "out"
    asked = [
        "curtois",
        "--instances",
        "1-2",
        "--seconds",
        "20",
        "--workers",
        "1",
        "--seed",
        "3",
        "--jobs",
        "2",
    ]
    assert main([*asked, "--out", str(out)]) == 0
    with (out / "results.csv").open(newline="", encoding="utf-8") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: row["instance"])
    assert list(rows[0]) == [
        "instance", "seconds", "objective", "bound", "gap", "best_known", "gap_to_best", "peak_mb", "workers", "seed",
        "engine", "ended",
    ]  # fmt: skip
    told = [
        (row["instance"], row["objective"], row["best_known"], row["workers"], row["seed"]) for row in rows
    ]
    assert told == [("Instance1", "103", "100", "1", "3"), ("Instance2", "103", "", "1", "3")]
    assert float(rows[0]["gap_to_best"]) == pytest.approx(0.03)
    assert (out / "Instance2.csv").read_text(encoding="utf-8").startswith("employee,day,shift,skill\n")


def test_a_small_instance_costs_what_its_rules_say(tmp_path: Path) -> None:
    path = tmp_path / "tiny.txt"
    path.write_text(INSTANCE, encoding="utf-8")
    result = solve(read_curtois(path), SolveOptions(seconds=20, n_workers=1, reproducible=True))
    assert result.status is SolveStatus.OPTIMAL
    assert result.objective == PENALTY
