"""The closed set of statements about one employee's line that every engine understands.

A *line* is one employee's row of cells, day 0 to the last day. A *cell* holds the index of a duty
(`RosterProblem.duties`) or `None` for a day without work. Labour rules compile to these four primitives;
engines, the explainer and the repair read nothing else about a rule. Whether a primitive must hold or has
a price is decided by the policy (`Restriction`), never here.

What each primitive measures, exactly, is `optimization.rules.semantics.breach`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

Cell: TypeAlias = int | None
Line: TypeAlias = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class CellClass:
    """A set of cell contents: some duties, and the day off as well when `off` is true."""

    duties: frozenset[int]
    off: bool = False

    def __contains__(self, cell: Cell) -> bool:
        return self.off if cell is None else cell in self.duties


@dataclass(frozen=True, slots=True)
class RunLength:
    """Bounds the length, in days, of every maximal run of cells in `cells`.

    A run that reaches the last day of the horizon is never too short: the next plan continues it.
    `carried_in` is the length of the run that ends on day -1 (0 when day -1 was not in the class); the days of
    it count, but only the excess that this horizon adds is a breach. A carried-in run that ends before
    day 0 below `at_least` is a breach. `None` means the past is unknown: a run that starts on day 0 is then
    never too short.
    """

    cells: CellClass
    at_least: int = 1
    at_most: int | None = None
    carried_in: int | None = None


@dataclass(frozen=True, slots=True)
class ForbiddenSuccession:
    """A cell in `first` on day d must not be followed by one in `then` on day d + 1 + `days_off_between`.

    With `days_off_between` above 0 the days in between must be off for the pattern to count. `carried_in` holds
    the known cells before day 0, oldest first, so that a pattern may begin in the past; it must end within
    the horizon. `then_days` names the days on which `then` may not fall; `None` means every day. Each occurrence
    counts `weight`, such as the minutes of rest that are missing. With `n_before` above 0 the pattern is longer: so many
    days right before d must all be in `before`; neither that nor `first` has the day off then.
    """

    first: CellClass
    then: CellClass
    days_off_between: int = 0
    carried_in: Line = ()
    then_days: frozenset[int] | None = None
    weight: int = 1
    before: CellClass = CellClass(frozenset())
    n_before: int = 0


@dataclass(frozen=True, slots=True)
class WindowedTotal:
    """Bounds `carried_in` plus the sum, over `groups` of days, of the largest weight worked in each group.

    With one day per group this is a plain total (minutes, shifts). With Saturday and Sunday as one group and
    weights of 1 it counts worked weekends. `weights` holds (duty, weight) pairs in duty order; a duty that
    is not named, and a day off, weigh 0. Weights are never negative. `only` names days on which no more than these duties
    weigh: on a Friday, those that run into the weekend. Each occurrence of one of `patterns` adds its weight: a day off that
    is no rest counts as if it were worked. Patterns end on days of `groups`, begin with work, have no `n_before`, and go with `at_most` alone.
    """

    weights: tuple[tuple[int, int], ...]
    groups: tuple[tuple[int, ...], ...]
    at_least: int | None = None
    at_most: int | None = None
    carried_in: int = 0
    only: tuple[tuple[int, frozenset[int]], ...] = ()
    patterns: tuple[ForbiddenSuccession, ...] = ()


@dataclass(frozen=True, slots=True)
class FixedCell:
    """On each of `days` the cell must be in `allowed`; each day on which it is not counts `weight`."""

    days: tuple[int, ...]
    allowed: CellClass
    weight: int = 1


Primitive: TypeAlias = RunLength | WindowedTotal | ForbiddenSuccession | FixedCell
