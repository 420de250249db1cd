"""Devices and units in a sentence."""

from __future__ import annotations

from collections.abc import Iterable

_MOST_NAMED = 8


def named(ids: Iterable[str]) -> str:
    """`A, B and 3 more`."""
    found = list(ids)
    more = f" and {len(found) - _MOST_NAMED} more" if len(found) > _MOST_NAMED else ""
    return ", ".join(found[:_MOST_NAMED]) + more
