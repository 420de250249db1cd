"""What a change of a published roster costs, and what may not change at all."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChangeTerms:
    """Prices in pence for each person and day that changes, and times before a shift in minutes.

    Within `frozen_minutes` of a shift nothing about it changes, save for volunteers; with less notice than
    `notice_minutes` a change costs `short_notice_percent` more.
    """

    called_in_pence: int = 12_000
    moved_pence: int = 10_000
    stood_down_pence: int = 10_000
    short_notice_percent: int = 100
    notice_minutes: int = 7 * 24 * 60
    frozen_minutes: int = 24 * 60


@dataclass(frozen=True, slots=True)
class Occasion:
    """When the change is made, in minutes from the start of day 0, and who has agreed to be asked at any time."""

    now_minute: int
    volunteer_ids: frozenset[str] = frozenset()
