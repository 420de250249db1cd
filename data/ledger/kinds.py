"""What the ledger counts."""

from __future__ import annotations

from enum import StrEnum


class LedgerKind(StrEnum):
    """Nights; weekends with work, each once; public holidays worked; shifts changed late; wishes refused."""

    NIGHTS = "nights"
    WEEKENDS = "weekends"
    HOLIDAYS = "holidays"
    LATE_CHANGES = "late_changes"
    REFUSED_WISHES = "refused_wishes"
