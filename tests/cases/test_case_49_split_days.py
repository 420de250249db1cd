"""Case 49: a split shift that is planned as one, 07:00 to 11:00 and 16:00 to 20:00: pay, span, rest, need, premiums, company."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data.calendar import DayGrid
from data.configuration.people import Shift
from data.quality.double_bookings import double_bookings
from data.tables import ROSTER
from optimization.roster.assess import assess
from optimization.roster.build import build_problem
from optimization.roster.building.times import ShiftTimes, shift_times
from optimization.roster.problem import Duty, Employee, RosterProblem
from optimization.roster.result import Roster, SolveOptions
from optimization.roster.solve import solve
from optimization.rules.consecutive_shifts import ConsecutiveShifts
from optimization.rules.duty_class import DutyClass
from optimization.rules.maximum_shift import MaximumShift
from optimization.rules.minimum_rest import MinimumRest
from optimization.rules.policy import Rule
from optimization.rules.semantics import breach
from optimization.rules.unsocial_hours import Premium, UnsocialHours
from optimization.staffing.requirements import staffing_requirements
from tests.cases.case_rows import read_rows
from tests.roster.census_forecast import forecast
from tests.roster.two_wards import HOSPITAL, hospital, plan_inputs

MONDAY = date(2024, 6, 3)
PARTS = [row for row in read_rows(Path(__file__).parent / "49" / "shifts.csv") if row["code"] == "SPLIT"]
SPLIT: dict[str, Any] = {
    "id": "SPLIT", "name": "Split day", "start": PARTS[0]["start"], "gap_start": PARTS[0]["end"],
    "gap_end": PARTS[1]["start"], "end": PARTS[1]["end"],
}  # fmt: skip
NOON = {"id": "NOON", "name": "Noon", "start": "11:00", "end": "16:00"}
EARLY = {"id": "E", "name": "Early", "start": "07:00", "end": "15:00", "unpaid_break_minutes": 30}


def split(**more: Any) -> Shift:
    return Shift.model_validate({**SPLIT, **more})


def judge(rule: Rule, day: date = MONDAY, n_shifts: int = 1, shift: Shift | None = None) -> list[int]:
    """The amounts that the check finds in split days in a row; what the rule compiles to breaks by as much."""
    grid = DayGrid(day, n_shifts, "Europe/London")
    times = shift_times(grid, shift or split(), 0)
    duty = Duty(
        "A/SPLIT", "A", "SPLIT", "RN", times.start_minute, times.end_minute, times.paid_minutes,
        is_night=False, days=frozenset(range(n_shifts)), gap=times.gap,
    )  # fmt: skip
    person = Employee("S2", "Ann", {0: 0}, frozenset({"RN"}))
    problem = RosterProblem(grid, (duty,), (person,), policies=(), coverage=())
    line = (0,) * n_shifts
    amounts = [found.amount for found in rule.check(problem, person, line)]
    assert sum(breach(primitive, line) for primitive in rule.compile(problem, person)) == sum(amounts)
    return amounts


def test_both_pieces_are_paid_and_the_gap_is_not() -> None:
    assert shift_times(DayGrid(MONDAY, 1, "Europe/London"), split(), 0) == ShiftTimes(
        7 * 60, 20 * 60, 8 * 60, (11 * 60, 16 * 60)
    )
    assert split(unpaid_break_minutes=30).paid_minutes == 7.5 * 60


@pytest.mark.parametrize(("day", "hours"), [(date(2024, 3, 30), 7), (date(2024, 10, 26), 9)])
def test_a_gap_over_a_clock_change_is_as_unpaid_as_any(day: date, hours: float) -> None:
    """A night piece from 00:00 to 03:00 loses or gains the hour; a gap over it does not."""
    grid = DayGrid(day, 1, "Europe/London")
    in_work = split(start="17:00", gap_start="22:00", gap_end="00:00", end="03:00")
    in_gap = split(start="17:00", gap_start="22:00", gap_end="03:00", end="06:00")
    assert shift_times(grid, in_work, 0).paid_minutes == hours * 60
    assert shift_times(grid, in_gap, 0).paid_minutes == 8 * 60


def test_its_length_is_the_spread_from_first_start_to_last_end() -> None:
    assert judge(MaximumShift(12 * 60)) == [1]
    assert judge(MaximumShift(13 * 60)) == []
    assert judge(MaximumShift(8 * 60, breaks_count=False)) == []
    long = ConsecutiveShifts(DutyClass(longer_than_minutes=600), at_most=1)
    assert judge(long, n_shifts=2) == [1]


def test_rest_is_from_the_last_end_to_the_next_start_and_the_gap_is_none() -> None:
    assert judge(MinimumRest(11 * 60), n_shifts=3) == []
    assert judge(MinimumRest(12 * 60), n_shifts=3) == [60, 60]


def test_premiums_are_those_of_the_pieces() -> None:
    """A band over the gap earns nothing; one from 18:00 on two hours, all of them paid."""
    midday, evening = (
        UnsocialHours((Premium(frozenset(range(7)), False, start * 60, end * 60, 50, 0),), 2000)
        for start, end in ((11, 16), (18, 22))
    )
    assert judge(midday) == []
    assert judge(evening) == [2000]


def inputs_with(*shifts: dict[str, Any], **more: Any) -> Any:
    units = [{**unit, "shift_ids": [shift["id"] for shift in shifts]} for unit in HOSPITAL["units"]]
    staff = [
        {"staff_id": f"S{n}", "name": f"S{n}", "unit_id": "A", "skill_id": "RN", "contract_id": "FT"}
        for n in range(2)
    ]
    return plan_inputs({"staff": staff}, MONDAY, 1, shifts=list(shifts), units=units, **more)


def test_the_need_is_that_of_the_pieces_alone() -> None:
    """Thirty patients from 12:00 to 15:00 need nobody of a split shift that is off then."""
    ratio = {"unit_id": "A", "skill_id": "RN", "method": "ratio", "patients_per_person": 5}
    inputs = inputs_with(SPLIT, NOON, staffing=[ratio])
    census = {"A": lambda hour, _: 30 if 12 <= hour % 24 < 15 else 10}
    needs = {need.shift_id: need.required for need in staffing_requirements(inputs, forecast(inputs, census))}
    assert needs == {"SPLIT": 2, "NOON": 6}


def test_one_person_day_on_one_row_of_need() -> None:
    """Somebody on a split day is on nothing else that day, and what is bought for it costs its paid hours."""
    fixed = {"unit_id": "A", "skill_id": "RN", "method": "fixed", "people": 1}
    contracts = [{"id": "FT", "name": "Full time", "hours_week": 56}]
    inputs = inputs_with(SPLIT, NOON, staffing=[fixed], contracts=contracts)
    problem = build_problem(inputs, staffing_requirements(inputs, forecast(inputs, {"A": 0})))
    (row,) = [number for number, row in enumerate(problem.coverage) if row.row_id == "A/2024-06-03/SPLIT/RN"]
    (bank, _) = problem.supplies
    assert bank.pence[row] == 8 * 2900
    result = solve(problem, SolveOptions(seconds=10))
    assert result.roster is not None
    assert {found.violation.rule for found in assess(problem, result.roster).breaches} <= {"unused_hours"}
    worked = sorted(problem.duties[cell].shift_id for (cell,) in result.roster.lines if cell is not None)
    assert worked == ["NOON", "SPLIT"], "two people, though the one shift lies in the gap of the other"
    assert result.roster.bought == ()


def test_people_apart_do_not_meet_in_a_gap() -> None:
    team = {"apart": [{"staff_ids": ["S0", "S1"], "handover_minutes": 0, "pence_per_unit": 100}]}
    fixed = {"unit_id": "A", "skill_id": "RN", "method": "fixed", "people": 1}
    inputs = inputs_with(SPLIT, NOON, EARLY, staffing=[fixed], rules={"team": team})
    problem = build_problem(inputs, staffing_requirements(inputs, forecast(inputs, {"A": 0})))
    number = {duty.shift_id: index for index, duty in enumerate(problem.duties)}

    def meetings(first: str, second: str) -> int:
        lines = ((number[first], None), (number[second], None))
        breaches = assess(problem, Roster(lines)).breaches
        return sum(breach.violation.rule == "apart" for breach in breaches)

    assert (meetings("SPLIT", "NOON"), meetings("SPLIT", "E"), meetings("NOON", "E")) == (0, 1, 1)


def test_a_shift_in_the_gap_is_no_double_booking_and_one_over_a_piece_is() -> None:
    place = hospital(
        shifts=[SPLIT, NOON, EARLY],
        units=[{"id": "A", "name": "A", "beds_staffed": 9, "shift_ids": ["SPLIT", "NOON", "E"]}],
        staffing=[],
    )

    def minutes(other: str) -> list[int]:
        row = {"staff_id": "S2", "date": MONDAY, "unit_id": "A", "skill_id": "RN", "source": "contract"}
        table = ROSTER.table([{**row, "shift_id": "SPLIT"}, {**row, "shift_id": other}])
        return [found.minutes for found in double_bookings(place, table)]

    assert minutes("NOON") == []
    assert minutes("E") == [4 * 60]


@pytest.mark.parametrize(
    "gap",
    [
        {"gap_end": None},
        {"gap_start": None},
        {"gap_start": "16:00", "gap_end": "11:00"},
        {"gap_start": "07:00"},
        {"gap_end": "21:00"},
    ],
)
def test_a_gap_lies_within_the_shift(gap: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"gap_start and gap_end, in this order within the shift"):
        split(**gap)
