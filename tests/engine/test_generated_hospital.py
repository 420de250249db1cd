"""The generated hospital of the benchmarks: repeatable, linked, roughly as many people as are needed, and solvable."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.generated.hospital import HospitalSize, generated_inputs, generated_problem
from benchmarks.generated.staff import float_share
from benchmarks.generated.wards import wards_for
from benchmarks.generated.workspace import generated_workspace
from benchmarks.hospital import Measured, growth, main
from optimization.roster.assess import assess
from optimization.roster.cpsat.engine import solve_by_cpsat
from optimization.roster.problem import RosterProblem
from optimization.roster.result import SolveOptions
from optimization.roster.split import split

FOUR_WEEKS = HospitalSize(60, 3)
DIVISIONS = HospitalSize(120, 6, n_weeks=1)
TINY = HospitalSize(20, 1, n_weeks=1)


@pytest.fixture(scope="module")
def problem() -> RosterProblem:
    return generated_problem(FOUR_WEEKS)


@pytest.fixture(scope="module")
def tiny() -> RosterProblem:
    return generated_problem(TINY)


def test_equal_sizes_and_seeds_give_equal_problems_and_another_seed_another(tiny: RosterProblem) -> None:
    assert generated_problem(TINY) == tiny
    assert generated_problem(replace(TINY, seed=2)) != tiny


def test_the_hospital_is_as_large_as_asked_for(problem: RosterProblem) -> None:
    assert len(problem.employees) == 60
    assert problem.n_days == 28
    assert len({row.unit_id for row in problem.coverage}) == 3
    assert {len(employee.history) for employee in problem.employees} == {42}


def test_the_hospital_on_disk_is_the_one_that_is_generated(tmp_path: Path) -> None:
    """Commands are timed on a workspace: it must say what the benchmarks of the engine solve."""
    workspace, inputs = generated_workspace(tmp_path / "hospital", TINY), generated_inputs(TINY)
    assert workspace.hospital == inputs.hospital
    for name in ("staff", "absences", "requests", "roster"):
        stored, generated = workspace.store.read(name), getattr(inputs.tables, name)
        assert sorted(map(str, stored.to_pylist())) == sorted(map(str, generated.to_pylist()))


def test_a_division_is_linked_by_its_float_pool_alone(problem: RosterProblem) -> None:
    assert len(split(replace(problem, supplies=()))) == 1


def test_divisions_are_linked_by_the_limit_on_outside_hours() -> None:
    two = generated_problem(DIVISIONS)
    assert len(split(replace(two, supplies=()))) == 2
    assert len(split(two)) == 1


def test_about_a_quarter_of_the_people_may_be_sent_to_other_wards() -> None:
    assert 0.2 <= float_share(generated_inputs(FOUR_WEEKS).tables.staff) <= 0.4


def test_about_as_many_hours_are_needed_as_people_have_left(problem: RosterProblem) -> None:
    needed = sum(row.target * row.paid_minutes for row in problem.coverage)
    away = sum(
        minutes
        for employee in problem.employees
        for absence in employee.absences
        for day, minutes in absence.credited_minutes
        if 0 <= day < problem.n_days
    )
    contract = sum(employee.contract_minutes_week or 0 for employee in problem.employees)
    assert 0.9 < needed / (4 * contract - away) < 1.1


def test_every_shift_has_a_nurse_as_a_hard_minimum_and_wishes_reach_all_weeks(problem: RosterProblem) -> None:
    assert {row.minimum for row in problem.coverage if row.skill_id == "RN"} == {1}
    assert {row.minimum for row in problem.coverage if row.skill_id == "HCA"} == {None}
    wished = {request.day // 7 for employee in problem.employees for request in employee.requests}
    assert wished == {0, 1, 2, 3}


def test_people_are_shared_out_evenly_with_every_skill_on_each_ward() -> None:
    wards = wards_for(103, 5)
    assert [sum(number for _, number in ward.people) for ward in wards] == [21, 21, 21, 20, 20]
    assert all(number >= 1 for ward in wards for _, number in ward.people)
    with pytest.raises(ValueError, match="7 people cannot run 2 wards"):
        wards_for(7, 2)


def test_the_check_of_the_rules_accepts_a_solved_hospital(tiny: RosterProblem) -> None:
    result = solve_by_cpsat(tiny, SolveOptions(seconds=20, gap=0.2, n_workers=1))
    assert result.roster is not None
    assess(tiny, result.roster).refuse_if_wrong(result)


def measured(
    staff: int, times: tuple[float | None, float | None, float | None, float | None], gap: float | None
) -> Measured:
    return Measured(staff, staff // 20, 4, *times, 600.0, 1000, 990.0, gap, 300, 2, 1)


def test_growth_is_told_between_sizes_to_the_best_gap_that_both_reached() -> None:
    rows = [
        measured(400, (80.0, 60.0, 40.0, 30.0), 0.01),
        measured(200, (20.0, 15.0, 10.0, 5.0), 0.009),
        measured(800, (None, None, 160.0, 90.0), 0.034),
        measured(1600, (None, None, None, None), None),
    ]
    assert list(growth(rows, 0.01)) == [
        "With 800 staff a gap of 1.00% was not proven in 600 s: it was 3.40%.",
        "With 1600 staff a gap of 1.00% was not proven in 600 s: no roster was found.",
        (
            "From 200 to 400 staff the time to a gap of 1.00% went from 20.0 s to 80.0 s: it grows as the number of "
            "staff to the power of 2.00."
        ),
        (
            "From 400 to 800 staff the time to a gap of 5.00% went from 40.0 s to 160.0 s: it grows as the number of "
            "staff to the power of 2.00."
        ),
        "From 800 to 1600 staff nothing can be said: there is no gap of 10% or less that both reached.",
    ]


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (["--staff", "60,ten"], "--staff takes whole numbers of at least 20; found 'ten'"),
        (["--staff", "40", "--units", "11"], "40 staff cannot run 11 units: each needs at least 4 people"),
        (["--staff", "60", "--weeks", "9"], "--weeks takes 1 to 6; found 9"),
    ],
)
def test_a_size_that_makes_no_hospital_ends_with_a_sentence(
    size: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*size, "--out", str(tmp_path / "out")]) == 2
    assert capsys.readouterr().err == f"{said}\n"
