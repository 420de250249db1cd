"""What each kind of change does to the inputs, and what it refuses."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest

from data.configuration.held_rules import held_rules
from data.inputs import LengthOfStayEffect, PatientsEffect, PlanInputs, ShareEffect
from data.problems import InputError
from data.tables import MAINTENANCE, PLANNED_ADMISSIONS, STAYS
from scenarios.hospital_again import replaced
from scenarios.load import check_scenario
from scenarios.overlay import apply_scenario
from scenarios.schema import ScenarioChain
from scenarios.template import commented, copied


def apply(inputs: PlanInputs, *changes: dict[str, object]) -> tuple[PlanInputs, list[tuple[str, str, str]]]:
    scenario = check_scenario({"name": "s", "changes": list(changes)}, "s.toml")
    changed, diff = apply_scenario(inputs, ScenarioChain.of(scenario))
    return changed, [(line.target, line.before, line.after) for line in diff]


def refusal(inputs: PlanInputs, *changes: dict[str, object]) -> str:
    with pytest.raises(InputError) as caught:
        apply(inputs, *changes)
    return str(caught.value)


@pytest.mark.parametrize(
    ("change", "keys"),
    [
        ({"kind": "demand"}, "percent, patients_day"),
        ({"kind": "absence_wave", "percent": 5, "people": 2}, "percent, people"),
        ({"kind": "staff_removed"}, "staff_ids, people, percent"),
        ({"kind": "equipment_recall", "type_id": "pump"}, "percent, devices"),
        ({"kind": "cost", "price": "bank", "percent": 1, "pence_per_hour": 1}, "percent, pence_per_hour"),
    ],
)
def test_an_amount_is_given_in_one_way(
    small_inputs: PlanInputs, change: dict[str, object], keys: str
) -> None:
    message = refusal(small_inputs, change)
    assert f"expected exactly one of {keys}; given: " in message


def test_patients_a_day_are_added_as_they_are_named(small_inputs: PlanInputs) -> None:
    entered = [small_inputs.cutoff - timedelta(hours=6 * number) for number in range(1, 4 * 56 + 1)]
    rows = [
        {
            "visit_id": f"V{number}",
            "patient_id": f"V{number}",
            "unit_id": "MED",
            "entered": when,
            "left": None,
        }
        for number, when in enumerate(entered)
    ]
    known = [{name: row[name] for name in row if name in STAYS.by_name} for row in rows]
    inputs = replace(small_inputs, tables=replace(small_inputs.tables, stays=STAYS.table(known)))
    changed, diff = apply(inputs, {"kind": "demand", "unit_id": "MED", "patients_day": 2, "first_day": 2})
    assert changed.patients_effects == (PatientsEffect(date(2026, 12, 1), date(2026, 12, 6), 2.0, "MED"),)
    assert changed.demand_effects == ()
    assert diff[0][2] == "+2 patients a day (4.0 on an ordinary day)"
    assert "1000 or less" in refusal(inputs, {"kind": "demand", "unit_id": "MED", "patients_day": 4000})
    assert "a unit with arrivals in the last 56 days; SURG had none" in refusal(
        inputs, {"kind": "demand", "unit_id": "SURG", "patients_day": 1}
    )
    assert "unit_id beside patients_day" in refusal(inputs, {"kind": "demand", "patients_day": 1})


def test_stays_get_longer(small_inputs: PlanInputs) -> None:
    changed, _ = apply(small_inputs, {"kind": "length_of_stay", "percent": -10, "unit_id": "MED"})
    assert changed.length_of_stay_effects == (
        LengthOfStayEffect(date(2026, 11, 30), date(2026, 12, 6), -10.0, "MED"),
    )


def test_a_strike_spares_exempt_units_and_other_skills(small_inputs: PlanInputs) -> None:
    change = {"kind": "strike", "percent": 100, "skill_ids": ["RN"], "first_day": 4, "last_day": 4}
    before = small_inputs.tables.absences.num_rows
    changed, diff = apply(small_inputs, change | {"exempt_unit_ids": ["SURG"]})
    rows = changed.tables.absences.to_pylist()[before:]
    assert {(row["staff_id"], row["first_day"], row["last_day"], row["kind"]) for row in rows} == {
        (staff_id, date(2026, 12, 3), date(2026, 12, 3), "other") for staff_id in ("001", "002", "004")
    }
    assert diff[0][2] == "3 of 3 at work (100 %)"


def booking(number: int, unit_id: str, day: int) -> dict[str, object]:
    when = date(2026, 11, 29) + timedelta(days=day)
    return {
        "admission_id": f"T{number}",
        "unit_id": unit_id,
        "planned_day": when,
        "earliest_day": when,
        "latest_day": when,
        "n_nights": 2,
    }


def test_bookings_go_to_other_days_and_their_patients_with_them(small_inputs: PlanInputs) -> None:
    """Demand by percentage left the bookings where they were, so that the plan of the beds still moved them about."""
    rows = [*(booking(n, "SURG", 4) for n in range(4)), booking(4, "SURG", 5), booking(5, "MED", 4)]
    tables = replace(small_inputs.tables, planned_admissions=PLANNED_ADMISSIONS.table(rows))
    inputs = replace(small_inputs, tables=tables)
    move = {"kind": "elective_move", "unit_ids": ["SURG"], "first_day": 4, "last_day": 4}
    changed, diff = apply(inputs, {**move, "percent": 50, "to_first_day": 5, "to_last_day": 6})
    days = Counter(
        (row["unit_id"], row["planned_day"].day) for row in changed.tables.planned_admissions.to_pylist()
    )
    assert days == {("SURG", 3): 2, ("SURG", 4): 2, ("SURG", 5): 1, ("MED", 3): 1}
    assert [(one.unit_id, one.first_day.day, one.patients_day) for one in changed.patients_effects] == [
        ("SURG", 3, -2.0),
        ("SURG", 4, 1.0),
        ("SURG", 5, 1.0),
    ]
    assert diff == [("admissions booked, SURG, Thu 3 Dec", "4", "2 (2 go to Fri 4 Dec to Sat 5 Dec)")]
    cancelled, diff = apply(inputs, move)
    assert cancelled.tables.planned_admissions.num_rows == 2
    assert sum(one.patients_day for one in cancelled.patients_effects) == -4
    assert diff[0][2] == "0 (4 cancelled)"
    assert "days outside those that they leave" in refusal(inputs, {**move, "to_first_day": 4})
    assert "to_first_day beside it" in refusal(inputs, {**move, "to_last_day": 6})


def test_people_come_and_go(small_inputs: PlanInputs) -> None:
    new = {"kind": "staff_added", "unit_id": "MED", "skill_id": "RN", "contract_id": "FT", "people": 2}
    changed, diff = apply(small_inputs, new, {"kind": "staff_removed", "staff_ids": ["002"], "first_day": 3})
    staff = {row["staff_id"]: row for row in changed.tables.staff.to_pylist()}
    assert {"NEW-1", "NEW-2"} < set(staff)
    assert staff["002"]["last_day"] == date(2026, 12, 1)
    assert diff[0] == ("staff, MED, RN, FT, Mon 30 Nov to Sun 6 Dec", "3 people", "5 people")
    assert diff[1][2] == "7 people (1 leave)"
    assert "the staff_id of somebody in the staff table; did you mean '002'" in refusal(
        small_inputs, {"kind": "staff_removed", "staff_ids": ["02"]}
    )


def test_people_named_leave_twice_only_when_they_are_the_same(small_inputs: PlanInputs) -> None:
    first, second = (
        {"kind": "staff_removed", "staff_ids": [staff_id], "first_day": day}
        for staff_id, day in (("002", 3), ("001", 5))
    )
    changed, _ = apply(small_inputs, first, second)
    left = {row["staff_id"]: row["last_day"] for row in changed.tables.staff.to_pylist()}
    assert (left["002"], left["001"]) == (date(2026, 12, 1), date(2026, 12, 3))
    assert "staff leaving of 002" in refusal(small_inputs, first, {**second, "staff_ids": ["001", "002"]})
    assert "each field to be changed once" in refusal(
        small_inputs, first, {"kind": "staff_removed", "people": 1}
    )


def test_a_new_unit_is_staffed_like_another_for_its_patients(small_inputs: PlanInputs) -> None:
    opening = {
        "kind": "unit_opening",
        "unit_id": "MED2",
        "name": "Second",
        "like": "MED",
        "beds_staffed": 12,
        "patients": 9,
        "takes_percent": 25,
    }
    people = {
        "kind": "staff_added",
        "unit_id": "MED2",
        "skill_id": "RN",
        "contract_id": "FT",
        "people": 1,
    }
    changed, diff = apply(small_inputs, opening, people)
    standards = [s for s in changed.hospital.staffing if s.unit_id == "MED2"]
    assert [(s.shift_ids, s.method, s.model_dump()["people"], s.minimum) for s in standards] == [
        (("D",), "fixed", 2, 1),
        (("N",), "fixed", 2, 1),
    ]
    assert changed.hospital.unit_by_id["MED2"].beds_staffed == 12
    assert changed.share_effects == (ShareEffect("MED2", "MED", date(2026, 11, 28), date(2026, 12, 6), 25.0),)
    assert [line[0] for line in diff][:2] == ["beds, MED2", "staff of MED who may work in MED2"]
    assert diff[2] == ("arrivals, MED, Sat 28 Nov to Sun 6 Dec", "as forecast", "25 % of them go to MED2")
    for own in ({"kind": "demand", "patients_day": 3}, {"kind": "length_of_stay", "percent": 10}):
        message = refusal(small_inputs, opening, {**own, "unit_id": "MED2"})
        assert "a unit with a past; MED2 is opened and takes its patients from MED" in message
    assert "takes_percent" in refusal(
        small_inputs, {k: v for k, v in opening.items() if k != "takes_percent"}
    )
    assert "an id that no unit has yet" in refusal(small_inputs, opening | {"unit_id": "SURG"})
    assert "at most the 12 beds" in refusal(small_inputs, opening | {"patients": 13})


def test_standards_change_by_figure_or_percent(small_inputs: PlanInputs) -> None:
    _, diff = apply(small_inputs, {"kind": "staffing", "skill_id": "RN", "patients_per_person": 5})
    assert diff == [("staffing, MED, RN, all shifts", "1 to 8 patients", "1 to 5 patients")]
    _, diff = apply(small_inputs, {"kind": "staffing", "unit_id": "SURG", "percent": 100})
    assert {line[2] for line in diff} == {"2 in each shift"}
    assert "a staffing standard that matches and has this figure; those there are fixed" in refusal(
        small_inputs, {"kind": "staffing", "unit_id": "SURG", "patients_per_person": 5}
    )


def test_rules_are_held_to_what_the_configuration_allows(small_inputs: PlanInputs) -> None:
    _, diff = apply(small_inputs, {"kind": "rule", "rule": "consecutive_days", "set": {"at_most": 4}})
    assert diff == [("rule consecutive_days, at_most", "6", "4")]
    assert "did you mean 'minimum_rest'?" in refusal(
        small_inputs, {"kind": "rule", "rule": "minimum_rst", "set": {"hours": 4}}
    )
    assert "did you mean 'hours'?" in refusal(
        small_inputs, {"kind": "rule", "rule": "minimum_rest", "set": {"hour": 4}}
    )
    assert "expected 48 or less" in refusal(
        small_inputs, {"kind": "rule", "rule": "minimum_rest", "set": {"hours": 99}}
    )


def test_a_rule_under_a_pack_changes_from_what_the_pack_holds(small_inputs: PlanInputs) -> None:
    """What the file does not write is the pack's, before a scenario and after it."""
    small_inputs = replace(small_inputs, hospital=replaced(small_inputs.hospital, pack="nhs_doctors_2016"))
    fewer = {"kind": "rule", "rule": "consecutive_days", "set": {"at_most": 5}}
    changed, diff = apply(small_inputs, fewer)
    assert diff == [("rule consecutive_days, at_most", "8", "5")]
    before, after = (
        {each.name: each.setting.model_dump() for each in held_rules(inputs.hospital)}
        for inputs in (small_inputs, changed)
    )
    assert {name for name in before if before[name] != after[name]} == {"consecutive_days"}
    more = {"kind": "rule", "rule": "consecutive_days", "set": {"at_most": 9}}
    assert "expected at most 8, the figure of NHS doctors" in refusal(small_inputs, more)
    weekends = {"kind": "rule", "rule": "weekends", "set": {"in_weeks": 3}}
    assert apply(small_inputs, weekends)[1] == [("rule weekends, in_weeks", "2", "3")]


def test_prices_change_where_there_are_any(small_inputs: PlanInputs) -> None:
    changed, diff = apply(small_inputs, {"kind": "cost", "price": "agency", "percent": 10})
    assert diff == [("agency price, RN", "£45.00 an hour", "£49.50 an hour")]
    assert changed.hospital.skill_by_id["RN"].agency_pence_per_hour == 4950
    assert "a skill with bank_pence_per_hour" in refusal(
        small_inputs, {"kind": "cost", "price": "bank", "percent": 10}
    )
    assert "a price of shortage above 0" in refusal(
        small_inputs, {"kind": "cost", "price": "shortage", "pence_per_hour": 0}
    )


def test_a_recall_meets_services_of_the_same_day(small_inputs: PlanInputs) -> None:
    """The key of the maintenance table is device and first day: the longer outage of the two counts."""
    service = {
        "asset_id": "P0",
        "first_day": date(2026, 12, 1),
        "last_day": date(2027, 1, 9),
        "kind": "service",
    }
    tables = replace(small_inputs.tables, maintenance=MAINTENANCE.table([service]))
    recall = {"kind": "equipment_recall", "type_id": "pump", "percent": 100, "first_day": 2, "last_day": 3}
    changed, diff = apply(replace(small_inputs, tables=tables), recall)
    assert {
        (row["asset_id"], row["last_day"], row["kind"]) for row in changed.tables.maintenance.to_pylist()
    } == {("P0", date(2027, 1, 9), "recall"), ("P1", date(2026, 12, 2), "recall")}
    assert diff[0][1:] == ("2", "0 (2 recalled, 100 %)")


def test_a_holiday_has_a_name_that_history_knows(small_inputs: PlanInputs) -> None:
    changed, diff = apply(small_inputs, {"kind": "public_holiday", "day": 1, "name": "Boxing Day"})
    assert diff == [("calendar, Mon 30 Nov", "ordinary day", "Boxing Day")]
    assert [day.date for day in changed.hospital.hospital.local_holidays] == [date(2026, 11, 30)]
    assert "a holiday of the calendar: " in refusal(
        small_inputs, {"kind": "public_holiday", "day": 1, "name": "Dragon Day"}
    )


def test_a_template_names_own_ids_and_is_valid_as_it_stands(small_inputs: PlanInputs) -> None:
    import tomllib

    text = commented(small_inputs.hospital, "mine")
    assert "# Units: MED, SURG" in text
    assert check_scenario(tomllib.loads(text), "mine.toml").name == "mine"
    lines = [line.removeprefix("# ") for line in text.splitlines()]
    body = "\n".join(lines[lines.index('name = "mine"') :])
    bare = "\n".join(line for line in body.splitlines() if not line.startswith(("More kinds", "base =")))
    kinds = [change["kind"] for change in tomllib.loads(bare)["changes"]]
    assert len(kinds) == len(set(kinds)) == 17
    for change in tomllib.loads(bare)["changes"]:
        apply(small_inputs, change | ({"type_id": "pump"} if "type_id" in change else {}))
    assert copied('# why\nname = "a"\ntitle = "A"\n', "b") == '# why\nname = "b"\ntitle = "A (changed)"\n'
