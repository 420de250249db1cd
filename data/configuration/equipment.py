"""Equipment types and what it costs to be short, to move and to rent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from data.configuration.base import ClockTime, Id, Section


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
    cleaning_minutes: int = Field(default=0, ge=0)
    """Time after a use on one site until the next can begin: between two booked uses of a device, and for the devices needed at
    once, as one that is cleaned serves nobody. Moves have it in their own time."""
    uses_per_day: float | None = Field(default=None, ge=0)
    """How often in a day a device in use goes from one patient to the next; not given means as often as patients leave their unit."""
    site_transfer_pence: int = Field(default=12_000, ge=0)
    """Cost of moving one device to another site."""
    site_transfer_minutes: int = Field(default=240, ge=0)
    """Time out of use for such a move, cleaning included."""
    moves_within: Literal["unit", "site", "network"] = "network"
    """How far devices may be moved: not at all, within their site, or everywhere."""
    stands_in_for: Mapping[Id, int] = Field(default_factory=dict)
    """Other types whose demand a device of this type can serve, one way, with the price of a day in pence."""
    unit_weights: Mapping[Id, float] = Field(default_factory=dict)
    """Clinical priority: what a missing device counts in a unit, as a multiple of the ordinary price (1)."""
    sharing: Literal["priority", "proportional"] = "priority"
    """When there are too few: "priority" puts devices where they are most surely needed, by weight; "proportional" lets every
    unit go without about the same share of its need."""
    safe_level: float | None = Field(default=None, gt=0, lt=1)
    """Safety stock: devices that suffice with this chance are worth `safe_pence_per_day` each, beyond the expected shortage."""
    safe_pence_per_day: int = Field(default=0, ge=0)
    """What a day without a device of the safety stock is worth avoiding."""
    service_late_pence_per_day: int = Field(default=2_000, ge=0)
    """What a service that is over a day later than due is worth avoiding."""
    overdue_may_be_used: bool = True
    """Whether a device whose service is overdue may be used until it is serviced; false keeps it out of use."""
    services_at_once: int | None = Field(default=None, ge=0)
    """The most devices of this type in planned service at once on one site; not given means no limit."""
    load: int = Field(default=1, ge=0)
    """The room that a device takes up on a vehicle between sites."""
    rental_pence_per_day: int | None = Field(default=None, ge=0)
    """Price of one rented device; not given means that none can be rented."""
    rental_at_most: int = Field(default=0, ge=0)
    """The most devices rented at once."""
    rental_lead_days: int = Field(default=0, ge=0)
    """Days from the plan's first day until a rented device can be there."""
    rental_min_days: int = Field(default=1, ge=1)
    """The shortest hire that is paid for."""
    rental_delivery_pence: int = Field(default=0, ge=0)
    """Cost of bringing and fetching one rented device."""


class SiteRoute(Section):
    """`[[transport.routes]]`: how long devices travel between two sites, in both directions."""

    between: tuple[Id, Id]
    minutes: int = Field(ge=0)
    """Time out of use, cleaning included; takes the place of `site_transfer_minutes`."""
    pence: int | None = Field(default=None, ge=0)
    """Cost of one device; not given means `site_transfer_pence` of the type."""


class Transport(Section):
    """`[transport]`: vehicles between sites."""

    departs: ClockTime = "08:00"
    """When moves start, local time."""
    loads_per_site_day: int | None = Field(default=None, ge=0)
    """What can leave one site for the others in a day, in units of load; not given means no limit."""
    routes: tuple[SiteRoute, ...] = ()
    """Pairs of sites that are not given take the times and costs of the type."""

    def minutes_between(self, kind: EquipmentType, start: str, end: str) -> int:
        """How long a device is out of use when it moves from one site to another, cleaning included."""
        for route in reversed(self.routes):
            if route.between in ((start, end), (end, start)):
                return route.minutes
        return max(kind.transfer_minutes, kind.site_transfer_minutes)
