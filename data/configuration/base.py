"""What all parts of the configuration share."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")


class Section(BaseModel):
    """A part of `hospital.toml`: frozen, and without unknown keys."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", use_attribute_docstrings=True, strict=True, allow_inf_nan=False
    )


def _clock(text: str) -> str:
    match = _CLOCK.fullmatch(text)
    if not match or int(match[1]) > 23 or int(match[2]) > 59:
        raise ValueError('a time of day such as "07:00"')
    return f"{int(match[1]):02d}:{match[2]}"


ID_PATTERN = r"^[^\s|/\\][^|/\\\n]*$"
COLOUR_PATTERN = "^#[0-9a-fA-F]{6}$"
COUNTRY_PATTERN = "^[A-Z]{2}$"
CURRENCY_PATTERN = "^[A-Z]{3}$"

PATTERN_WORDS = {
    ID_PATTERN: "an id: text that does not start with a space and has none of | / \\ in it",
    COLOUR_PATTERN: 'a colour such as "#9db4c0"',
    COUNTRY_PATTERN: 'a country as two capital letters, such as "GB"',
    CURRENCY_PATTERN: 'a currency as three capital letters, such as "GBP"',
}
"""What the patterns of texts ask for, in words."""

Id = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=ID_PATTERN)]
"""An identifier: text as it stands, never a number (write "0017" in quotes)."""

ClockTime = Annotated[str, AfterValidator(_clock)]
"""A local time of day, HH:MM."""


def minute_of_day(clock: str) -> int:
    """Minutes from midnight of a ClockTime."""
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def minute_after(start: int, clock: str) -> int:
    """Minutes from midnight of the day of `start` to the next such ClockTime after it; above 1440 past midnight."""
    minute = minute_of_day(clock)
    return minute if minute > start else minute + 24 * 60
