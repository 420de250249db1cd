"""How decisions write days, amounts and counts."""

from __future__ import annotations

from collections import Counter
from datetime import date

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_words(day: date) -> str:
    """`Mon 30 Nov`."""
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"


def money_words(pence: float, currency: str, n_decimals: int = 0) -> str:
    """`GBP 1,234`."""
    return f"{currency} {pence / 100:,.{n_decimals}f}"


def count_words(count: int, noun: str) -> str:
    """`1 shift`, `3 shifts`, `2 people`; `noun` is the singular."""
    plural = "people" if noun == "person" else f"{noun}s"
    return f"{count:,} {noun if count == 1 else plural}"


def parts_words(counts: Counter[str], most: int = 4) -> str:
    """`3 RN, 2 HCA`, the largest first; the rest is summed up."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    shown = [f"{count} {name}" for name, count in ordered[:most]]
    rest = sum(count for _, count in ordered[most:])
    return ", ".join([*shown, *([f"{rest} elsewhere"] if rest else [])])
