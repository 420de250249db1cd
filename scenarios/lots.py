"""Drawing by lot so that scenarios can be compared: a larger share adds to those drawn and takes nobody back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence


def by_lot(ids: Iterable[str], seed: int, purpose: str = "") -> list[str]:
    """`ids` in an order that depends on nothing but `seed`, `purpose` and each id itself.

    Taking the first few is a draw: the same few whatever else is in the list, and more of them keep the first.
    """
    mark = f"{purpose}|" if purpose else ""
    return sorted(ids, key=lambda one: hashlib.sha256(f"{mark}{seed}|{one}".encode()).digest())


def how_many(n_all: int, percent: float | None, count: int | None) -> int:
    """A percentage of `n_all`, half rounded up, or `count` where that is given, but never more than there are."""
    wanted = count if count is not None else int(n_all * (percent or 0) / 100 + 0.5)
    return min(n_all, wanted)


def share_words(percent: float | None) -> str:
    """` , 10 %` for a percentage, nothing for a count."""
    return "" if percent is None else f", {percent:g} %"


def among(value: str, wanted: Sequence[str]) -> bool:
    """Whether `value` is meant: no list means everything."""
    return not wanted or value in wanted
