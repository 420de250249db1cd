"""The judgement of an edited roster."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class FoundBreach:
    """One thing that is not as it must or should be. `is_new` is false where the compared run has it too."""

    rule: str
    title: str
    staff_id: str | None
    date: date
    message: str
    is_hard: bool
    cost_pence: int
    is_new: bool


@dataclass(frozen=True, slots=True)
class RosterCheck:
    """The judgement of a file against the data and rules of a run.

    Costs are planning figures in pence, those of the run's own roster beside those of the file.
    """

    file: str
    run_id: str
    first_day: date
    last_day: date
    n_shifts: int
    n_changed: int
    breaches: tuple[FoundBreach, ...]
    open_shifts: int
    open_shifts_of_run: int
    cost_pence: int
    cost_pence_of_run: int
    remarks: tuple[str, ...]

    @property
    def n_hard(self) -> int:
        """Breaches of what must hold."""
        return sum(each.is_hard for each in self.breaches)
