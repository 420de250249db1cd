"""What a grid of plans shows, and the search for a number; on figures made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.inputs import PlanInputs
from data.problems import InputError
from data.tables import ESCALATION_LEVELS
from reports.sweep import break_even_words
from reports.terminal.found import answer
from scenarios.find import Found, Target, Tried, parse_target, require_figure, search
from scenarios.sweep import Point, break_evens, frontier, reference_of, sweep_remarks, tornado
from scenarios.vary import Axis, Number, parse_free

SICK = Axis("absence_wave", "percent", (0, 10, 20))
DEMAND = Axis("demand", "percent", (0, 5))
GRID = [
    Point((0, 0), 6, 1000),
    Point((0, 5), 8, 1500),
    Point((10, 0), 10, 2000),
    Point((10, 5), 12, 900),
    Point((20, 0), 30, 2500),
    Point((20, 5), failure="No roster was found within 60 s."),
]


def test_the_frontier_holds_what_no_other_beats() -> None:
    assert [point.values for point in frontier(GRID)] == [(10, 5), (0, 0)]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=30))
def test_every_plan_is_on_the_frontier_or_beaten_by_one_that_is(figures: list[tuple[int, int]]) -> None:
    points = [Point((n,), n_open, pence) for n, (n_open, pence) in enumerate(figures)]
    best = frontier(points)
    for point in points:
        assert any(
            (one.open_shifts or 0) <= (point.open_shifts or 0)
            and (one.extra_pence or 0) <= (point.extra_pence or 0)
            for one in best
        )
    assert all(a.open_shifts > b.open_shifts for a, b in pairwise(best) if a.open_shifts)


def test_a_tornado_moves_one_number_with_the_others_at_the_reference() -> None:
    reference = reference_of([SICK, DEMAND], [10, None])
    assert reference == (10, 0)
    swings = tornado([SICK, DEMAND], reference, GRID)
    assert [(one.axis, one.open_at_low, one.open_at_high) for one in swings] == [
        ("sickness.percent", 6, 30),
        ("demand.percent", 10, 12),
    ]
    assert [one.axis for one in tornado([SICK, DEMAND], (0, 5), GRID)] == ["demand.percent"], (
        "a plan is missing"
    )


def test_a_break_even_is_a_bracket_with_the_crossing_on_a_straight_line() -> None:
    one, other = break_evens([SICK, DEMAND], GRID, 15)
    assert (one.holds_at, one.breaks_at, one.about) == (10, 20, pytest.approx(12.5))
    assert break_even_words(one) == (
        "With demand.percent = 0: cover holds (no more than 15 open shifts) up to sickness.percent = 10 and breaks at 20,"
        " about 12.5 on a straight line between them."
    )
    assert (other.holds_at, other.breaks_at) == (10, None)
    (never, _) = break_evens([SICK, DEMAND], GRID, 5)
    assert (
        "cover does not hold (no more than 5 open shifts) even at sickness.percent = 0."
        in break_even_words(never)
    )


def test_a_value_without_a_plan_is_no_part_of_a_bracket() -> None:
    """Between 0, where cover holds, and 20, where it breaks, 10 has no plan: there is no straight line to draw."""
    axis = [SICK]
    gone = Point((10,), failure="No roster was found within 60 s.")
    (one,) = break_evens(axis, [Point((0,), 6, 0), gone, Point((20,), 30, 0)], 15)
    assert (one.holds_at, one.breaks_at, one.about, one.without_plan) == (0, 20, None, (10,))
    assert break_even_words(one) == (
        "cover holds (no more than 15 open shifts) up to sickness.percent = 0 and breaks at 20; at 10 there is no plan, so"
        " nothing is known."
    )
    (held,) = break_evens(axis, [Point((0,), 6, 0), gone, Point((20,), 12, 0)], 15)
    assert (held.holds_at, held.breaks_at, held.without_plan) == (20, None, (10,))
    (none,) = break_evens(axis, [Point((value,), failure="none") for value in (0, 10, 20)], 15)
    assert break_even_words(none) == "no value of sickness.percent has a plan."


def test_where_other_numbers_stand_is_the_nearest_that_was_planned_and_said() -> None:
    """The scenario has 12 % sickness; plans were made at 0, 10 and 20."""
    reference = reference_of([SICK, DEMAND], [12, None])
    assert reference == (10, 0)
    assert reference_of([Axis("demand", "percent", (-10, 0, 10))], [None]) == (0,)
    swings = tornado([SICK, DEMAND], reference, GRID)
    (remark,) = sweep_remarks([SICK, DEMAND], [12, None], reference, swings)
    assert "itself has sickness.percent = 12, which was not planned" in remark
    assert "it stands at 10" in remark
    (left_out,) = sweep_remarks([SICK, DEMAND], [0, 5], (0, 5), tornado([SICK, DEMAND], (0, 5), GRID))
    assert left_out.startswith("sickness.percent is not compared with other numbers")


def tried_by(figures: dict[Number, float | None]) -> tuple[list[list[Number]], Found]:
    asked: list[list[Number]] = []

    def try_all(values: Sequence[Number]) -> list[Tried]:
        asked.append(list(values))
        return [Tried(value, figures[value], 0) for value in values]

    low, high = min(figures), max(figures)
    return asked, search(Target("open_shifts", 0), low, high, 1, 2, try_all)


@given(st.integers(0, 40), st.booleans())
def test_the_search_finds_the_edge_to_the_step_with_few_plans(edge: int, rising: bool) -> None:
    """Open shifts fall as hours rise, or rise with sickness: the value next to the edge is found either way."""
    figures: dict[Number, float | None] = {
        n: float(max(0, n - edge) if rising else max(0, edge - n)) for n in range(41)
    }
    asked, found = tried_by(figures)
    missed = edge + 1 if rising else edge - 1
    assert found.reached_at == (edge if 0 <= missed <= 40 else 0)
    assert found.missed_at == (missed if 0 <= missed <= 40 else None)
    assert sum(map(len, asked)) <= 10
    assert found.is_monotone


def test_nothing_is_said_of_a_range_by_its_ends_alone() -> None:
    """Open shifts fall with hours bought and rise again where these displace others: the dip is found."""
    dip: dict[Number, float | None] = {n: float(abs(n - 20)) if abs(n - 20) > 4 else 0.0 for n in range(41)}
    asked, found = tried_by(dip)
    assert asked[0] == [0, 40]
    assert (found.missed_at, found.reached_at) == (15, 16)
    assert not found.is_monotone
    nowhere = tried_by(dict.fromkeys(range(41), 5.0))[1]
    assert [one.value for one in nowhere.tried] == [0, 10, 20, 30, 40]
    assert answer(Axis("demand", "percent", tuple(range(41))), nowhere) == (
        "None of the 5 values of demand.percent that were tried, from 0 to 40, reaches open_shifts of at most 0: the best is "
        "5, at 0."
    )
    bump: dict[Number, float | None] = {n: 5.0 if 18 <= n <= 22 else 0.0 for n in range(41)}
    found = tried_by(bump)[1]
    assert (found.reached_at, found.missed_at) == (17, 18)


def test_a_level_of_escalation_is_a_target(small_inputs: PlanInputs) -> None:
    rows = [
        {"level_id": "OPEL 3", "unit_id": unit, "measure": "free_beds", "threshold": 0, "action": None}
        for unit in (None, "MED")
    ]
    tables = replace(small_inputs.tables, escalation_levels=ESCALATION_LEVELS.table(rows))
    inputs = replace(small_inputs, tables=tables)
    target = parse_target("escalation.MED OPEL 3=0.2")
    assert target == Target("escalation.MED OPEL 3", 0.2)
    require_figure(target, inputs)
    with pytest.raises(InputError, match=r"OPEL 3, MED OPEL 3; did you mean 'OPEL 3'"):
        require_figure(parse_target("escalation.OPEL3=0"), inputs)


def test_a_number_that_is_free_has_a_usual_range() -> None:
    axis = parse_free("agency.hours")
    assert (axis.name, axis.values[0], axis.values[1], axis.values[-1]) == ("agency.hours_week", 0, 25, 2000)
    assert parse_free("sickness.percent=0:20:10").values == (0, 10, 20)
    with pytest.raises(
        InputError, match=r"a range beside the number, such as beds\.beds_staffed=FIRST:LAST:STEP"
    ):
        parse_free("beds.beds_staffed")
    with pytest.raises(InputError, match="a range FIRST:LAST:STEP"):
        parse_free("agency.hours=0,10,15")


def test_a_target_out_of_reach_and_a_figure_that_jumps_are_said() -> None:
    assert tried_by(dict.fromkeys(range(9), 5.0))[1].reached_at is None
    jumps: dict[Number, float | None] = dict(enumerate([9.0, 9.0, 9.0, 0.0, 5.0, 5.0, 0.0, 5.0, 0.0]))
    assert not tried_by(jumps)[1].is_monotone
    gone: dict[Number, float | None] = {n: None if n > 4 else 0.0 for n in range(9)}
    assert (tried_by(gone)[1].reached_at, tried_by(gone)[1].missed_at) == (4, 5), (
        "no plan does not meet a target"
    )


def test_targets_name_a_figure() -> None:
    assert parse_target("open_shifts=3") == Target("open_shifts", 3)
    for text in ("open_shift=3", "open_shifts=none", "open_shifts"):
        with pytest.raises(InputError, match="FIGURE=NUMBER, such as open_shifts=0"):
            parse_target(text)
