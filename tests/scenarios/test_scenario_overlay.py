"""The overlay: once, in file order, recorded, refused when a field is changed twice, sound afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.inputs import BedsEffect, DemandEffect, PlanInputs, Severity
from data.problems import InputError
from scenarios.load import check_scenario
from scenarios.overlay import apply_scenario
from scenarios.schema import Scenario, ScenarioChain

shared_inputs = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def scenario(*changes: dict[str, object], name: str = "what_if") -> Scenario:
    return check_scenario({"name": name, "changes": list(changes)}, f"{name}.toml")


def apply(inputs: PlanInputs, *changes: dict[str, object]) -> tuple[PlanInputs, list[tuple[str, str, str]]]:
    changed, diff = apply_scenario(inputs, ScenarioChain.of(scenario(*changes)))
    assert [line.position for line in diff] == list(range(1, len(diff) + 1))
    return changed, [(line.target, line.before, line.after) for line in diff]


def messages(inputs: PlanInputs, *changes: dict[str, object]) -> list[str]:
    with pytest.raises(InputError) as caught:
        apply(inputs, *changes)
    return [str(problem) for problem in caught.value.problems]


def test_empty_scenario_is_the_identity(small_inputs: PlanInputs) -> None:
    changed, diff = apply(small_inputs)
    assert changed == small_inputs
    assert diff == []


UNITS = st.sampled_from(["MED", "SURG"])
DEMAND = st.builds(
    lambda unit, percent, first, length: {
        "kind": "demand",
        "unit_id": unit,
        "percent": percent,
        "first_day": first,
        "last_day": min(7, first + length),
    },
    UNITS,
    st.integers(-100, 200),
    st.integers(1, 7),
    st.integers(0, 6),
)


@shared_inputs
@given(st.lists(DEMAND, max_size=4))
def test_changes_apply_in_file_order_or_are_refused_for_meeting(
    small_inputs: PlanInputs, changes: list[dict[str, object]]
) -> None:
    spans = [
        (c["unit_id"], set(range(int(str(c["first_day"])), int(str(c["last_day"])) + 1))) for c in changes
    ]
    meet = any(u == v and days & others for i, (u, days) in enumerate(spans) for v, others in spans[i + 1 :])
    if meet:
        found = messages(small_inputs, *changes)
        assert all("each field to be changed once" in message for message in found)
        return
    changed, diff = apply(small_inputs, *changes)
    effects = [
        (effect.unit_id, effect.percent, (effect.first_day - date(2026, 11, 29)).days)
        for effect in changed.demand_effects
    ]
    assert effects == [(c["unit_id"], c["percent"], c["first_day"]) for c in changes if c["percent"]]
    assert [after for _, _, after in diff] == [
        f"{int(str(c['percent'])):+d} %" if c["percent"] else "as forecast" for c in changes
    ]


@shared_inputs
@given(DEMAND)
def test_the_same_change_twice_is_refused(small_inputs: PlanInputs, change: dict[str, object]) -> None:
    (message,) = messages(small_inputs, change, change)
    assert message.startswith(
        "scenario what_if, column 'changes[2].demand': expected each field to be changed once"
    )
    assert "is also changed by scenario what_if, changes[1] (demand)" in message


def test_a_change_of_all_units_meets_that_of_one(small_inputs: PlanInputs) -> None:
    (message,) = messages(
        small_inputs, {"kind": "demand", "percent": 5}, {"kind": "demand", "percent": 9, "unit_id": "MED"}
    )
    assert "arrivals of MED on 2026-11-30 to 2026-12-06" in message


def test_closing_a_unit_and_changing_its_beds_meet(small_inputs: PlanInputs) -> None:
    (message,) = messages(
        small_inputs,
        {"kind": "beds", "unit_id": "MED", "beds_staffed": 12},
        {"kind": "unit_closure", "unit_id": "MED", "first_day": 4},
    )
    assert "beds of MED" in message
    assert "changes[1] (beds)" in message


def test_a_base_that_sets_the_same_field_is_named_with_the_chain(small_inputs: PlanInputs) -> None:
    winter = scenario({"kind": "agency_limit", "hours_week": 40}, name="winter")
    flu = scenario({"kind": "agency_limit", "hours_week": 0}, name="flu")
    with pytest.raises(
        InputError, match=r"also changed by scenario winter, changes\[1\] .*\(chain flu -> winter\)"
    ):
        apply_scenario(small_inputs, ScenarioChain.of(winter, flu))


def test_bases_come_first_and_every_line_names_its_scenario(small_inputs: PlanInputs) -> None:
    winter = scenario({"kind": "demand", "percent": 10}, name="winter")
    flu = scenario({"kind": "agency_limit", "hours_week": 0}, name="flu")
    changed, diff = apply_scenario(small_inputs, ScenarioChain.of(winter, flu))
    assert [(line.position, line.scenario, line.change) for line in diff] == [
        (1, "winter", "demand"),
        (2, "flu", "agency_limit"),
    ]
    assert diff[1].before == "80 hours a week"
    assert changed.hospital.cover.agency_hours_week == 0
    assert small_inputs.hospital.cover.agency_hours_week == 80


def test_unknown_ids_are_all_listed_with_the_nearest_one(small_inputs: PlanInputs) -> None:
    found = messages(
        small_inputs,
        {"kind": "demand", "percent": 5, "unit_id": "SURGE"},
        {"kind": "absence_wave", "percent": 5, "skill_id": "HCB", "unit_id": "XYZ"},
        {"kind": "unit_closure", "unit_id": "MED", "divert_to": "MED"},
        {"kind": "beds", "unit_id": "SURG", "beds_staffed": 7},
        {"kind": "demand", "percent": 1, "first_day": 3, "last_day": date(2026, 12, 1)},
    )
    assert found == [
        (
            "scenario what_if, column 'changes[1].demand.unit_id': found 'SURGE', expected one of MED, SURG;"
            " did you mean 'SURG'?"
        ),
        (
            "scenario what_if, column 'changes[2].absence_wave.skill_id': found 'HCB', expected one of HCA, RN;"
            " did you mean 'HCA'?"
        ),
        "scenario what_if, column 'changes[2].absence_wave.unit_id': found 'XYZ', expected one of MED, SURG",
        (
            "scenario what_if, column 'changes[3].unit_closure.divert_to': found 'MED',"
            " expected another unit than the one that closes"
        ),
        (
            "scenario what_if, column 'changes[4].beds.beds_staffed': found '7', expected at most 6, the licensed beds"
            " of SURG; raise beds_licensed in hospital.toml if more can be opened"
        ),
        (
            "scenario what_if, column 'changes[5].demand.last_day': found '2026-12-01', expected a day on or after the"
            " first, 2026-12-02"
        ),
    ]


def test_days_outside_the_plan_are_said(small_inputs: PlanInputs) -> None:
    late = {"first_day": date(2027, 1, 4), "last_day": date(2027, 1, 10)}
    changed, _ = apply(
        small_inputs,
        {"kind": "absence_wave", "percent": 50, **late},
        {"kind": "demand", "percent": 5, "first_day": date(2026, 11, 25)},
        {"kind": "agency_limit", "hours_week": 80},
    )
    assert [(note.severity, note.text) for note in changed.notes] == [
        (
            Severity.WARNING,
            (
                "scenario what_if, changes[1] (absence_wave): 2027-01-04 to 2027-01-10 lies outside the days that count,"
                " 2026-11-30 to 2026-12-06, so it has no effect"
            ),
        ),
        (
            Severity.INFO,
            (
                "scenario what_if, changes[2] (demand): of 2026-11-25 to 2026-12-06 only the days within 2026-11-28 to"
                " 2026-12-06 count"
            ),
        ),
        (
            Severity.WARNING,
            "scenario what_if, changes[3] (agency_limit) changes nothing: agency hours, hospital stays 80 hours a week",
        ),
    ]


def test_effects_reach_the_inputs_as_written(small_inputs: PlanInputs) -> None:
    changed, diff = apply(
        small_inputs,
        {"kind": "demand", "percent": 12.5, "unit_id": "SURG", "first_day": 2, "last_day": 3},
        {"kind": "unit_closure", "unit_id": "SURG", "divert_to": "MED", "first_day": date(2026, 12, 3)},
        {"kind": "beds", "unit_id": "MED", "beds_staffed": 12},
    )
    assert changed.demand_effects == (DemandEffect(date(2026, 12, 1), date(2026, 12, 2), 12.5, "SURG"),)
    assert changed.beds_effects == (
        BedsEffect("SURG", date(2026, 12, 3), date(2026, 12, 6), 0, "MED"),
        BedsEffect("MED", date(2026, 11, 30), date(2026, 12, 6), 12),
    )
    assert changed.beds_staffed("SURG", date(2026, 12, 4)) == 0
    assert diff == [
        ("arrivals, SURG, Tue 1 Dec to Wed 2 Dec", "as forecast", "+12.5 %"),
        ("staffed beds, SURG, Thu 3 Dec to Sun 6 Dec", "6 beds", "closed, patients go to MED"),
        ("staff of SURG who may work in MED", "0", "2"),
        ("staffed beds, MED, Mon 30 Nov to Sun 6 Dec", "10 beds", "12 beds"),
    ]
    floats = dict(
        zip(
            changed.tables.staff["staff_id"].to_pylist(),
            changed.tables.staff["float_unit_ids"].to_pylist(),
            strict=True,
        )
    )
    assert floats == {"001": None, "002": None, "003": None, "004": None, "005": "MED", "006": "MED"}


def _away(inputs: PlanInputs) -> set[tuple[str, date]]:
    return {
        (row["staff_id"], row["first_day"] + timedelta(days=number))
        for row in inputs.tables.absences.to_pylist()
        for number in range((row["last_day"] - row["first_day"]).days + 1)
    }


def test_sickness_fills_only_the_days_that_are_free(small_inputs: PlanInputs) -> None:
    changed, diff = apply(small_inputs, {"kind": "absence_wave", "percent": 100, "unit_id": "MED"})
    rows = [row for row in changed.tables.absences.to_pylist() if row["kind"] == "sickness"]
    assert [(row["staff_id"], row["first_day"].day, row["last_day"].day) for row in rows] == [
        ("001", 30, 30),
        ("001", 3, 6),
        ("002", 30, 6),
        ("003", 30, 6),
        ("004", 30, 6),
    ]
    assert diff == [
        (
            "people away on some day, MED, Mon 30 Nov to Sun 6 Dec",
            "1 of 4",
            "4 of 4 (4 fall ill, 100 %)",
        )
    ]


@shared_inputs
@given(st.integers(1, 100), st.integers(1, 100), st.integers(0, 5))
def test_a_higher_wave_keeps_the_people_of_a_lower_one(
    small_inputs: PlanInputs, one: int, two: int, seed: int
) -> None:
    low, high = sorted((one, two))
    inputs = replace(small_inputs, seed=seed)
    lower, _ = apply(inputs, {"kind": "absence_wave", "percent": low})
    higher, _ = apply(inputs, {"kind": "absence_wave", "percent": high})
    again, _ = apply(inputs, {"kind": "absence_wave", "percent": high})
    assert _away(inputs) <= _away(lower) <= _away(higher)
    assert again == higher
