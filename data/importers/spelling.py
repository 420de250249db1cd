"""How names are compared: without accents' encoding getting in the way, and with near misses named."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches


def composed(text: str) -> str:
    """Unicode NFC: one text whichever way its accents were typed. 'Bjorn' and 'Björn' stay two names."""
    return unicodedata.normalize("NFC", text)


def simplified(header: str) -> str:
    """A header without case, spaces and punctuation, for comparison only."""
    return "".join(sign for sign in composed(header).casefold() if sign.isalnum())


def near_miss(text: str, known: Iterable[str]) -> str | None:
    """The known identifier that `text` was probably meant to be; None when none is close.

    Leading zeros and case are what tools lose most, so such a match comes first.
    """
    names = sorted(known)
    loose = _loose(text)
    for name in names:
        if _loose(name) == loose:
            return name
    near = get_close_matches(composed(text), names, n=1, cutoff=0.6)
    return near[0] if near else None


def only_zeros_apart(ids: Iterable[str]) -> list[tuple[str, ...]]:
    """Groups of identifiers that differ in leading zeros alone, such as 417 and 00417."""
    groups: dict[str, list[str]] = {}
    for identifier in ids:
        groups.setdefault(identifier.lstrip("0"), []).append(identifier)
    return [tuple(sorted(set(group))) for group in groups.values() if len(set(group)) > 1]


def some_of(values: Iterable[str], most: int = 12) -> str:
    """A readable part of a list of identifiers."""
    names = list(values)
    return ", ".join(names[:most]) + (f", ... ({len(names)} in all)" if len(names) > most else "")


def _loose(text: str) -> str:
    return composed(text).casefold().lstrip("0")
