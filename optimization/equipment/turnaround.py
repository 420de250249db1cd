"""Whether one device can serve one use after another: moving and cleaning fit into the gap between, counted once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Use:
    """A use of a device on a site, half-open."""

    use_id: str
    site_id: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Turnaround:
    """The way from one use to the next. `lacking` is what the gap is too short by; nothing when it is possible."""

    before: str
    after: str
    needed: timedelta
    lacking: timedelta

    @property
    def possible(self) -> bool:
        """Whether the device is there and clean in time; an exact fit is."""
        return not self.lacking

    @property
    def words(self) -> str:
        """In a sentence."""
        if self.possible:
            return f"{self.after} after {self.before}: possible"
        hours = self.lacking / timedelta(hours=1)
        return f"{self.after} after {self.before}: not possible, lacks {hours:g} h"


def turnarounds(
    uses: Sequence[Use], transfer: Mapping[tuple[str, str], timedelta], cleaning: timedelta
) -> list[Turnaround]:
    """Each pair of uses in a row of one device, by time.

    `transfer` between two sites holds the cleaning already; on one site only `cleaning` is needed. A pair of sites that is
    missing raises KeyError.
    """
    found = []
    ordered = sorted(uses, key=lambda use: (use.start, use.end, use.use_id))
    for before, after in pairwise(ordered):
        same = before.site_id == after.site_id
        needed = cleaning if same else transfer[before.site_id, after.site_id]
        lacking = max(timedelta(), needed - (after.start - before.end))
        found.append(Turnaround(before.use_id, after.use_id, needed, lacking))
    return found
