"""Laws of the overlay, for every kind of change: empty is identity, order is file order, twice is an error.

And two that make scenarios comparable: nothing asked for changes nothing, and more contains less.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.inputs import PlanInputs
from data.problems import InputError
from scenarios.changes import CHANGE_KINDS
from scenarios.load import check_scenario
from scenarios.overlay import apply_scenario
from scenarios.schema import ScenarioChain
from tests.scenarios.conftest import small_plan_inputs

quick = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])

Change = dict[str, Any]
INPUTS = small_plan_inputs()
UNIT = st.sampled_from(["MED", "SURG"])
SKILL = st.sampled_from(["RN", "HCA"])
PERCENT = st.integers(1, 90)


def days() -> st.SearchStrategy[Change]:
    return st.tuples(st.integers(1, 7), st.integers(0, 6)).map(
        lambda pair: {"first_day": pair[0], "last_day": min(7, sum(pair))}
    )


def of(kind: str, dated: bool = True, **keys: st.SearchStrategy[Any]) -> st.SearchStrategy[Change]:
    own = st.fixed_dictionaries({"kind": st.just(kind), **keys})
    return st.tuples(own, days()).map(lambda parts: parts[0] | parts[1]) if dated else own


KINDS: dict[str, st.SearchStrategy[Change]] = {
    "demand": of("demand", unit_id=UNIT, percent=PERCENT),
    "elective_move": of("elective_move", percent=PERCENT, unit_ids=UNIT.map(lambda unit: [unit])),
    "length_of_stay": of("length_of_stay", unit_id=UNIT, percent=PERCENT),
    "absence_wave": of("absence_wave", unit_id=UNIT, percent=PERCENT),
    "strike": of("strike", percent=PERCENT, skill_ids=SKILL.map(lambda skill: [skill])),
    "staff_added": of(
        "staff_added", unit_id=UNIT, skill_id=SKILL, contract_id=st.just("FT"), people=st.integers(1, 4)
    ),
    "staff_removed": of("staff_removed", dated=False, unit_id=UNIT, people=st.integers(1, 3)),
    "unit_closure": of("unit_closure", unit_id=UNIT),
    "unit_opening": of(
        "unit_opening",
        dated=False,
        unit_id=st.just("NEW"),
        name=st.just("New"),
        like=UNIT,
        beds_staffed=st.integers(4, 9),
        patients=st.integers(1, 4),
        takes_percent=PERCENT,
    ),
    "beds": of("beds", unit_id=st.just("MED"), beds_staffed=st.integers(1, 12)),
    "agency_limit": of("agency_limit", dated=False, hours_week=st.integers(0, 100)),
    "bank_limit": of("bank_limit", dated=False, hours_week=st.integers(0, 100)),
    "staffing": of("staffing", dated=False, unit_id=UNIT, percent=PERCENT),
    "rule": of(
        "rule",
        dated=False,
        rule=st.just("minimum_rest"),
        set=st.integers(8, 14).map(lambda hours: {"hours": hours}),
    ),
    "cost": of("cost", dated=False, price=st.sampled_from(["pay", "agency", "shortage"]), percent=PERCENT),
    "equipment_recall": of("equipment_recall", type_id=st.just("pump"), percent=PERCENT),
    "public_holiday": of("public_holiday", dated=False, day=st.integers(1, 7), name=st.just("Boxing Day")),
}


def chain(*files: list[Change]) -> ScenarioChain:
    return ScenarioChain.of(
        *(check_scenario({"name": f"s{n}", "changes": file}, f"s{n}.toml") for n, file in enumerate(files))
    )


def applied(*files: list[Change]) -> tuple[PlanInputs, list[tuple[str, str, str]]]:
    changed, diff = apply_scenario(INPUTS, chain(*files))
    return changed, [(line.target, line.before, line.after) for line in diff]


def attempt(*files: list[Change]) -> tuple[PlanInputs, list[tuple[str, str, str]]] | int:
    """The result, or the number of problems."""
    try:
        return applied(*files)
    except InputError as error:
        return len(error.problems)


def same(one: PlanInputs, other: PlanInputs) -> bool:
    """Equal apart from notes, which name files."""
    return all(
        getattr(one, name) == getattr(other, name)
        for name in PlanInputs.__dataclass_fields__
        if name != "notes"
    )


def test_every_kind_has_its_laws_tested() -> None:
    assert set(KINDS) == set(CHANGE_KINDS)


def test_empty_is_identity_however_many_files_there_are() -> None:
    assert applied([]) == (INPUTS, [])
    assert applied([], [], []) == (INPUTS, [])


@pytest.mark.parametrize("kind", KINDS)
@quick
@given(data=st.data())
def test_a_change_alone_applies_once_and_leaves_what_it_was_given(kind: str, data: st.DataObject) -> None:
    before = small_plan_inputs()
    change = data.draw(KINDS[kind])
    changed, diff = applied([change])
    assert diff
    assert same(INPUTS, before)
    again, _ = applied([change])
    assert again == changed, "the same lot for the same seed"
    assert same(applied([change], [])[0], changed), "an empty file adds nothing"


@pytest.mark.parametrize("kind", KINDS)
@quick
@given(data=st.data())
def test_the_same_field_twice_is_an_error(kind: str, data: st.DataObject) -> None:
    change = data.draw(KINDS[kind])
    for files in ([[change, change]], [[change], [change]]):
        with pytest.raises(InputError, match=r"each field to be changed once|an id that no unit has yet"):
            applied(*files)


@quick
@given(st.lists(st.one_of(*KINDS.values()), min_size=1, max_size=4), st.integers(0, 4))
def test_order_is_file_order_and_bases_come_first(changes: list[Change], cut: int) -> None:
    """One file, or the same changes split into a base and a scenario: the same inputs and the same diff."""
    outcome, parts = attempt(changes), attempt(changes[:cut], changes[cut:])
    if isinstance(outcome, int) or isinstance(parts, int):
        assert outcome == parts, "refused with as many problems"
        return
    (whole, diff), (parted, parted_diff) = outcome, parts
    assert same(parted, whole)
    assert parted_diff == diff
    kinds = [line.change for line in apply_scenario(INPUTS, chain(changes))[1]]
    assert list(dict.fromkeys(kinds)) == list(dict.fromkeys(change["kind"] for change in changes))


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "demand", "percent": 0},
        {"kind": "length_of_stay", "percent": 0},
        {"kind": "absence_wave", "percent": 0},
        {"kind": "strike", "percent": 0},
        {"kind": "staff_removed", "people": 0},
        {"kind": "staffing", "percent": 0},
        {"kind": "cost", "price": "agency", "percent": 0},
        {"kind": "equipment_recall", "type_id": "pump", "percent": 0},
        {"kind": "agency_limit", "hours_week": 80},
    ],
    ids=lambda change: change["kind"],
)
def test_nothing_asked_for_changes_nothing_and_says_so(change: Change) -> None:
    changed, _ = applied([change])
    assert same(changed, INPUTS)
    (note,) = {note.text.partition(":")[0] for note in changed.notes}
    assert note == f"scenario s0, changes[1] ({change['kind']}) changes nothing"


@pytest.mark.parametrize(
    ("change", "read"),
    [
        ({"kind": "absence_wave"}, lambda inputs: inputs.tables.absences),
        ({"kind": "strike"}, lambda inputs: inputs.tables.absences),
        ({"kind": "equipment_recall", "type_id": "pump"}, lambda inputs: inputs.tables.maintenance),
    ],
    ids=lambda value: value["kind"] if isinstance(value, dict) else "",
)
@quick
@given(low=st.integers(0, 100), high=st.integers(0, 100))
def test_more_contains_less(change: Change, read: Callable[[PlanInputs], Any], low: int, high: int) -> None:
    low, high = sorted((low, high))
    less, more = (
        {tuple(row.values()) for row in read(applied([change | {"percent": percent}])[0]).to_pylist()}
        for percent in (low, high)
    )
    assert less <= more
