"""The readers of public instances keep their rules and costs; the suites are found by environment variable or said missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.readers.curtois import read_curtois
from benchmarks.suites.opening import open_suite
from benchmarks.suites.suite import SuiteError
from optimization.roster.result import SolveOptions, SolveStatus
from optimization.roster.solve import solve

# two people, seven days, nobody works after L on E; A is away on day 0 and wants L on day 1
_INSTANCE = """\
# made for this test
SECTION_HORIZON
7

SECTION_SHIFTS
E,480,
L,480,E

SECTION_STAFF
A,E=7|L=7,2400,0,5,1,1,1
B,E=7|L=0,2400,0,5,1,1,1

SECTION_DAYS_OFF
A,0

SECTION_SHIFT_ON_REQUESTS
A,1,L,7

SECTION_SHIFT_OFF_REQUESTS
B,2,E,3

SECTION_COVER
0,E,1,100,1
0,L,1,100,1
1,L,1,100,1
2,E,1,100,1
"""


@pytest.mark.parametrize(
    ("wanted", "names"), [("3", ["Instance3"]), ("1-2,5", ["Instance1", "Instance2", "Instance5"])]
)
def test_numbers_and_ranges_name_instances(
    wanted: str, names: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("benchmarks/curtois", "checkers"):
        (tmp_path / folder).mkdir(parents=True)
    monkeypatch.setenv("WARDWISE_BENCHMARKS", str(tmp_path / "benchmarks"))
    monkeypatch.delenv("WARDWISE_CHECKERS", raising=False)
    assert open_suite("curtois").instances(wanted) == names


def test_a_missing_folder_is_named_with_its_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARDWISE_BENCHMARKS", str(tmp_path))
    with pytest.raises(SuiteError, match="set WARDWISE_BENCHMARKS"):
        open_suite("curtois")


def test_a_small_instance_costs_what_its_rules_say(tmp_path: Path) -> None:
    path = tmp_path / "tiny.txt"
    path.write_text(_INSTANCE, encoding="utf-8")
    result = solve(read_curtois(path), SolveOptions(seconds=20, n_workers=1, reproducible=True))
    assert result.status is SolveStatus.OPTIMAL
    # day 0: A is away and B works E, so L is short (100); day 2: A comes from L and may not work E, so B works
    # against a wish (3) rather than leaving the place empty
    assert result.objective == 103
