"""A search that begins at a given roster never ends above it, part by part."""

from __future__ import annotations

from pathlib import Path

from benchmarks.readers.curtois import read_curtois
from optimization.roster.assess import assess
from optimization.roster.columns.engine import solve_by_columns
from optimization.roster.result import Progress, Roster, SolveOptions
from optimization.roster.solve import solve
from tests.engine.curtois_instance import INSTANCE, PENALTY


def test_the_first_roster_of_a_warm_start_is_the_given_one(tmp_path: Path) -> None:
    path = tmp_path / "instance.txt"
    path.write_text(INSTANCE, encoding="utf-8")
    problem = read_curtois(path)
    best = solve(problem, SolveOptions(seconds=5, n_workers=1))
    assert best.objective == PENALTY
    seen: list[Progress] = []
    again = solve_by_columns(
        problem, SolveOptions(seconds=5, n_workers=1), best.roster, on_progress=seen.append
    )
    assert seen[0].objective == PENALTY
    assert again.objective == PENALTY


def test_a_warm_start_that_breaks_a_hard_rule_is_not_used(tmp_path: Path) -> None:
    path = tmp_path / "instance.txt"
    path.write_text(INSTANCE, encoding="utf-8")
    problem = read_curtois(path)
    on_leave = Roster(((0,) + (None,) * 6, (None,) * 7))
    assert assess(problem, on_leave).hard_breaches
    found = solve(problem, SolveOptions(seconds=5, n_workers=1), warm_start=on_leave)
    assert found.objective == PENALTY
    assert found.roster is not None
    assert not assess(problem, found.roster).hard_breaches
