"""Units, and the sites they lie on."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from data.configuration.base import COUNTRY_PATTERN, CURRENCY_PATTERN, Id, Section


class LocalHoliday(Section):
    """A day that the hospital treats as a public holiday beside those of its country."""

    date: date
    name: str


class Identity(Section):
    """`[hospital]`: who we are and where the clock and the calendar come from."""

    name: str
    zone: str
    """IANA time zone, such as "Europe/London"."""
    country: str = Field(pattern=COUNTRY_PATTERN)
    """ISO country code for public holidays."""
    subdivision: str | None = None
    """Subdivision code for public holidays, such as "ENG"."""
    currency: str = Field(default="GBP", pattern=CURRENCY_PATTERN)
    local_holidays: tuple[LocalHoliday, ...] = ()


class Unit(Section):
    """`[[units]]`: a ward or department."""

    id: Id
    name: str
    kind: Literal["emergency", "assessment", "ward", "critical_care", "maternity", "paediatrics", "other"] = (
        "ward"
    )
    site_id: Id = "MAIN"
    beds_staffed: int = Field(ge=0)
    """Beds, or treatment places, that are normally staffed."""
    beds_licensed: int | None = Field(default=None, ge=0)
    """Beds that may be opened at all; not given means as many as are staffed."""
    shift_ids: tuple[Id, ...]
    """The shifts worked here."""
    agency_per_shift: int | None = Field(default=None, ge=0)
    """Most agency workers of all skills together in one shift here; not given means that of `[cover]`."""
    ratio_type: str | None = None
    """What a pack of ratios calls this kind of unit, such as "medical_surgical": its ratio must then be met."""
    ratio_skill_ids: tuple[Id, ...] = ()
    """The skills that count for that ratio; where a law wants a share of registered nurses, theirs comes first."""

    @property
    def beds_physical(self) -> int:
        """The most beds that can be occupied."""
        return self.beds_staffed if self.beds_licensed is None else max(self.beds_licensed, self.beds_staffed)
