"""`DutyClass`: which duties a rule speaks of; a parameter of rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from optimization.roster.problem import Duty, Employee


@dataclass(frozen=True, slots=True)
class DutyClass:
    """Duties by shift, by night, by length from start to end, or by several of these; without any, all duties.

    `label` is what people call them.
    """

    shift_ids: frozenset[str] | None = None
    nights: bool | None = None
    longer_than_minutes: int | None = None
    label: str = ""

    def __contains__(self, duty: Duty) -> bool:
        if self.nights is not None and duty.is_night != self.nights:
            return False
        length = duty.end_minute - duty.start_minute
        if self.longer_than_minutes is not None and length <= self.longer_than_minutes:
            return False
        return self.shift_ids is None or duty.shift_id in self.shift_ids

    def among(self, duties: Sequence[Duty], indices: Iterable[int]) -> frozenset[int]:
        """Those of `indices` whose duty is in the class."""
        return frozenset(index for index in indices if duties[index] in self)

    def __str__(self) -> str:
        if self.label:
            return self.label
        if self.shift_ids is not None:
            return " or ".join(sorted(self.shift_ids))
        words = {None: "shifts", True: "nights", False: "day shifts"}[self.nights]
        if self.longer_than_minutes is not None:
            return f"{words} of more than {self.longer_than_minutes / 60:g} h"
        return words


ALL_DUTIES = DutyClass()
NIGHTS = DutyClass(nights=True)


def known_duties(employee: Employee) -> tuple[int, ...]:
    """The duties that can occur in this employee's line or past, in order."""
    used = {cell for cell in (*employee.history, *employee.pinned.values()) if cell is not None}
    return tuple(sorted(used.union(employee.duties)))
