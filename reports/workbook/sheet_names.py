"""Names of sheets: legal, at most 31 characters, and different from each other whatever the units are called."""

from __future__ import annotations

import re
from collections.abc import Sequence

MOST_CHARACTERS = 31

_ILLEGAL = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f]+")


def sheet_names(titles: Sequence[str]) -> list[str]:
    """A sheet name for each title, in order. Excel compares names without case and counts UTF-16 units."""
    taken: set[str] = {"history"}
    names = []
    for title in titles:
        plain = " ".join(_ILLEGAL.sub(" ", title).split()).strip("' ") or "Unit"
        name, number = _cut(plain, MOST_CHARACTERS), 1
        while name.casefold() in taken:
            number += 1
            ending = f" ({number})"
            name = _cut(plain, MOST_CHARACTERS - len(ending)) + ending
        taken.add(name.casefold())
        names.append(name)
    return names


def _cut(text: str, most: int) -> str:
    while len(text.encode("utf-16-le")) // 2 > most:
        text = text[:-1]
    return text.rstrip("' ")
