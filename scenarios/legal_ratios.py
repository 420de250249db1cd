"""Shifts that a plan leaves below a ratio that a law asks for at all times. Missing people have a price; a law has none."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from data.configuration.hospital import Hospital
from data.configuration.pack_ratios import ShiftRatio, shift_ratios
from data.inputs import Note, Severity
from optimization.roster.assess import Assessment
from optimization.roster.problem import RosterProblem
from optimization.rules.reading import day_text
from optimization.staffing.requirement import Requirement

_Place = tuple[str, int, str]
"""Unit, day, shift."""


@dataclass(frozen=True, slots=True)
class ThinShift:
    """A shift with fewer people who count than its ratio asks for.

    `patients` is the median of the highest hourly census in the shift, or the beds that are planned; `needed` and `present` are
    people who count.
    """

    asked: ShiftRatio
    day: int
    patients: int
    needed: int
    present: int

    @property
    def law(self) -> str:
        """The ratio and where it stands."""
        skills = " or ".join(self.asked.unit.ratio_skill_ids)
        most = f"{self.asked.patients_per_person:g}"
        return f"at most {most} patients for one {skills} ({self.asked.title}; {self.asked.ratio.source})"

    @property
    def figures(self) -> str:
        """Who is there and who should be."""
        return f"{self.present} of {self.needed} for {self.patients} patients"


def thin_shifts(
    hospital: Hospital, requirements: Sequence[Requirement], problem: RosterProblem, assessment: Assessment
) -> Iterator[ThinShift]:
    """Every shift below the ratio of a pack at the planned census, by unit, shift and day."""
    census: dict[_Place, float] = {}
    for need in requirements:
        if need.census_p50 is not None:
            place = need.unit_id, need.day, need.shift_id
            census[place] = max(need.census_p50, census.get(place, 0))
    present: dict[_Place, dict[str, int]] = defaultdict(dict)
    for row, cover in zip(problem.coverage, assessment.cover, strict=True):
        present[row.unit_id, row.day, row.shift_id][row.skill_id] = cover.present
    for asked in shift_ratios(hospital):
        for day in range(problem.n_days):
            place = asked.unit.id, day, asked.shift_id
            patients = round(census.get(place, 0))
            needed = math.ceil(patients / asked.patients_per_person - 1e-9)
            first, *others = (present[place].get(skill_id, 0) for skill_id in asked.unit.ratio_skill_ids)
            counted = math.floor(asked.ratio.counted(first, sum(others)) + 1e-9)
            if counted < needed:
                yield ThinShift(asked, day, patients, needed, counted)


def ratio_notes(
    hospital: Hospital, requirements: Sequence[Requirement], problem: RosterProblem, assessment: Assessment
) -> Iterator[Note]:
    """One warning for each unit and ratio, with all its shifts."""
    found: dict[tuple[str, str], list[ThinShift]] = defaultdict(list)
    for thin in thin_shifts(hospital, requirements, problem, assessment):
        found[thin.asked.unit.name, thin.law].append(thin)
    for (unit, law), shifts in found.items():
        listed = ", ".join(
            f"{thin.asked.shift_id} on {day_text(problem, thin.day)} ({thin.figures})" for thin in shifts
        )
        yield Note(Severity.WARNING, "ratios", f"{unit} is planned below its ratio of {law}: {listed}.")
