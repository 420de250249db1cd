"""What a grid of plans shows, and the search for a number; on figures made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.problems import InputError
from reports.sweep import break_even_words
from scenarios.find import Found, Target, Tried, parse_target, search
from scenarios.sweep import Point, break_evens, frontier, reference_of, tornado
from scenarios.vary import Axis, Number

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
    assert "are not kept even at the first value" in break_even_words(never)


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
