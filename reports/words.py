"""How figures, days and amounts of money are written for people."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from data.absence_codes import ABSENCE_CODES
from scenarios.wording import CURRENCY_SIGNS, MONTHS, WEEKDAYS, day_words

NONE = "–"
"""What stands where there is no figure."""
MINUS = "−"

_ABSENCE_WORDS = {
    "annual_leave": "annual leave",
    "sickness": "sickness",
    "study": "study leave",
    "parental": "parental leave",
    "other": "other absence",
}


def weekday(day: date) -> str:
    """`Mon`."""
    return WEEKDAYS[day.weekday()]


def short_day(day: date) -> str:
    """`Mon 30 Nov`."""
    return day_words(day)


def day_and_month(day: date) -> str:
    """`30 Nov`."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def long_day(day: date) -> str:
    """`Mon 30 Nov 2026`."""
    return f"{short_day(day)} {day.year}"


def span(first: date, last: date) -> str:
    """`Mon 30 Nov to Sun 6 Dec 2026`; the first year is written when it differs."""
    if first == last:
        return long_day(first)
    start = short_day(first) if first.year == last.year else long_day(first)
    return f"{start} to {long_day(last)}"


def short_span(first: date, last: date) -> str:
    """`Mon 30 Nov to Sun 6 Dec`, or the one day."""
    return short_day(first) if first == last else f"{short_day(first)} to {short_day(last)}"


def moment(when: datetime) -> str:
    """`Fri 27 Nov 2026, 14:05 GMT`, in the zone that `when` carries."""
    return f"{long_day(when.date())}, {when:%H:%M} {when.tzname()}"


def clock(when: datetime, zone: ZoneInfo, day: date | None = None) -> str:
    """`14:05` on the clocks of `zone`; with another `day` than the expected one in front: `Tue 1 Dec, 02:30`."""
    local = when.astimezone(zone)
    time = f"{local:%H:%M}"
    return time if day in (None, local.date()) else f"{short_day(local.date())}, {time}"


def number(value: float, decimals: int = 0) -> str:
    """A figure with thin group marks: `12,345` or `−3.5`."""
    text = f"{value:,.{decimals}f}"
    if float(text.replace(",", "")) == 0:
        text = text.lstrip("-")
    return text.replace("-", MINUS)


def signed(value: float, decimals: int = 0) -> str:
    """A difference: `+3`, `−2` or `0`."""
    text = number(value, decimals)
    return text if text.startswith(MINUS) or not text.strip("0.,") else f"+{text}"


def percent(share: float, decimals: int = 0) -> str:
    """A share of 1 as a percentage: `97 %`. A share below 1 never rounds up to 100 %."""
    shown = number(share * 100, decimals)
    if share < 1 and float(shown.replace(",", "").replace(MINUS, "-")) >= 100:
        return f"over {number(100 - 10**-decimals, decimals)} %"
    return f"{shown} %"


def money(pence: float, currency: str) -> str:
    """Hundredths of the hospital's currency: `£1,234`, `MYR 12.50`; whole units from 100 on."""
    amount = abs(pence) / 100
    text = number(amount, 0 if amount >= 100 or amount == int(amount) else 2)
    sign = MINUS if pence < 0 and text.strip("0.") else ""
    return f"{sign}{CURRENCY_SIGNS.get(currency, currency + ' ')}{text}"


def hours(minutes: float) -> str:
    """Minutes as hours with one decimal: `37.5`."""
    return number(minutes / 60, 1)


def count(n: int, singular: str, plural: str | None = None) -> str:
    """`1 shift`, `12 shifts`."""
    return f"{number(n)} {singular if n == 1 else plural or singular + 's'}"


def absence_code(kind: str) -> str:
    """The two letters that stand for an absence in a roster."""
    return ABSENCE_CODES.get(kind, "AB")


def absence_legend() -> tuple[tuple[str, str], ...]:
    """Every code of an absence and what it means."""
    return tuple((code, _ABSENCE_WORDS[kind]) for kind, code in ABSENCE_CODES.items())


def wish_words(wish: str, shift_id: str | None) -> str:
    """A request in words: `wanted N`, `asked to be spared E`, `wanted the day off`."""
    if wish == "day_off":
        return "wanted the day off"
    shift = shift_id or "any shift"
    if wish == "never":
        return f"must not be given {shift}"
    return f"wanted {shift}" if wish == "want" else f"asked to be spared {shift}"
