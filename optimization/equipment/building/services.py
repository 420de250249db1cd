"""When the service of one device can be: in its window, and not while the device is out of use anyway."""

from __future__ import annotations

from collections.abc import Sequence

from optimization.equipment.problem import Service


def place_service(place: int, earliest: int, due: int, n_days: int, fit: Sequence[bool]) -> Service | None:
    """Between which outages a service of `n_days` is least late, the earliest for choice; None when it fits nowhere.

    Days are counted from the first planned one, `fit` has one entry for each of them; days after them count as fit where the
    last one is.
    """
    best: tuple[int, Service] | None = None
    for first, last in _spells(fit):
        latest = None if last is None else last - n_days + 1
        start = max(earliest, first)
        if start < len(fit) and (latest is None or start <= latest):
            # Without an outage before or after it, the window is as it was given.
            service = Service(place, start if first else earliest, due, n_days, 1, latest)
            late = service.days_late(start)
            if best is None or late < best[0]:
                best = late, service
    return None if best is None else best[1]


def overdue_days(due: int, fit: Sequence[bool]) -> tuple[int, ...]:
    """The planned days after `due` on which the device would be fit."""
    return tuple(day for day in range(max(0, due + 1), len(fit)) if fit[day])


def _spells(fit: Sequence[bool]) -> list[tuple[int, int | None]]:
    """(first, last) of days on which the device is fit, one after another; None: beyond the planned days."""
    spells: list[tuple[int, int | None]] = []
    first = None
    for day, is_fit in enumerate((*fit, False)):
        if is_fit and first is None:
            first = day
        elif not is_fit and first is not None:
            spells.append((first, None if day == len(fit) else day - 1))
            first = None
    return spells
