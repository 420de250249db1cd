"""Case 54: the same input gives the same roster, whatever the order of rows; the status does not hang on the workers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from data.forecast import FORECAST, FORECAST_SERIES, Forecast
from optimization.roster.build import build_problem
from optimization.roster.problem import RosterProblem
from optimization.roster.result import Roster, SolveOptions, SolveStatus
from optimization.roster.solve import solve
from optimization.staffing.requirements import staffing_requirements
from tests.cases.case_rows import read_rows
from tests.roster.two_wards import plan_inputs

CASE = Path(__file__).parent / "54"
N_DAYS = 14


def rows(name: str) -> list[dict[str, str]]:
    return read_rows(CASE / name)


def problem(staff_file: str) -> RosterProblem:
    staff = [
        {
            "staff_id": row["staff_id"],
            "name": row["staff_id"],
            "unit_id": "A",
            "skill_id": row["skill"],
            "contract_id": "FT",
        }
        for row in rows(staff_file)
    ]
    demand = rows("demand.csv")
    standards = [
        {
            "unit_id": "A", "skill_id": "RN", "shift_ids": [shift], "method": "fixed",
            "people": next(int(row["need"]) for row in demand if row["shift"] == shift),
        }
        for shift in ("D", "N")
    ]  # fmt: skip
    first_day = date.fromisoformat(demand[0]["date"])
    inputs = plan_inputs({"staff": staff}, first_day, N_DAYS, staffing=standards)
    nothing = Forecast(FORECAST.empty(), FORECAST_SERIES.empty())
    return build_problem(inputs, staffing_requirements(inputs, nothing))


def solved(of: RosterProblem) -> tuple[Roster | None, str, int | None]:
    result = solve(of, SolveOptions(seconds=3, reproducible=True, seed=7))
    return result.roster, result.status.value, result.objective


def test_three_runs_and_the_shuffled_file_give_one_roster() -> None:
    ordered, shuffled = problem("staff.csv"), problem("staff_shuffled.csv")
    assert ordered == shuffled, "rows in another order are the same problem"
    first, *others = [solved(each) for each in (ordered, ordered, ordered, shuffled)]
    assert first[0] is not None
    assert others == [first] * 3


@pytest.mark.parametrize("reproducible", [True, False])
@pytest.mark.parametrize("n_workers", [1, 2, 8])
def test_the_number_of_workers_changes_no_status(n_workers: int, reproducible: bool) -> None:
    """One problem was solved with one worker and infeasible with eight; the repeatable mode has one worker whatever is said."""
    of = problem("staff.csv")
    options = SolveOptions(seconds=3, n_workers=n_workers, reproducible=reproducible, seed=7)
    assert solve(of, options).roster is not None
    crowd = replace(of.coverage[0], minimum=100)
    impossible = replace(of, coverage=(crowd, *of.coverage[1:]))
    assert solve(impossible, options).status is SolveStatus.INFEASIBLE
