"""Whether one device can serve one booked use after another: moving and cleaning fit into the gap between, counted once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Use:
    """A booked use of a device on a site, half-open."""

    use_id: str
    site_id: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Turnaround:
    """The way from one use to the next. `lacking` is what the gap is too short by; nothing when it is possible."""

    before: Use
    after: Use
    needed: timedelta
    lacking: timedelta


def turnarounds(
    uses: Sequence[Use], cleaning: timedelta, transfer: Callable[[str, str], timedelta]
) -> Iterator[Turnaround]:
    """For each use of one device but the first, the way to it from the use that ends last before it, by time.

    `transfer` from one site to another holds the cleaning already; on one site only `cleaning` is needed.
    """
    ordered = sorted(uses, key=lambda use: (use.start, use.end, use.use_id))
    if not ordered:
        return
    before = ordered[0]
    for after in ordered[1:]:
        same = before.site_id == after.site_id
        needed = cleaning if same else transfer(before.site_id, after.site_id)
        yield Turnaround(before, after, needed, max(timedelta(), needed - (after.start - before.end)))
        before = max(before, after, key=lambda use: use.end)
