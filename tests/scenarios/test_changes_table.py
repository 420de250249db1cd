"""Who has been told of what: changes of the published roster, days off included."""

from __future__ import annotations

from datetime import timedelta

from data.forecast import FORECAST, FORECAST_SERIES, Forecast
from optimization.roster.assess import assess
from optimization.roster.build import build_problem
from optimization.roster.result import Roster
from optimization.staffing.requirements import staffing_requirements
from scenarios.assignments import read_assignments
from scenarios.tables.roster import changes_table
from tests.roster.two_wards import FIRST_DAY, plan_inputs

STAFF = [
    {"staff_id": staff_id, "name": staff_id, "unit_id": unit_id, "skill_id": "RN", "contract_id": contract_id}
    for staff_id, unit_id, contract_id in (
        ("S1", "A", "FT"), ("S2", "A", "FT"), ("S3", "B", "FT"), ("S4", "A", "BANK"),
    )
]  # fmt: skip


def test_people_called_in_without_a_shift_of_their_own_are_among_the_changes() -> None:
    """Found by a reader: whoever had no published shift in the week was taken as not told of anything."""
    days = [FIRST_DAY + timedelta(days=number) for number in range(7)]
    published = [{"staff_id": "S1", "date": day, "shift_id": "D", "unit_id": "A"} for day in days[:3]]
    inputs = plan_inputs({"staff": STAFF, "roster": published})
    nothing = Forecast(FORECAST.empty(), FORECAST_SERIES.empty())
    problem = build_problem(inputs, staffing_requirements(inputs, nothing))

    def line(staff_id: str, *worked: int) -> tuple[int | None, ...]:
        employee = next(each for each in problem.employees if each.employee_id == staff_id)
        duty = next(d for d in employee.duties if problem.duties[d].shift_id == "D")
        return tuple(duty if day in worked else None for day in range(7))

    roster = Roster((line("S1", 0, 2), line("S2", 1, 5), line("S3", 1), line("S4", 1)))
    assignments = read_assignments(problem, roster, assess(problem, roster))
    found = [
        (row["staff_id"], row["date"]) for row in changes_table(inputs, problem, assignments).to_pylist()
    ]
    # S2 is told of days off for as long as the ward's roster is published; ward B and the bank know of nothing
    assert found == [("S1", days[1]), ("S2", days[1])]
