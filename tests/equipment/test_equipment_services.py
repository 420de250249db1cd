"""A service that is due is planned beside other outages, left to a later plan where that is in time, and never dropped in silence."""

from __future__ import annotations

import pytest

from optimization.equipment.allocate import allocate_equipment
from optimization.equipment.building.services import place_service
from optimization.equipment.result import EquipmentPlan
from tests.equipment.device_inputs import certain, device_inputs, june

FIT = (True,) * 7


def _fit(*out: int) -> tuple[bool, ...]:
    return tuple(day not in out for day in range(7))


@pytest.mark.parametrize(
    ("fit", "earliest", "due", "n_days", "window"),
    [
        (FIT, -3, 4, 1, (-3, None)),
        # an outage at the beginning: after it
        (_fit(0, 1), 0, 4, 1, (2, None)),
        # an outage in the middle of the window: before it, where that is in time, else after it
        (_fit(4), 0, 3, 2, (0, 2)),
        (_fit(1), 0, 5, 2, (2, None)),
        # before the outage is in time, after it would be late
        (_fit(3, 4), 1, 3, 2, (1, 1)),
        # nothing but the days after it is long enough
        (_fit(1, 3), 0, 2, 3, (4, None)),
        # between two outages
        (_fit(0, 4, 5, 6), 0, 3, 2, (1, 2)),
        (_fit(*range(7)), 0, 3, 1, None),
        (_fit(2, 3, 4, 5, 6), 1, 6, 2, None),
    ],
)
def test_a_service_lies_between_outages_where_it_is_least_late(
    fit: tuple[bool, ...], earliest: int, due: int, n_days: int, window: tuple[int, int | None] | None
) -> None:
    service = place_service(0, earliest, due, n_days, fit)
    assert (service and (service.earliest, service.latest)) == window


def _plan(
    windows: list[dict[str, object]],
    outages: list[dict[str, object]],
    need: dict[str, float],
    **terms: object,
) -> EquipmentPlan:
    devices: list[dict[str, object]] = [{"asset_id": "M1", "unit_id": "ICU"}]
    tables = {"equipment_services": [{"asset_id": "M1", **window} for window in windows]}
    rows = [{"asset_id": "M1", **outage} for outage in outages]
    return allocate_equipment(device_inputs(devices, rows, tables=tables, **terms), certain(need), 10)


def test_an_outage_in_the_week_does_not_lose_the_service() -> None:
    """Any outage among the planned days once made the device's service vanish."""
    plan = _plan(
        [{"earliest_day": june(3), "due_day": june(9), "n_days": 2}],
        [{"first_day": june(3), "last_day": june(5)}],
        {},
    )
    (service,) = plan.services
    assert service.first_day is not None
    assert service.first_day >= 3
    assert service.days_late == 0
    available = [cell.available for cell in plan.cells if cell.unit_id == "ICU"]
    assert available == [
        int(day >= 3 and not service.first_day <= day <= service.first_day + 1) for day in range(7)
    ]


def test_what_cannot_be_planned_is_named() -> None:
    plan = _plan(
        [{"earliest_day": june(3), "due_day": june(5)}, {"earliest_day": june(6), "due_day": june(8)}],
        [{"first_day": june(1), "last_day": june(20)}],
        {"ICU": 1},
    )
    texts = [note.text for note in plan.notes]
    assert "Ventilator: the service of M1 fits nowhere beside the days out of use and is not planned" in texts
    assert "Ventilator: only the first service of M1 is planned, though more are due" in texts


def test_a_device_whose_service_can_wait_moves_where_it_is_needed() -> None:
    """An open window kept it where it stood for the whole week, though the service is not due before the week after."""
    plan = _plan([{"earliest_day": june(1), "due_day": june(14)}], [], {"HDU": 1})
    (move,) = plan.moves
    assert (move.day, move.to_unit_id, move.asset_ids) == (0, "HDU", ("M1",))
    (service,) = plan.services
    assert (service.first_day, service.days_late) == (None, 0)


def test_a_service_that_would_be_late_after_the_plan_is_done_within_it() -> None:
    """Three days from the day after the plan on end two days after it is due."""
    plan = _plan([{"earliest_day": june(3), "due_day": june(10), "n_days": 3}], [], {})
    (service,) = plan.services
    assert service.first_day is not None
    assert service.days_late == 0


@pytest.mark.parametrize("n_days", [7, 8, 9, 20])
@pytest.mark.parametrize("overdue_may_be_used", [True, False])
def test_a_service_that_takes_longer_than_the_plan_is_planned(n_days: int, overdue_may_be_used: bool) -> None:
    """One of nine days in a plan of seven ended the plan as a fault of the program."""
    window = {"earliest_day": june(3), "due_day": june(5), "n_days": n_days}
    plan = _plan([window], [], {"ICU": 1}, overdue_may_be_used=overdue_may_be_used)
    (service,) = plan.services
    in_use = [cell.day for cell in plan.cells if cell.unit_id == "ICU" and cell.available]
    first = service.first_day
    assert in_use == list(range(7 if first is None else first))
    if not overdue_may_be_used:
        assert service.days_late > 0


OVERDUE: list[dict[str, object]] = [{"earliest_day": june(1), "due_day": june(4), "n_days": 1}]


def test_an_overdue_device_stays_out_of_use_where_the_hospital_says_so() -> None:
    """Without a workshop it was used on, and only its lateness cost something."""
    plan = _plan(OVERDUE, [], {"ICU": 1}, services_at_once=0, overdue_may_be_used=False)
    cells = [cell for cell in plan.cells if cell.unit_id == "ICU"]
    assert [cell.available for cell in cells] == [1, 1, 0, 0, 0, 0, 0]
    assert [cell.short for cell in cells] == [0, 0, 1, 1, 1, 1, 1]
    (service,) = plan.services
    assert (service.first_day, service.days_overdue) == (None, 5)
    assert [note.text for note in plan.types[0].notes] == [
        "Ventilator: M1 must not be used until serviced, as the service is overdue (5 device-days of this plan)"
    ]


def test_an_overdue_device_may_be_used_where_nobody_says_otherwise() -> None:
    plan = _plan(OVERDUE, [], {"ICU": 1}, services_at_once=0)
    assert [cell.available for cell in plan.cells if cell.unit_id == "ICU"] == [1] * 7
    assert plan.services[0].days_overdue == 0


def test_a_service_that_was_due_before_the_plan_is_done_at_once_and_then_the_device_is_used() -> None:
    windows: list[dict[str, object]] = [{"earliest_day": june(1), "due_day": june(2), "n_days": 2}]
    plan = _plan(windows, [], {"ICU": 1}, overdue_may_be_used=False, service_late_pence_per_day=0)
    assert [cell.available for cell in plan.cells if cell.unit_id == "ICU"] == [0, 0, 1, 1, 1, 1, 1]
    assert (plan.services[0].first_day, plan.services[0].days_overdue) == (0, 0)


def test_outages_and_an_overdue_service_do_not_add_up() -> None:
    """Out for repair on days on which it is overdue as well: never below zero."""
    outages: list[dict[str, object]] = [{"first_day": june(6), "last_day": june(7)}]
    plan = _plan(OVERDUE, outages, {"ICU": 1}, services_at_once=0, overdue_may_be_used=False)
    assert [cell.available for cell in plan.cells if cell.unit_id == "ICU"] == [1, 1, 0, 0, 0, 0, 0]


def test_a_service_that_fits_nowhere_takes_the_device_out_of_use_when_it_is_due() -> None:
    windows: list[dict[str, object]] = [{"earliest_day": june(3), "due_day": june(5), "n_days": 3}]
    outages: list[dict[str, object]] = [
        {"first_day": june(4), "last_day": june(4)},
        {"first_day": june(7), "last_day": june(9)},
    ]
    plan = _plan(windows, outages, {"ICU": 1}, overdue_may_be_used=False)
    assert [cell.available for cell in plan.cells if cell.unit_id == "ICU"] == [1, 0, 1, 0, 0, 0, 0]
    assert (
        "Ventilator: the service of M1 fits nowhere beside the days out of use and is not planned; "
        "from the day after it is due there is no use of them"
    ) in [note.text for note in plan.notes]
