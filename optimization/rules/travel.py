"""The way between units of different sites, which is no rest."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from optimization.rules.reading import Worked


@dataclass(frozen=True, slots=True)
class Travel:
    """`minutes` from one site to another; `site_of_unit` holds (unit, site) pairs. Without sites there is no way to go."""

    minutes: int = 0
    site_of_unit: tuple[tuple[str, str], ...] = ()

    def between(self, one_unit_id: str, other_unit_id: str) -> int:
        """Minutes from one unit to another."""
        if not self.minutes or one_unit_id == other_unit_id:
            return 0
        return self.minutes if _are_apart(self.site_of_unit, one_unit_id, other_unit_id) else 0

    def rest(self, before: Worked, after: Worked) -> int:
        """Minutes between two shifts without the way; below 0 where they overlap. For checks: compiling reads gaps of its own."""
        way = self.between(before.duty.unit_id, after.duty.unit_id)
        return after.start_minute - before.end_minute - way

    def words(self, one_unit_id: str, other_unit_id: str) -> str:
        """What a sentence about a rest between two units says of the way; empty without one."""
        return ", the way to another site not counted" if self.between(one_unit_id, other_unit_id) else ""


NO_TRAVEL = Travel()


@lru_cache(maxsize=65536)
def _are_apart(site_of_unit: tuple[tuple[str, str], ...], one_unit_id: str, other_unit_id: str) -> bool:
    sites = dict(site_of_unit)
    return sites.get(one_unit_id) != sites.get(other_unit_id)
