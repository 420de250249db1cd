"""From inputs and forecast to devices: availability is by day and never negative, and what was assumed is said."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from data.outages import outages_by_device
from data.tables import MAINTENANCE
from optimization.demand import Demand
from optimization.equipment.allocate import allocate_equipment
from optimization.equipment.availability import fit_days, out_of_use
from optimization.equipment.problem import days_lost
from optimization.equipment.worth import Worth, step_gains
from tests.equipment.device_inputs import GRID, certain, device_inputs, june

SERVICE: list[dict[str, object]] = [
    {"asset_id": "M1", "first_day": june(5), "last_day": june(7)},
    {"asset_id": "M1", "first_day": june(6), "last_day": june(6)},
]


def test_overlapping_outages_count_once_and_other_weeks_not_at_all() -> None:
    """Outages were once added up, and availability fell below zero."""
    rows = [*SERVICE, {"asset_id": "M1", "first_day": june(20), "last_day": june(25)}]
    outages = outages_by_device(MAINTENANCE.table(rows), GRID.zone)["M1"]
    fit = fit_days(GRID, out_of_use(GRID, None, outages))
    assert fit == (True, True, False, False, False, True, True)
    assert fit_days(GRID, out_of_use(GRID, "broken", ())) == (False,) * 7


def test_a_service_in_mid_week_is_unmet_by_name_when_there_is_no_other_device() -> None:
    plan = allocate_equipment(
        device_inputs([{"asset_id": "M1", "unit_id": "ICU"}], SERVICE), certain({"ICU": 1}), 10
    )
    cells = [cell for cell in plan.cells if cell.unit_id == "ICU"]
    assert [cell.available for cell in cells] == [1, 1, 0, 0, 0, 1, 1]
    assert [cell.short for cell in cells] == [0, 0, 1, 1, 1, 0, 0]
    assert plan.expected_days_short == pytest.approx(3)
    assert plan.cost_pence == 150_000


def test_a_second_device_covers_the_service_with_one_move() -> None:
    devices: list[dict[str, object]] = [{"asset_id": "M1", "unit_id": "ICU"}, {"asset_id": "M2"}]
    plan = allocate_equipment(device_inputs(devices, SERVICE), certain({"ICU": 1}), 10)
    assert plan.expected_days_short == 0
    (move,) = plan.moves
    assert (move.from_unit_id, move.to_unit_id, move.n_devices, move.cost_pence) == ("POOL", "ICU", 1, 1500)


@pytest.mark.parametrize(
    ("minutes", "days"), [(0, 0), (240, 0), (241, 1), (24 * 60 + 240, 1), (24 * 60 + 241, 2)]
)
def test_a_move_costs_the_days_on_which_the_device_comes_too_late(minutes: int, days: int) -> None:
    assert days_lost(np.array(minutes)) == days


def test_a_long_move_to_another_site_is_only_there_the_next_day() -> None:
    plan = allocate_equipment(
        device_inputs([{"asset_id": "M1", "unit_id": "ICU"}], [], n_sites=2, site_transfer_minutes=540),
        certain({"HDU": 1}),
        10,
    )
    (move,) = plan.moves
    assert (move.day, move.from_unit_id, move.to_unit_id, move.minutes) == (0, "ICU", "HDU", 540)
    assert [cell.short for cell in plan.cells if cell.unit_id == "HDU"] == [1, 0, 0, 0, 0, 0, 0]


def test_a_free_move_is_not_made_for_nothing() -> None:
    devices: list[dict[str, object]] = [
        {"asset_id": "M1", "unit_id": "ICU"},
        {"asset_id": "M2", "unit_id": "HDU"},
    ]
    plan = allocate_equipment(device_inputs(devices, [], transfer_pence=0), certain({"ICU": 1, "HDU": 1}), 10)
    assert plan.moves == ()
    assert plan.cost_pence == 0


def test_renting_stops_at_the_limit_and_is_told_in_runs_of_days() -> None:
    plan = allocate_equipment(
        device_inputs([], [], rental_pence_per_day=900, rental_at_most=2),
        certain({"ICU": 3}, range(2, 5)),
        10,
    )
    (rental,) = plan.rentals
    assert (rental.unit_id, rental.first_day, rental.last_day, rental.n_devices) == ("ICU", 2, 4, 2)
    assert rental.cost_pence == 2 * 3 * 900
    assert plan.expected_days_short == pytest.approx(3)
    assert "Ventilator: 4 unit days without a forecast are planned as if none were needed" in [
        note.text for note in plan.notes
    ]


def test_what_was_assumed_is_said() -> None:
    devices: list[dict[str, object]] = [
        {"asset_id": "M1", "status": "broken"},
        {"asset_id": "M2", "status": "retired"},
        {"asset_id": "M3"},
    ]
    plan = allocate_equipment(device_inputs(devices, [], n_sites=2), certain({}), 10)
    assert [note.text for note in plan.notes] == [
        "The shared pool counts as standing on site S0, that of the first unit",
        "Ventilator: no forecast of use, so its devices stay where they stand",
        "Ventilator: 1 of 2 devices are out of use on every planned day: M1",
    ]
    assert {(cell.unit_id, cell.available) for cell in plan.cells} == {("POOL", 1)}


def test_a_unit_without_devices_a_device_away_all_week_and_a_way_that_takes_longer_are_handled_and_said() -> (
    None
):
    """HDU has none, M1 is in service all week, and M2 would be on its way for longer than the week."""
    devices: list[dict[str, object]] = [
        {"asset_id": "M1", "unit_id": "ICU"},
        {"asset_id": "M2", "unit_id": "ICU"},
    ]
    service = {"asset_id": "M1", "first_day": june(3), "last_day": june(10)}
    inputs = device_inputs(
        devices, [service], n_sites=2, moves_within="network", site_transfer_minutes=8 * 24 * 60
    )
    plan = allocate_equipment(inputs, certain({"ICU": 1, "HDU": 2}), 10)
    (kind,) = plan.types
    assert kind.moves == ()
    by_unit = {unit: [cell for cell in kind.cells if cell.unit_id == unit] for unit in ("ICU", "HDU")}
    assert [(cell.available, cell.short) for cell in by_unit["ICU"]] == [(1, 0)] * 7
    assert [(cell.available, cell.short, cell.chance_short) for cell in by_unit["HDU"]] == [(0, 2, 1.0)] * 7
    assert [note.text for note in plan.notes] == [
        "Ventilator: 1 of 2 devices are out of use on every planned day: M1",
        "Ventilator: 4 ways between places take longer than the planned days, so nothing is sent there",
        "Ventilator: units that need devices and have none of their own: HDU",
    ]


def test_no_devices_and_no_demand_is_said_and_nothing_planned() -> None:
    plan = allocate_equipment(device_inputs([], []), certain({}), 10)
    assert plan.types == ()
    assert [note.text for note in plan.notes] == [
        "Ventilator: no devices and no forecast of use; not planned"
    ]


def test_without_time_everything_stays_and_the_report_says_so() -> None:
    problem = device_inputs([{"asset_id": "M1", "unit_id": "HDU"}], [])
    plan = allocate_equipment(problem, certain({"ICU": 1}), 0)
    assert plan.moves == ()
    assert [note.text for kind in plan.types for note in kind.notes] == [
        "Ventilator: no equipment plan within 0 s; all devices stay where they are"
    ]


def test_expected_shortage_is_the_area_above_the_stock() -> None:
    """Evenly spread demand from 0 to 4: E[(D - s)+] = (4 - s)^2 / 8."""
    levels = np.arange(1, 1000) / 1000
    even = Demand(levels, (4 * levels)[None, None, :])
    short = [float(even.expected_short(np.array([[stock]]))[0, 0]) for stock in range(6)]
    assert short == pytest.approx([2, 9 / 8, 0.5, 1 / 8, 0, 0], abs=1e-4)
    gains = step_gains(even, Worth(1000), np.ones(1))[0, 0].tolist()
    assert gains == sorted(gains, reverse=True)
    assert sum(gains) == pytest.approx(2000, abs=2)


def test_the_same_inputs_give_the_same_plan() -> None:
    devices: list[dict[str, object]] = [{"asset_id": f"M{n}", "unit_id": "ICU"} for n in range(4)]
    problem = device_inputs(devices, SERVICE)
    forecast = certain({"ICU": 2, "HDU": 2})
    shuffled = replace(
        problem, tables=replace(problem.tables, equipment=problem.tables.equipment.take([3, 1, 0, 2]))
    )
    assert allocate_equipment(problem, forecast, 10) == allocate_equipment(shuffled, forecast, 10)
