"""A search that begins at a given roster never ends above it, part by part."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.readers.curtois import read_curtois
from optimization.roster import engines
from optimization.roster.assess import assess
from optimization.roster.columns import engine
from optimization.roster.columns.clock import Clock
from optimization.roster.columns.engine import solve_by_columns
from optimization.roster.columns.greedy import LineNotFoundError
from optimization.roster.columns.incumbent import Incumbent
from optimization.roster.columns.needs import read_needs
from optimization.roster.columns.people import read_people
from optimization.roster.columns.warming import offer_mended, usable_lines
from optimization.roster.cpsat.engine import solve_by_cpsat
from optimization.roster.cpsat.model import RosterModel
from optimization.roster.problem import ExternalSupply, RosterProblem, Source
from optimization.roster.result import Progress, Roster, SolveOptions, SolveStatus, Termination
from optimization.roster.solve import solve
from optimization.roster.stop.any_of import criteria_of
from tests.engine.curtois_instance import INSTANCE, PENALTY
from tests.engine.test_long_horizons import sixteen_weeks
from tests.engine.test_tables_too_large import four_weeks


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
    (breach,) = assess(problem, on_leave).hard_breaches
    found = solve(problem, SolveOptions(seconds=5, n_workers=1), warm_start=on_leave)
    assert found.objective == PENALTY
    (warning,) = found.report.warnings
    text = "the roster to start from cannot be kept, the search began at what can be"
    assert warning == f"{text}: {breach.title} (broken by 1 person in 1 cell)"
    assert found.roster is not None
    assert not assess(problem, found.roster).hard_breaches


def six_people() -> tuple[RosterProblem, Roster]:
    """Four weeks of six people, and a roster that costs little."""
    problem = four_weeks(6)
    best = solve_by_columns(problem, SolveOptions(seconds=2, n_workers=1))
    assert best.roster is not None
    return problem, best.roster


def test_what_can_be_kept_of_a_broken_warm_start_is_where_the_search_begins() -> None:
    """Two of six lines are useless; once that threw all six away."""
    problem, roster = six_people()
    too_much, unknown = (1,) * problem.n_days, (7,) * problem.n_days
    broken = Roster((too_much, unknown, *roster.lines[2:]))
    people = read_people(problem)
    given = usable_lines(people, broken)
    assert [line is None for line in given] == [True, True, False, False, False, False]
    needs, clock = read_needs(problem, people), Clock(reproducible=True)
    incumbent = Incumbent(needs, people, clock, criteria_of(SolveOptions(), None), None)
    offer_mended(incumbent, given)
    assert incumbent.lines is None, "without a first roster there is nothing to mend with"
    nobody = [person.pricer.price(person.cell_costs).lines[0][0] for person in people]
    assert incumbent.offer(nobody)
    dear = incumbent.cost
    offer_mended(incumbent, given)
    assert incumbent.lines is not None
    assert incumbent.cost < dear
    for person, line, kept in zip(people[2:], incumbent.lines[2:], roster.lines[2:], strict=True):
        assert person.line(line) == kept
    (warning,) = solve(problem, SolveOptions(seconds=1, n_workers=1), warm_start=broken).report.warnings
    assert "(broken by 1 person in 28 cells)" in warning
    assert "Person S1 has an unknown duty (7) on Mon 30 Nov 2026" in warning
    assert warning.endswith(f"; and {problem.n_days - 4} more")


def test_cpsat_returns_the_roster_to_start_from_when_it_finds_nothing_in_time() -> None:
    problem = sixteen_weeks()
    start = solve_by_columns(problem, SolveOptions(seconds=2, n_workers=1)).roster
    assert start is not None
    at_once = SolveOptions(seconds=0.01, n_workers=1)
    assert solve_by_cpsat(problem, at_once).status is SolveStatus.NONE_FOUND
    found = solve_by_cpsat(problem, at_once, warm_start=start)
    assert (found.status, found.termination) == (SolveStatus.FEASIBLE, Termination.TIME)
    assert found.roster == start
    assess(problem, start).refuse_if_wrong(found)
    broken = Roster(((0,) * problem.n_days, *start.lines[1:]))
    assert solve_by_cpsat(problem, at_once, warm_start=broken).status is SolveStatus.NONE_FOUND


def test_problems_that_columns_refuse_begin_at_the_roster_as_well(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    problem, roster = six_people()
    hints: list[Roster] = []

    monkeypatch.setattr(RosterModel, "add_hint", lambda _, hint: hints.append(hint))
    supply = ExternalSupply("agency", Source.AGENCY, {1: 4000}, most_per_row=1)
    outside = replace(problem, supplies=(supply,))
    start = Roster(roster.lines, ((0, 1, 1),))
    monkeypatch.setattr(engines, "reasons_against", lambda _: ("for a reason",))
    found = solve(outside, SolveOptions(seconds=0.5, n_workers=1), warm_start=start)
    assert hints == [start]
    assert found.report.notes == ("planned with CP-SAT instead of whole lines: for a reason",)


def test_somebody_without_a_line_that_the_search_finds_does_not_end_a_search_with_a_roster(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    problem, roster = six_people()

    def finds_nothing(*_: object, **__: object) -> None:
        raise LineNotFoundError("Person S3")

    monkeypatch.setattr(engine, "greedy_lines", finds_nothing)
    seen: list[Progress] = []
    found = solve_by_columns(problem, SolveOptions(seconds=3, n_workers=1), roster, on_progress=seen.append)
    assert found.objective is not None
    assert found.objective <= assess(problem, roster).objective
    assert "root" in {state.phase for state in seen}
    text = "no line of Person S3 was found that keeps the rules that must hold"
    assert found.report.notes == (text,)
    without = solve(problem, SolveOptions(seconds=3, n_workers=1))
    assert without.report.engine == "cp-sat"
    assert without.report.notes == (f"planned with CP-SAT instead of whole lines: {text}",)


def test_a_roster_of_other_days_is_no_start() -> None:
    problem = four_weeks(6)
    with pytest.raises(ValueError, match="one line for each employee, with one cell for each day"):
        solve(problem, SolveOptions(seconds=1), warm_start=Roster(((None,),) * 6))


def test_small_parts_begin_at_the_roster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "instance.txt"
    path.write_text(INSTANCE, encoding="utf-8")
    problem = read_curtois(path)
    hints: list[Roster] = []
    monkeypatch.setattr(RosterModel, "add_hint", lambda _, hint: hints.append(hint))
    nobody = Roster(((None,) * problem.n_days,) * len(problem.employees))
    solve(problem, SolveOptions(seconds=5, n_workers=1), warm_start=nobody)
    assert hints == [nobody]
