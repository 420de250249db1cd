"""What the equipment plan says: devices by unit and day, moves, rentals, and how sure it is to be the best."""

from __future__ import annotations

from dataclasses import dataclass

from data.inputs import Note
from optimization.roster.result import SolveStatus


@dataclass(frozen=True, slots=True)
class EquipmentCell:
    """One place, day and type. `short` is what the median demand, in whole devices, exceeds the stock by."""

    unit_id: str
    day: int
    type_id: str
    available: int
    rented: int
    demand_p50: float
    demand_p90: float
    expected_short: float
    short: int


@dataclass(frozen=True, slots=True)
class EquipmentMove:
    """`n_devices` moved in the morning of `day`; `minutes` out of use each, `cost_pence` in all."""

    day: int
    type_id: str
    from_unit_id: str
    to_unit_id: str
    n_devices: int
    minutes: int
    cost_pence: int


@dataclass(frozen=True, slots=True)
class EquipmentRental:
    """`n_devices` rented for a unit from `first_day` to `last_day`, both included; `cost_pence` in all."""

    type_id: str
    unit_id: str
    first_day: int
    last_day: int
    n_devices: int
    cost_pence: int


@dataclass(frozen=True, slots=True)
class TypePlan:
    """The plan of one type. `bound_pence` is a proven lower bound on the cost of any plan.

    `status` is OPTIMAL when proven, else FEASIBLE. A plan without a solver's roster of devices (time ran out before
    one was found) leaves everything where it stands and is FEASIBLE too, with a note.
    """

    type_id: str
    status: SolveStatus
    cells: tuple[EquipmentCell, ...]
    moves: tuple[EquipmentMove, ...]
    rentals: tuple[EquipmentRental, ...]
    cost_pence: int
    bound_pence: float | None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class EquipmentPlan:
    """All types."""

    types: tuple[TypePlan, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def cells(self) -> tuple[EquipmentCell, ...]:
        """The cells of all types."""
        return tuple(cell for plan in self.types for cell in plan.cells)

    @property
    def moves(self) -> tuple[EquipmentMove, ...]:
        """The moves of all types."""
        return tuple(move for plan in self.types for move in plan.moves)

    @property
    def rentals(self) -> tuple[EquipmentRental, ...]:
        """The rentals of all types."""
        return tuple(rental for plan in self.types for rental in plan.rentals)

    @property
    def cost_pence(self) -> int:
        """Expected shortage, moves and rentals, in pence."""
        return sum(plan.cost_pence for plan in self.types)

    @property
    def expected_days_short(self) -> float:
        """Expected device-days short over the horizon."""
        return sum(cell.expected_short for cell in self.cells)
