"""How days, amounts and counts are written in decisions and recorded changes."""

from __future__ import annotations

from collections import Counter
from datetime import date

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
CURRENCY_SIGNS = {"GBP": "£", "EUR": "€", "USD": "$"}
"""Signs by ISO 4217 code; other currencies show the code."""


def day_words(day: date) -> str:
    """`Mon 30 Nov`."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def money_words(pence: float, currency: str, n_decimals: int = 0) -> str:
    """`£1,234`, `MYR 1,234`."""
    return f"{CURRENCY_SIGNS.get(currency, f'{currency} ')}{pence / 100:,.{n_decimals}f}"


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
