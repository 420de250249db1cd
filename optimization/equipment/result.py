"""What the equipment plan says: devices by unit and day, moves, rentals, services, loans, and how sure it is to be the best."""

from __future__ import annotations

from dataclasses import dataclass

from data.inputs import Note
from optimization.equipment.one_more import OneMore
from optimization.roster.result import SolveStatus


@dataclass(frozen=True, slots=True)
class EquipmentCell:
    """One place, day and type.

    `available` are own devices there, fit and not promised to others, when fewest are; `stand_ins` those of other types that serve here, less
    own ones that serve other demand. Demand is for devices in use and in cleaning between two uses, `cleaning_p50` of them at the
    median. `short` is what the median demand, in whole devices, exceeds all of them by, and `hours_short`
    for how long on that day.
    `chance_short` is the chance that one more device would be needed. `safety_stock` is what the safe level of
    the type asks for; None: nothing.
    """

    unit_id: str
    day: int
    type_id: str
    available: int
    rented: int
    stand_ins: int
    demand_p50: float
    cleaning_p50: float
    demand_p90: float
    expected_short: float
    chance_short: float
    short: int
    hours_short: float
    safety_stock: int | None = None

    @property
    def serving(self) -> int:
        """Devices that serve the demand."""
        return self.available + self.rented + self.stand_ins


@dataclass(frozen=True, slots=True)
class EquipmentMove:
    """Devices moved in the morning of `day`; `minutes` out of use each, `cost_pence` in all. `arrives` is a day."""

    day: int
    type_id: str
    from_unit_id: str
    to_unit_id: str
    n_devices: int
    minutes: int
    arrives: int
    cost_pence: int
    asset_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EquipmentRental:
    """`n_devices` rented for a unit from `first_day` to `last_day`, both included; `cost_pence` in all.

    `paid_days` (of all devices) go beyond the days held where a minimum hire ends after the planned days;
    `used_days` are those on which a rented device is expected to be in use.
    """

    type_id: str
    unit_id: str
    first_day: int
    last_day: int
    n_devices: int
    paid_days: int
    used_days: float
    cost_pence: int


@dataclass(frozen=True, slots=True)
class EquipmentService:
    """One device in planned service from `first_day` on; None: not within the planned days. Days late against the due day.

    `days_overdue` are planned days on which it could be used but for its service, which is overdue.
    """

    asset_id: str
    type_id: str
    unit_id: str
    first_day: int | None
    n_days: int
    due_day: int
    days_late: int
    days_overdue: int = 0


@dataclass(frozen=True, slots=True)
class EquipmentLoan:
    """`n_devices` of those asked for are lent, from `first_day` to `last_day` of the planned days, both included."""

    loan_id: str
    type_id: str
    unit_id: str
    first_day: int
    last_day: int
    n_asked: int
    n_devices: int
    income_pence: int


@dataclass(frozen=True, slots=True)
class TypePlan:
    """The plan of one type. `bound_pence` is a proven lower bound on the cost of any plan of its family of types.

    `status` is OPTIMAL when proven (to the gap asked for), else FEASIBLE. A plan without a solution (time ran out before
    one was found) leaves everything where it stands and is FEASIBLE too, with a note. `one_more` is what one further
    device, put where it helps most, would save over the planned days; None when that was not worked out.
    """

    type_id: str
    status: SolveStatus
    cells: tuple[EquipmentCell, ...]
    moves: tuple[EquipmentMove, ...]
    rentals: tuple[EquipmentRental, ...]
    cost_pence: int
    bound_pence: float | None
    notes: tuple[Note, ...] = ()
    services: tuple[EquipmentService, ...] = ()
    loans: tuple[EquipmentLoan, ...] = ()
    one_more: OneMore | None = None


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
    def loans(self) -> tuple[EquipmentLoan, ...]:
        """The loans of all types."""
        return tuple(loan for plan in self.types for loan in plan.loans)

    @property
    def services(self) -> tuple[EquipmentService, ...]:
        """The services of all types."""
        return tuple(service for plan in self.types for service in plan.services)

    @property
    def cost_pence(self) -> int:
        """Expected shortage, moves, rentals and late services less income of loans, in pence."""
        return sum(plan.cost_pence for plan in self.types)

    @property
    def expected_days_short(self) -> float:
        """Expected device-days short over the horizon."""
        return sum(cell.expected_short for cell in self.cells)
