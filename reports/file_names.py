"""File names for ids that were never meant to be file names."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


def safe_file_names(ids: Iterable[str], suffix: str) -> dict[str, str]:
    """A file name for each id, different from all others even where case does not count.

    An id of plain letters, digits, dots and dashes is its own name. Any other name carries eight digits of the id's
    SHA-256, so that it stays the same from week to week whoever else is in the list.
    """
    wanted = list(dict.fromkeys(ids))
    folded = Counter(identifier.casefold() for identifier in wanted)
    return {
        identifier: f"{_stem(identifier, unique=folded[identifier.casefold()] == 1)}{suffix}"
        for identifier in wanted
    }


def _stem(identifier: str, *, unique: bool) -> str:
    plain = _UNSAFE.sub("_", identifier)[:60].strip("._- ")
    if _RESERVED.fullmatch(plain):
        plain = f"id-{plain}"
    if unique and plain == identifier and plain:
        return plain
    digest = hashlib.sha256(identifier.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{plain or 'id'}-{digest}"
