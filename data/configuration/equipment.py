"""Equipment types and what it costs to be short, to move and to rent."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from data.configuration.base import Id, Section


class EquipmentType(Section):
    """`[[equipment_types]]`: a kind of device that any unit can use."""

    id: Id
    name: str
    per_occupied_bed: Mapping[Id, float] = Field(default_factory=dict)
    """Devices in use per occupied bed, by unit; used where no history of use is stored."""
    at_most_one_per_patient: bool = False
    """A patient has one at most, as of ventilators: never more in use than patients, and days that say so are not believed."""
    shortage_pence_per_day: int = Field(default=50_000, gt=0)
    """What a day without a needed device is worth avoiding."""
    transfer_pence: int = Field(default=1_500, ge=0)
    """Cost of moving one device between two units, or between a unit and the pool, of one site."""
    transfer_minutes: int = Field(default=45, ge=0)
    """Time out of use for such a move, cleaning included."""
    site_transfer_pence: int = Field(default=12_000, ge=0)
    """Cost of moving one device to another site."""
    site_transfer_minutes: int = Field(default=240, ge=0)
    """Time out of use for such a move, cleaning included."""
    rental_pence_per_day: int | None = Field(default=None, ge=0)
    """Price of one rented device; not given means that none can be rented."""
    rental_at_most: int = Field(default=0, ge=0)
    """The most devices rented at once."""
