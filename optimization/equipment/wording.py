"""Devices and units in a sentence."""

from __future__ import annotations

from collections.abc import Iterable

from data.listing import listed

_MOST_NAMED = 8


def named(ids: Iterable[str]) -> str:
    """`A, B and 3 more`."""
    return listed(ids, _MOST_NAMED)
