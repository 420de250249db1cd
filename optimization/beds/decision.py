"""What a program decided about beds, as whole numbers, and what that costs, counted without the solver."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimization.beds.problem import BedsProblem, Floats, Ints
from optimization.beds.program import Columns

_HOURS = 1e-4
"""What hours may differ by where a solver computed them."""


@dataclass(frozen=True, slots=True, eq=False)
class Decision:
    """`beds` (units, days); `kept` by outlier term and day; `moved` by group of admissions and its days; hours of staff."""

    beds: Ints
    kept: tuple[Ints, ...]
    moved: tuple[Ints, ...]
    own_hours: Floats
    bought_hours: Floats
    missing_hours: Floats

    def given(self, problem: BedsProblem) -> Ints:
        """Beds that a unit keeps for others, (units, days)."""
        given = np.zeros_like(self.beds)
        for terms, kept in zip(problem.outliers, self.kept, strict=True):
            given[terms.host] += kept
        return given

    def shift(self, problem: BedsProblem) -> Ints:
        """Patients more (or fewer) than forecast, through moved admissions, (units, days)."""
        shift = np.zeros_like(self.beds)
        for group, moved in zip(problem.admissions, self.moved, strict=True):
            for day, count in zip(group.days, moved.tolist(), strict=True):
                change = problem.occupied(group, day) - problem.occupied(group, group.planned)
                shift[group.unit] += count * change
        return shift

    def expected_waiting(self, problem: BedsProblem) -> tuple[Floats, Floats, list[Floats]]:
        """Expected patients without a bed of their own unit, without any bed, and with each host, (units, days)."""
        level = self.beds - self.given(problem) - self.shift(problem)
        own = problem.demand.expected_short(level)
        without = own.copy()
        hosted = [np.zeros(problem.n_days) for _ in problem.outliers]
        for unit in range(len(problem.unit_ids)):
            for number in problem.hosts_of(unit):
                level[unit] += self.kept[number]
                left = problem.demand.expected_short(level)[unit]
                hosted[number] = without[unit] - left
                without[unit] = left
        return own, without, hosted

    def chance_waiting(self, problem: BedsProblem) -> Floats:
        """The chance that one more bed than a unit's patients have anywhere would be needed, (units, days)."""
        level = self.beds - self.given(problem) - self.shift(problem)
        for number, terms in enumerate(problem.outliers):
            if number in problem.hosts_of(terms.home):
                level[terms.home] += self.kept[number]
        return problem.demand.chance_short(level)


@dataclass(frozen=True, slots=True)
class Costs:
    """Pence by kind. `staff_pence` is for the hours of the whole hospital, missing ones at their price."""

    no_bed_pence: float
    outliers_pence: float
    surge_pence: float
    opening_pence: float
    moves_pence: float
    staff_pence: float

    @property
    def total_pence(self) -> float:
        """What the plan costs."""
        care = self.no_bed_pence + self.outliers_pence + self.moves_pence
        return care + self.surge_pence + self.opening_pence + self.staff_pence


def read_decision(problem: BedsProblem, columns: Columns, values: Floats) -> Decision:
    """From the values of a solution."""
    chosen = np.flatnonzero(values[columns.choice] > 0.5)
    beds = np.zeros(problem.fewest.size, dtype=np.int64)
    beds[columns.cell[chosen]] = columns.beds[chosen]
    return Decision(
        beds=beds.reshape(problem.fewest.shape),
        kept=tuple(np.rint(values[kept]).astype(np.int64) for kept in columns.kept),
        moved=tuple(np.rint(values[moved]).astype(np.int64) for moved in columns.moved),
        own_hours=values[columns.own],
        bought_hours=values[columns.bought],
        missing_hours=values[columns.missing],
    )


def count_costs(problem: BedsProblem, decision: Decision) -> Costs:
    """The cost of a decision; raises ValueError when it breaks a limit that no plan may break."""
    _refuse_broken(problem, decision)
    _, without, hosted = decision.expected_waiting(problem)
    surge = np.maximum(decision.beds - problem.before_surge, 0)
    before = np.concatenate((problem.day_before[:, None], decision.beds[:, :-1]), axis=1)
    opened = np.maximum(decision.beds - before, 0)
    staff = problem.staff
    pence = (decision.own_hours * staff.own_pence[None, :, None]).sum()
    for source, hours in zip(staff.bought, decision.bought_hours, strict=True):
        pence += (hours * np.array([price or 0 for price in source.pence])).sum()
    pence += (decision.missing_hours * staff.missing_pence).sum()
    return Costs(
        no_bed_pence=float((without.sum(axis=1) * problem.no_bed_pence).sum()),
        outliers_pence=float(
            sum(one.sum() * terms.pence for one, terms in zip(hosted, problem.outliers, strict=True))
        ),
        surge_pence=float((surge.sum(axis=1) * problem.surge_pence).sum()),
        opening_pence=float((opened.sum(axis=1) * problem.opening_pence).sum()),
        moves_pence=float(
            sum(
                int(moved.sum()) * group.move_pence
                for group, moved in zip(problem.admissions, decision.moved, strict=True)
            )
        ),
        staff_pence=float(pence),
    )


def _refuse_broken(problem: BedsProblem, decision: Decision) -> None:
    if (decision.beds < problem.fewest).any() or (decision.beds > problem.most).any():
        raise ValueError("a unit has fewer or more beds than it may")
    if (decision.given(problem) > decision.beds).any():
        raise ValueError("a unit keeps more beds for others than it has")
    for group, moved in zip(problem.admissions, decision.moved, strict=True):
        if moved.sum() > len(group.admission_ids):
            raise ValueError("more admissions are moved than there are")
    staff = problem.staff
    unit = np.arange(len(problem.unit_ids))[:, None]
    needed = staff.other_hours.copy()
    np.add.at(needed, np.arange(problem.n_days) // 7, staff.hours[unit, decision.beds].sum(axis=0))
    found = decision.own_hours.sum(axis=1) + decision.bought_hours.sum(axis=0) + decision.missing_hours
    if (found < needed - _HOURS).any():
        raise ValueError("beds are staffed with hours that nobody works")
    if (decision.own_hours.sum(axis=2) > staff.own_hours + _HOURS).any():
        raise ValueError("more own hours are used than there are")
