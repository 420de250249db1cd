"""What a change of a published roster costs, and what may not change at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ChangeTerms:
    """Prices in pence for each person and day that changes, and times before a shift in minutes.

    Within `frozen_minutes` of a shift nothing about it changes, save for volunteers; with less notice than
    `notice_minutes` a change costs `short_notice_percent` more. Of the price of a bought shift that is cancelled
    `cancelled_percent` are still owed.
    """

    called_in_pence: int = 12_000
    moved_pence: int = 10_000
    stood_down_pence: int = 10_000
    short_notice_percent: int = 100
    notice_minutes: int = 7 * 24 * 60
    frozen_minutes: int = 24 * 60
    cancelled_percent: int = 50


@dataclass(frozen=True, slots=True)
class Occasion:
    """When the change is made, in minutes from the start of day 0, and who has agreed to be asked at any time.

    `late_changes` says how many each person had before, in any unit that is the same for all: of choices that cost the
    same, the one that falls on those who had fewest is made.
    """

    now_minute: int
    volunteer_ids: frozenset[str] = frozenset()
    late_changes: Mapping[str, int] = field(default_factory=dict)
