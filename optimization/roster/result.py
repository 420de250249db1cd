"""What a solve returns: plain values that can be judged without the engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

from optimization.rules.primitives import Line


class SolveStatus(StrEnum):
    """What is known about the roster that came back."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    NONE_FOUND = "none_found"


class Termination(StrEnum):
    """Why the engine stopped."""

    PROVED = "proved"
    GAP = "gap"
    TIME = "time"
    STALL = "stall"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True)
class Roster:
    """One line per employee in problem order, and the external workers bought.

    `bought` holds (supply index, row index, count) triples with counts above 0, in that order.
    """

    lines: tuple[Line, ...]
    bought: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """The state of a running solve. `objective` and `bound` are in pence; None means none yet.

    A problem that falls apart into `n_parts` is solved part by part: both figures are those of the parts up to the
    present one, number `part` from 1 on, together.
    """

    seconds: float
    phase: str
    objective: int | None = None
    bound: float | None = None
    part: int = 1
    n_parts: int = 1

    @property
    def gap(self) -> float | None:
        """(objective - bound) / objective, from 0 to 1; None while either is missing."""
        return relative_gap(self.objective, self.bound)


@dataclass(frozen=True, slots=True)
class SolverReport:
    """How the engine got there.

    `n_workers` is how many it used. `counted_seconds` are by the clock that its limits go by, which counts work in
    reproducible mode. `notes` are sentences for the record, `warnings` for whoever can mend something.
    """

    engine: str
    seconds: float
    seed: int
    n_workers: int
    reproducible: bool
    counted_seconds: float
    n_groups: int = 1
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SolveResult:
    """The best roster found, its cost, and a proven lower bound on the cost of any roster.

    `roster` and `objective` are None when no roster was found; `bound` is None when nothing is proven.
    """

    status: SolveStatus
    termination: Termination
    roster: Roster | None
    objective: int | None
    bound: float | None
    report: SolverReport

    @property
    def gap(self) -> float | None:
        """(objective - bound) / objective, from 0 to 1; None while either is missing."""
        return relative_gap(self.objective, self.bound)


PATIENCE = 2.0
"""A search that counts its work may take so many times its seconds on the clock, then it is ended all the same."""


@dataclass(frozen=True, slots=True)
class SolveOptions:
    """How hard and how to try. In reproducible mode the same problem and seed give the same roster."""

    seconds: float = 60.0
    gap: float = 0.0
    seed: int = 1
    n_workers: int = 2
    reproducible: bool = False
    stall_seconds: float | None = None


OnProgress: TypeAlias = Callable[[Progress], None]
Interrupted: TypeAlias = Callable[[], bool]

_ROUNDING = 0.5


def relative_gap(objective: int | None, bound: float | None) -> float | None:
    """(objective - bound) / objective, clipped at 0; None while either is missing, or the objective is 0 above its bound."""
    if objective is None or bound is None:
        return None
    if objective <= bound:
        return 0.0
    if objective == 0:
        return None
    return (objective - bound) / abs(objective)


def closed(objective: int, bound: float | None) -> tuple[float | None, bool]:
    """The bound to report, and whether it proves the objective to be optimal: costs are whole pence.

    A bound above the objective by more than rounding is a fault, and stays as it is: the check of the result refuses it.
    """
    if bound is None or bound <= objective - 1:
        return bound, False
    return (float(objective) if bound <= objective + _ROUNDING else bound), True


def with_bound(result: SolveResult, bound: float | None) -> SolveResult:
    """The result with `bound`, which another search proved, where it is the better one."""
    if bound is None or result.status in (SolveStatus.OPTIMAL, SolveStatus.INFEASIBLE):
        return result
    if result.bound is not None and result.bound >= bound:
        return result
    if result.objective is None:
        return replace(result, bound=bound)
    reported, optimal = closed(result.objective, bound)
    if not optimal:
        return replace(result, bound=reported)
    return replace(result, status=SolveStatus.OPTIMAL, termination=Termination.PROVED, bound=reported)
