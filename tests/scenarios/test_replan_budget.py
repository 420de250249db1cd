"""A re-plan has so many seconds as a whole: what reading took shows how fast the machine is, and how long the search may be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data.configuration.replanning import Replanning
from optimization.roster.result import PATIENCE, SolveOptions
from scenarios.options import PlanOptions
from scenarios.replanning.budget import Budget, whole_seconds

ASKED = SolveOptions(seconds=10)


def at(used: float, seconds: float = 20.0) -> Budget:
    """A budget of which so much is used when the search begins."""
    return Budget(seconds, started=100.0, clock=lambda: 100.0 + used)


@pytest.mark.parametrize("used", [0.5, 2.0, 2.3, 4.6, 5.2])
@pytest.mark.parametrize("reproducible", [False, True])
@pytest.mark.parametrize("has_devices", [False, True])
def test_with_what_comes_after_it_the_search_ends_within_the_whole(
    used: float, reproducible: bool, has_devices: bool
) -> None:
    """Measured for 400 people: 3.0 s for judging and writing after 2.3 s of reading; slower machines in proportion."""
    budget = replace(at(used), has_devices=has_devices)
    options = budget.for_search(replace(ASKED, reproducible=reproducible))
    on_the_clock = options.seconds * (PATIENCE if reproducible else 1.0)
    equipment = budget.shared(PlanOptions(ASKED)).equipment_seconds if has_devices else 0.0
    assert used + on_the_clock + used * 3.0 / 2.3 + equipment <= 20.0
    assert 0 <= options.seconds <= 10.0


def test_on_a_machine_half_as_fast_the_search_still_has_seconds() -> None:
    assert at(2 * 2.3).for_search(ASKED).seconds > 4.0


def test_a_quick_machine_gives_the_search_what_was_asked_for() -> None:
    assert at(0.5).for_search(ASKED).seconds == 10.0


def test_without_devices_their_share_is_the_search_s() -> None:
    late = at(5.2)
    more = replace(late, has_devices=False).for_search(ASKED).seconds - late.for_search(ASKED).seconds
    assert more == pytest.approx(4.0)


def test_however_late_it_is_the_search_has_a_share() -> None:
    """Found by trying: with 7 s gone, one of 397 people was looked at, and all that was missing was bought."""
    assert at(30.0).for_search(ASKED).seconds == 3.0


def test_beds_and_devices_have_their_shares() -> None:
    shared = at(0.0).shared(PlanOptions(ASKED, beds_seconds=20.0, equipment_seconds=60.0))
    assert (shared.beds_seconds, shared.equipment_seconds) == (2.0, 4.0)
    assert at(0.0).shared(PlanOptions(ASKED, 1.0, 1.0)).beds_seconds == 1.0


@pytest.mark.parametrize(
    ("n_people", "expected"), [(0, 5.0), (40, 5.0), (220, 12.5), (400, 20.0), (2000, 20.0)]
)
def test_a_ward_has_5_seconds_and_a_hospital_20(n_people: int, expected: float) -> None:
    assert whole_seconds(Replanning(), n_people, None) == expected


def test_what_the_hospital_says_counts_and_a_longer_search_makes_the_whole_longer() -> None:
    own = Replanning(whole_seconds=30.0)
    assert whole_seconds(own, 40, None) == 30.0
    assert whole_seconds(own, 40, 4.0) == 30.0
    assert whole_seconds(Replanning(), 40, 60.0) == 55.0
