"""The kinds of change a scenario may hold, one per file."""

from typing import Annotated, get_args

from pydantic import Field

from scenarios.changes.absence_wave import AbsenceWave
from scenarios.changes.agency_limit import AgencyLimit
from scenarios.changes.bank_limit import BankLimit
from scenarios.changes.base import Change
from scenarios.changes.beds import BedsChange
from scenarios.changes.cost import CostChange
from scenarios.changes.demand import DemandChange
from scenarios.changes.elective_move import ElectiveMove
from scenarios.changes.equipment_recall import EquipmentRecall
from scenarios.changes.length_of_stay import LengthOfStayChange
from scenarios.changes.public_holiday import PublicHoliday
from scenarios.changes.rule import RuleChange
from scenarios.changes.staff_added import StaffAdded
from scenarios.changes.staff_removed import StaffRemoved
from scenarios.changes.staffing import StaffingChange
from scenarios.changes.strike import Strike
from scenarios.changes.unit_closure import UnitClosure
from scenarios.changes.unit_opening import UnitOpening

AnyChange = Annotated[
    DemandChange
    | ElectiveMove
    | LengthOfStayChange
    | AbsenceWave
    | Strike
    | StaffAdded
    | StaffRemoved
    | UnitClosure
    | UnitOpening
    | BedsChange
    | AgencyLimit
    | BankLimit
    | StaffingChange
    | RuleChange
    | CostChange
    | EquipmentRecall
    | PublicHoliday,
    Field(discriminator="kind"),
]

CHANGE_MODELS: dict[str, type[Change]] = {
    get_args(model.model_fields["kind"].annotation)[0]: model for model in get_args(get_args(AnyChange)[0])
}
"""The kinds of change by the value of `kind`."""

CHANGE_KINDS: tuple[str, ...] = tuple(CHANGE_MODELS)
"""The values that `kind` may have."""

__all__ = ["CHANGE_KINDS", "CHANGE_MODELS", "AnyChange", "Change"]
