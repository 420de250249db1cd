"""The kinds of change a scenario may hold, one per file."""

from typing import Annotated

from pydantic import Field

from scenarios.changes.absence_wave import AbsenceWave
from scenarios.changes.agency_limit import AgencyLimit
from scenarios.changes.beds import BedsChange
from scenarios.changes.demand import DemandChange
from scenarios.changes.unit_closure import UnitClosure

AnyChange = Annotated[
    DemandChange | AbsenceWave | UnitClosure | BedsChange | AgencyLimit, Field(discriminator="kind")
]

CHANGE_KINDS: tuple[str, ...] = ("demand", "absence_wave", "unit_closure", "beds", "agency_limit")
"""The values that `kind` may have."""

__all__ = [
    "CHANGE_KINDS",
    "AbsenceWave",
    "AgencyLimit",
    "AnyChange",
    "BedsChange",
    "DemandChange",
    "UnitClosure",
]
