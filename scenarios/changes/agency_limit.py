"""`kind = "agency_limit"`: another limit on agency hours."""

from __future__ import annotations

from typing import ClassVar, Literal

from scenarios.changes.hours_limit import HoursLimit


class AgencyLimit(HoursLimit):
    """At most so many agency hours a week in the whole hospital; 0 means none."""

    source: ClassVar[str] = "agency"

    kind: Literal["agency_limit"]
