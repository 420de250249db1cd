"""`kind = "bank_limit"`: another limit on bank hours."""

from __future__ import annotations

from typing import ClassVar, Literal

from scenarios.changes.hours_limit import HoursLimit


class BankLimit(HoursLimit):
    """At most so many bank hours a week in the whole hospital; 0 means none."""

    source: ClassVar[str] = "bank"

    kind: Literal["bank_limit"]
