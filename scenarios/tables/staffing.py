"""What is needed and who is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa

from data.calendar import DayGrid
from data.run_tables import COVERAGE, REQUIREMENTS
from optimization.roster.assess import Assessment
from optimization.roster.problem import RosterProblem, Source
from optimization.staffing.requirement import Requirement

Place = tuple[str, int, str, str]
"""Unit, day, shift, skill."""


def by_place(requirements: Sequence[Requirement]) -> Mapping[Place, Requirement]:
    """The requirements by unit, day, shift and skill."""
    return {(need.unit_id, need.day, need.shift_id, need.skill_id): need for need in requirements}


def requirements_table(requirements: Sequence[Requirement], grid: DayGrid) -> pa.Table:
    """REQUIREMENTS."""
    return REQUIREMENTS.table(
        [
            {
                "unit_id": need.unit_id,
                "date": grid.date_of(need.day),
                "shift_id": need.shift_id,
                "skill_id": need.skill_id,
                "required": need.required,
                "p10": need.quantile(0.1),
                "p50": need.quantile(0.5),
                "p90": need.quantile(0.9),
                "minimum": need.minimum,
                "shortage_pence": need.shortage_pence,
                "census_p50": need.census_p50,
            }
            for need in requirements
        ]
    )


def coverage_table(
    problem: RosterProblem, requirements: Sequence[Requirement], assessment: Assessment
) -> pa.Table:
    """COVERAGE: one row for each coverage row of the problem."""
    needs = by_place(requirements)
    rows = []
    for row, cover in zip(problem.coverage, assessment.cover, strict=True):
        need = needs[row.unit_id, row.day, row.shift_id, row.skill_id]
        bought = {
            source: sum(n for supply, n in cover.bought if problem.supplies[supply].source is source)
            for source in (Source.BANK, Source.AGENCY)
        }
        rows.append(
            {
                "unit_id": row.unit_id,
                "date": problem.grid.date_of(row.day),
                "shift_id": row.shift_id,
                "skill_id": row.skill_id,
                "required": row.target,
                "own": cover.own,
                "bank": bought[Source.BANK],
                "agency": bought[Source.AGENCY],
                "open": max(0, row.target - cover.present),
                "expected_shortage": need.expected_shortage(cover.present),
                "cost_pence": cover.pence,
            }
        )
    return COVERAGE.table(rows)
