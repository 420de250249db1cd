"""Lists in a sentence that stop before they are too long."""

from __future__ import annotations

from collections.abc import Iterable


def listed(names: Iterable[object], most: int) -> str:
    """`A, B and 3 more`: the first `most` by name, and how many others there are."""
    found = [str(name) for name in names]
    more = f" and {len(found) - most} more" if len(found) > most else ""
    return ", ".join(found[:most]) + more
