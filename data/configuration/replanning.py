"""What changing a published roster costs."""

from __future__ import annotations

from pydantic import Field

from data.configuration.base import Section


class Replanning(Section):
    """`[replan]`: what a change of the published roster costs, for each person and day, and what may not change."""

    frozen_hours: float = Field(default=24, ge=0)
    """Nearer than this to a shift nothing changes, and nobody is called in, save for those who volunteer."""
    notice_days: float = Field(default=7, ge=0)
    """With less notice a change costs more."""
    short_notice_percent: int = Field(default=100, ge=0)
    """How much more a change at short notice costs."""
    called_in_pence: int = Field(default=12_000, ge=0)
    """Work on a published day off."""
    moved_pence: int = Field(default=10_000, ge=0)
    """Another shift or unit in the place of a published shift."""
    stood_down_pence: int = Field(default=10_000, ge=0)
    """A published shift taken away."""
    cancelled_percent: int = Field(default=50, ge=0, le=100)
    """What is still owed for a bank or agency shift that is cancelled, in percent of its price."""
    seconds: float = Field(default=10, gt=0)
    """Most seconds for the new roster."""
    whole_seconds: float | None = Field(default=None, gt=0)
    """Most seconds for the whole of `wardwise replan`, reports included: the search has what the rest leaves of them. Not given means 5 up to 40 people, 20 from 400 on, in proportion between."""
