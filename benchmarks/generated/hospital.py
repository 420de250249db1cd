"""A generated hospital as a roster problem.

What is linked: in each division of five wards a quarter of the people may be sent to every ward of the division, so that
a division cannot be split. Bank and agency hours are limited for the hospital as a whole, so that the divisions
cannot be split either: the hospital is one problem.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pyarrow as pa

from benchmarks.generated.census import census_forecast
from benchmarks.generated.configuration import configuration_of
from benchmarks.generated.staff import staff_table
from benchmarks.generated.wards import wards_for
from data.calendar import DayGrid
from data.configuration.hospital import Hospital
from data.inputs import HospitalTables, PlanInputs
from data.sample.absences import sample_absences
from data.sample.past_roster import sample_roster
from data.sample.plan_week import planned_monday
from data.sample.requests import sample_requests
from data.tables import SOURCE_TABLES
from optimization.roster.build import build_problem
from optimization.roster.problem import RosterProblem
from optimization.rules.consecutive_days import ConsecutiveDays
from optimization.rules.policy import Policy, Soft
from optimization.staffing.requirements import staffing_requirements

_AS_OF = date(2026, 9, 11)
"""The day on which the plan is made: an autumn without a clock change or a holiday in the weeks after it."""

_LONE_DAY_PENCE = 3000
_WEEKS_OF_REQUESTS = 2
"""How far the sample hospital's requests reach."""

MOST_WEEKS = 6
"""The clock changes in the seventh week."""


@dataclass(frozen=True, slots=True)
class HospitalSize:
    """What is generated; equal sizes give equal problems."""

    n_staff: int
    n_units: int
    n_weeks: int = 4
    seed: int = 1

    def __str__(self) -> str:
        return f"hospital of {self.n_staff}"


def generated_inputs(size: HospitalSize) -> PlanInputs:
    """Configuration, staff, absences, wishes and the published roster of the eight weeks before.

    Raises ValueError for a size that makes no hospital.
    """
    if not 1 <= size.n_weeks <= MOST_WEEKS:
        raise ValueError(f"{size.n_weeks} weeks: 1 to {MOST_WEEKS} can be generated")
    hospital = configuration_of(wards_for(size.n_staff, size.n_units))
    staff = staff_table(wards_for(size.n_staff, size.n_units), size.seed)
    absences = sample_absences(hospital, staff, size.seed, _AS_OF)
    known = {
        "staff": staff,
        "absences": absences,
        "requests": _requests(hospital, staff, absences, size),
        "roster": sample_roster(hospital, staff, absences, _AS_OF),
    }
    tables = {schema.name: known.get(schema.name, schema.empty()) for schema in SOURCE_TABLES}
    grid = DayGrid(planned_monday(_AS_OF), 7 * size.n_weeks, hospital.hospital.zone)
    return PlanInputs(hospital, HospitalTables(**tables), grid, cutoff=grid.start, seed=size.seed)


def generated_problem(size: HospitalSize) -> RosterProblem:
    """The roster problem, from the standards and a generated forecast of the census.

    Two things are stricter than what the builder makes: the minimum of nurses is hard, and a day of work between two
    days off has a price.
    """
    inputs = generated_inputs(size)
    forecast = census_forecast(wards_for(size.n_staff, size.n_units), inputs.grid, size.seed)
    requirements = staffing_requirements(inputs, forecast)
    problem = build_problem(inputs, requirements)
    lone_days = ConsecutiveDays(at_least=2, name="lone_days")
    return replace(
        problem,
        coverage=tuple(
            replace(row, minimum=need.minimum or None)
            for row, need in zip(problem.coverage, requirements, strict=True)
        ),
        policies=(*problem.policies, Policy(lone_days, Soft(_LONE_DAY_PENCE))),
    )


def _requests(hospital: Hospital, staff: pa.Table, absences: pa.Table, size: HospitalSize) -> pa.Table:
    """Wishes for all weeks, two weeks at a time."""
    parts = [
        sample_requests(hospital, staff, absences, size.seed + week, _AS_OF + timedelta(weeks=week))
        for week in range(0, size.n_weeks, _WEEKS_OF_REQUESTS)
    ]
    return pa.concat_tables(parts)
