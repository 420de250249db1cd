"""What happened, in the inputs: closed beds by day, absences once, and the same again from a stored run."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from data.inputs import PlanInputs
from data.problems import InputError
from scenarios.replanning.apply import apply_happenings, events_of, restore_events
from scenarios.replanning.happenings import read_happenings
from tests.roster.two_wards import FIRST_DAY, plan_inputs

STAFF = [{"staff_id": "S1", "name": "One", "unit_id": "A", "skill_id": "RN", "contract_id": "FT"}]


def day(number: int) -> date:
    return FIRST_DAY + timedelta(days=number)


def inputs_with(**tables: list[dict[str, object]]) -> PlanInputs:
    return plan_inputs({"staff": STAFF, **tables})


def after(inputs: PlanInputs, *closed: str, absent: tuple[str, ...] = ()) -> PlanInputs:
    happened = read_happenings(inputs, absent, closed, (), ())
    changed, _ = apply_happenings(inputs, happened)
    restored = restore_events(inputs, events_of(inputs, happened))
    assert restored.tables.absences == changed.tables.absences
    assert restored.beds_effects == changed.beds_effects
    return changed


def beds(inputs: PlanInputs, n_days: int = 4) -> list[int]:
    return [inputs.beds_staffed("A", day(number)) for number in range(n_days)]


def test_closed_beds_are_taken_from_what_each_day_has() -> None:
    """Found by a reader: with 24 and then 18 planned beds, 4 closed left 20 on both days."""
    planned = replace(inputs_with(), planned_beds={("A", day(0)): 24, ("A", day(1)): 18})
    assert beds(after(planned, f"A@{day(0)}..{day(1)}=4")) == [20, 14, 24, 24]


def test_closures_given_again_add_up() -> None:
    assert beds(after(inputs_with(), f"A@{day(0)}..{day(2)}=4", f"A@{day(1)}=3")) == [20, 17, 20, 24]


def test_more_closed_than_there_are_on_some_day_is_a_fault() -> None:
    planned = replace(inputs_with(), planned_beds={("A", day(1)): 5})
    with pytest.raises(
        InputError, match=f"found 'A=6', expected at most 5, the staffed beds of A on {day(1)}"
    ):
        after(planned, f"A@{day(0)}..{day(2)}=3", f"A@{day(1)}=3")


def test_a_day_is_an_absence_once() -> None:
    known = [{"staff_id": "S1", "kind": "annual_leave", "first_day": day(1), "last_day": day(2)}]
    changed = after(inputs_with(absences=known), absent=(f"S1@{day(0)}..{day(4)}", f"S1@{day(4)}..{day(5)}"))
    rows = [(row["first_day"], row["last_day"]) for row in changed.tables.absences.to_pylist()]
    assert sorted(rows) == [(day(0), day(0)), (day(1), day(2)), (day(3), day(4)), (day(5), day(5))]


def test_a_booked_worker_can_be_absent_and_a_stranger_cannot() -> None:
    happened = read_happenings(inputs_with(), (f"X9@{day(0)}",), (), (), (), {"X9"})
    assert apply_happenings(inputs_with(), happened)[0].tables.absences.num_rows == 0
    with pytest.raises(InputError, match="found 'X8', expected a staff_id of the staff table"):
        read_happenings(inputs_with(), (f"X8@{day(0)}",), (), (), (), {"X9"})
