"""One conflict with its repairs, in words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from optimization.roster.explain.conflict import find_conflict_near
from optimization.roster.explain.repair import Repair, RepairKind, RepairTerms
from optimization.roster.explain.repairs import find_repairs
from optimization.roster.explain.sentences import cause_sentences
from optimization.roster.problem import RosterProblem
from optimization.roster.result import Roster
from scenarios.explaining.answers import Obstacle, Way


@dataclass(frozen=True, slots=True)
class Wanted:
    """`asked` is a problem that wants more than its `roster` has, for these people and rows.

    `unless` is said where nothing that must hold stands in the way.
    """

    what: str
    asked: RosterProblem
    roster: Roster
    people: Collection[int]
    rows: Collection[int]
    unless: str


def find_obstacle(wanted: Wanted, terms: RepairTerms, seconds: float) -> Obstacle:
    """What stands in the way, and what would do; `seconds` are for the causes, and as many for the ways out."""
    try:
        conflict = find_conflict_near(wanted.asked, wanted.roster, wanted.people, wanted.rows, seconds)
    except TimeoutError:
        remark = f"What stands in the way is not known after {seconds:.0f} s."
        return Obstacle(wanted.what, (), False, (), (remark,))
    if conflict is None:
        return Obstacle(wanted.what, (), False, (), (wanted.unless,))
    repairs = find_repairs(wanted.asked, conflict, terms, wanted.roster, seconds)
    remarks = []
    if not conflict.is_minimal:
        remarks.append(
            f"Within {seconds:.0f} s it was not tried whether fewer of these causes clash as well."
        )
    if not repairs.is_complete:
        remarks.append(f"Within {seconds:.0f} s not every way out was tried.")
    elif not repairs.found:
        remarks.append(
            "No single step is enough: sickness, wishes and rules that bind are not among the steps."
        )
    return Obstacle(
        wanted.what,
        cause_sentences(wanted.asked, conflict.causes),
        conflict.is_minimal,
        tuple(_ways(wanted, repairs.found)),
        tuple(remarks),
    )


def _ways(wanted: Wanted, repairs: Sequence[Repair]) -> Iterator[Way]:
    """Buying another shift than a wanted one is only told where it is cheaper."""
    row_ids = {wanted.asked.coverage[row].row_id for row in wanted.rows}
    own = [each.pence for each in repairs if each.row_id in row_ids and each.pence is not None]
    for each in repairs:
        is_other = each.kind is RepairKind.BUY and each.row_id not in row_ids
        if not (is_other and own and each.pence is not None and each.pence >= min(own)):
            yield Way(each.message, each.pence)
