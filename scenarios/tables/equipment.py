"""Devices, their moves and rentals."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

import pyarrow as pa

from data.calendar import DayGrid, local_instant
from data.configuration.base import minute_of_day
from data.inputs import PlanInputs
from data.run_tables import (
    EQUIPMENT,
    EQUIPMENT_LOANS,
    EQUIPMENT_MOVES,
    EQUIPMENT_RENTALS,
    EQUIPMENT_SERVICES,
    EQUIPMENT_TYPES,
)
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
                "stand_ins": cell.stand_ins,
                "demand_p50": cell.demand_p50,
                "cleaning_p50": cell.cleaning_p50,
                "demand_p90": cell.demand_p90,
                "expected_short": cell.expected_short,
                "chance_short": cell.chance_short,
                "short": cell.short,
                "hours_short": cell.hours_short,
                "safety_stock": cell.safety_stock,
            }
            for cell in plan.cells
        ]
    )


def moves_table(plan: EquipmentPlan, inputs: PlanInputs) -> pa.Table:
    """EQUIPMENT_MOVES."""
    grid, departs = inputs.grid, minute_of_day(inputs.hospital.transport.departs)

    def leaves(day: int) -> datetime:
        return local_instant(grid.date_of(day), departs, grid.zone)

    return EQUIPMENT_MOVES.table(
        [
            {
                "date": grid.date_of(move.day),
                "type_id": move.type_id,
                "from_unit_id": move.from_unit_id,
                "to_unit_id": move.to_unit_id,
                "n_devices": move.n_devices,
                "departs": leaves(move.day),
                "ready": leaves(move.day) + timedelta(minutes=move.minutes),
                "asset_ids": " ".join(move.asset_ids),
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
                "paid_days": rental.paid_days,
                "used_days": rental.used_days,
                "cost_pence": rental.cost_pence,
            }
            for rental in plan.rentals
        ]
    )


def services_table(plan: EquipmentPlan, grid: DayGrid) -> pa.Table:
    """EQUIPMENT_SERVICES."""
    return EQUIPMENT_SERVICES.table(
        [
            {
                "asset_id": service.asset_id,
                "type_id": service.type_id,
                "unit_id": service.unit_id,
                "first_day": None if service.first_day is None else grid.date_of(service.first_day),
                "last_day": None
                if service.first_day is None
                else grid.date_of(service.first_day + service.n_days - 1),
                "due_day": grid.date_of(service.due_day),
                "days_late": service.days_late,
                "days_overdue": service.days_overdue,
            }
            for service in plan.services
        ]
    )


def loans_table(plan: EquipmentPlan, grid: DayGrid) -> pa.Table:
    """EQUIPMENT_LOANS."""
    return EQUIPMENT_LOANS.table(
        [
            {
                "booking_id": loan.loan_id,
                "type_id": loan.type_id,
                "unit_id": loan.unit_id,
                "first_day": grid.date_of(loan.first_day),
                "last_day": grid.date_of(loan.last_day),
                "n_asked": loan.n_asked,
                "n_devices": loan.n_devices,
                "income_pence": loan.income_pence,
            }
            for loan in plan.loans
        ]
    )


def types_table(plan: EquipmentPlan, inputs: PlanInputs) -> pa.Table:
    """EQUIPMENT_TYPES."""
    count = Counter(
        row["type_id"] for row in inputs.tables.equipment.to_pylist() if row["status"] != "retired"
    )
    kinds = inputs.hospital.equipment_type_by_id
    return EQUIPMENT_TYPES.table(
        [
            {
                "type_id": one.type_id,
                "name": kinds[one.type_id].name,
                "sharing": kinds[one.type_id].sharing,
                "n_devices": count[one.type_id],
                "n_lent": sum(loan.n_devices for loan in one.loans),
                "expected_short": sum(cell.expected_short for cell in one.cells),
                "cost_pence": one.cost_pence,
                "status": one.status.value,
                "one_more_pence": one.one_more.pence if one.one_more else None,
                "one_more_is_estimate": one.one_more.is_estimate if one.one_more else None,
            }
            for one in plan.types
        ]
    )
