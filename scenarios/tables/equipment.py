"""Devices, their moves and rentals."""

from __future__ import annotations

import pyarrow as pa

from data.calendar import DayGrid
from data.run_tables import EQUIPMENT, EQUIPMENT_MOVES, EQUIPMENT_RENTALS
from optimization.equipment.result import EquipmentPlan


def equipment_table(plan: EquipmentPlan, grid: DayGrid) -> pa.Table:
    """EQUIPMENT."""
    return EQUIPMENT.table(
        [
            {
                "unit_id": cell.unit_id,
                "date": grid.date_of(cell.day),
                "type_id": cell.type_id,
                "available": cell.available,
                "rented": cell.rented,
                "demand_p50": cell.demand_p50,
                "demand_p90": cell.demand_p90,
                "expected_short": cell.expected_short,
                "short": cell.short,
            }
            for cell in plan.cells
        ]
    )


def moves_table(plan: EquipmentPlan, grid: DayGrid) -> pa.Table:
    """EQUIPMENT_MOVES."""
    return EQUIPMENT_MOVES.table(
        [
            {
                "date": grid.date_of(move.day),
                "type_id": move.type_id,
                "from_unit_id": move.from_unit_id,
                "to_unit_id": move.to_unit_id,
                "n_devices": move.n_devices,
                "minutes": move.minutes,
                "cost_pence": move.cost_pence,
            }
            for move in plan.moves
        ]
    )


def rentals_table(plan: EquipmentPlan, grid: DayGrid) -> pa.Table:
    """EQUIPMENT_RENTALS."""
    return EQUIPMENT_RENTALS.table(
        [
            {
                "type_id": rental.type_id,
                "unit_id": rental.unit_id,
                "first_day": grid.date_of(rental.first_day),
                "last_day": grid.date_of(rental.last_day),
                "n_devices": rental.n_devices,
                "cost_pence": rental.cost_pence,
            }
            for rental in plan.rentals
        ]
    )
