"""Numbers that are varied: ranges, short names, the changes that are meant, and what is refused."""

from __future__ import annotations

import pytest

from data.problems import InputError
from scenarios.load import check_scenario
from scenarios.schema import ScenarioChain
from scenarios.vary import Axis, grid_points, parse_axis, value_in, varied


def chain(*changes: dict[str, object], base: list[dict[str, object]] | None = None) -> ScenarioChain:
    own = check_scenario({"name": "s", "changes": list(changes)}, "s.toml")
    return ScenarioChain.of(
        *([check_scenario({"name": "b", "changes": base}, "b.toml")] if base else []), own
    )


def changes_of(found: ScenarioChain) -> list[dict[str, object]]:
    return [
        change.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
        for link in found.links
        for change in link.scenario.changes
    ]


@pytest.mark.parametrize(
    ("text", "axis", "name"),
    [
        (
            "sickness.percent=0:30:5",
            Axis("absence_wave", "percent", (0, 5, 10, 15, 20, 25, 30)),
            "sickness.percent",
        ),
        ("demand.percent=0,10,20", Axis("demand", "percent", (0, 10, 20)), "demand.percent"),
        ("agency.hours=0:1:0.5", Axis("agency_limit", "hours_week", (0, 0.5, 1)), "agency.hours_week"),
        ("demand[2].percent=-5", Axis("demand", "percent", (-5,), 2), "demand[2].percent"),
        ("beds.beds_staffed=20,20,22", Axis("beds", "beds_staffed", (20, 22)), "beds.beds_staffed"),
    ],
)
def test_ranges_and_names_are_read_as_people_write_them(text: str, axis: Axis, name: str) -> None:
    assert parse_axis(text) == axis
    assert axis.name == name


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("sickness.percent", "KIND.KEY=FIRST:LAST:STEP"),
        ("sicknes.percent=1", "did you mean 'sickness'?"),
        ("demand.percnt=1", "a number of 'demand': percent, patients_day; did you mean 'percent'?"),
        ("demand.unit_id=1", "a number of 'demand'"),
        ("demand.percent=0:10:0", "the step above 0"),
        ("demand.percent=10:0:5", "rising"),
        ("demand.percent=a,b", "A,B,C"),
        ("demand.percent=nan", "A,B,C"),
        ("demand[0].percent=1", "a position from 1 on"),
        ("demand[x].percent=1", "a position from 1 on"),
    ],
)
def test_what_cannot_be_varied_is_said_with_the_near_miss(text: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_axis(text)
    assert message in str(caught.value)


def test_every_change_of_the_kind_follows_or_the_one_that_is_meant() -> None:
    two = chain(
        {"kind": "demand", "unit_id": "A", "percent": 1},
        {"kind": "demand", "unit_id": "B", "patients_day": 2},
    )
    both = varied(two, [parse_axis("demand.percent=7")], [7])
    assert changes_of(both) == [
        {"kind": "demand", "unit_id": "A", "percent": 7.0},
        {"kind": "demand", "unit_id": "B", "percent": 7.0},
    ]
    second = varied(two, [parse_axis("demand[2].percent=7")], [7])
    assert [change.get("percent") for change in changes_of(second)] == [1.0, 7.0]
    with pytest.raises(InputError, match="a scenario with 3 changes of kind 'demand'"):
        varied(two, [parse_axis("demand[3].percent=7")], [7])


def test_bases_are_varied_too_and_a_kind_that_is_not_there_is_added() -> None:
    capped = chain({"kind": "agency_limit", "hours_week": 0}, base=[{"kind": "absence_wave", "percent": 10}])
    axes = [parse_axis("sickness.percent=0:20:10"), parse_axis("demand.percent=0,5")]
    assert [value_in(capped, axis) for axis in axes] == [10, None]
    assert changes_of(varied(capped, axes, [20, 5])) == [
        {"kind": "absence_wave", "percent": 20.0},
        {"kind": "agency_limit", "hours_week": 0.0},
        {"kind": "demand", "percent": 5.0},
    ]
    with pytest.raises(
        InputError, match=r"scenario s with beds.beds_staffed=9, changes 2, unit_id: expected this key"
    ):
        varied(capped, [parse_axis("beds.beds_staffed=9")], [9])


def test_a_grid_has_every_combination_and_an_end() -> None:
    axes = [parse_axis("sickness.percent=0,5"), parse_axis("demand.percent=1,2")]
    assert grid_points(axes) == [(0, 1), (0, 2), (5, 1), (5, 2)]
    with pytest.raises(InputError, match="each number to be varied once"):
        grid_points([axes[0], axes[0]])
    with pytest.raises(InputError, match="at most 400; take fewer or coarser values"):
        grid_points([parse_axis("sickness.percent=0:40:1"), parse_axis("demand.percent=0:40:1")])
