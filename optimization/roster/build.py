"""`build_problem`: the pieces put together."""

from __future__ import annotations

from collections.abc import Sequence

from data.inputs import PlanInputs
from data.ledger.read import read_ledger
from optimization.roster.building.duty_book import write_duty_book
from optimization.roster.building.fair_shares import with_fair_shares
from optimization.roster.building.history import read_history
from optimization.roster.building.holiday_dates import holiday_dates
from optimization.roster.building.people import make_employees, read_people, staff_ids_by
from optimization.roster.building.pins import with_pins
from optimization.roster.building.rows import make_rows, make_supplies
from optimization.roster.building.team_links import with_links
from optimization.roster.building.whole_blocks import with_whole_blocks
from optimization.roster.building.wish_worth import wish_worth
from optimization.roster.problem import RosterProblem
from optimization.rules.from_configuration import policies_from_configuration
from optimization.staffing.requirement import Requirement


def build_problem(inputs: PlanInputs, requirements: Sequence[Requirement]) -> RosterProblem:
    """The roster problem of the planned days.

    The same inputs give the same problem whatever the order of rows in the tables: people are sorted by staff_id, duties by
    the configuration. Coverage rows follow `requirements`, one each.
    """
    hospital, grid = inputs.hospital, inputs.grid
    people = read_people(inputs)
    history = read_history(inputs, {person.staff_id: person.skill_id for person in people})
    past = {key for days in history.worked.values() for key in days.values()}
    book = write_duty_book(hospital, grid, requirements, past)
    rows = make_rows(hospital, grid, requirements, book)
    dates = holiday_dates(hospital, grid)
    holidays = frozenset(day for when in dates if (day := grid.day(when)) < grid.n_days)
    ledger = read_ledger(inputs)
    employees = with_fair_shares(
        make_employees(inputs, people, book, history), ledger, rows, book.duties, grid, holidays
    )
    by_skill = staff_ids_by(people, lambda person: person.skill_id)
    problem = RosterProblem(
        grid=grid,
        duties=book.duties,
        employees=employees,
        policies=policies_from_configuration(
            hospital,
            by_skill,
            staff_ids_by(people, lambda person: person.contract_id),
            wish_worth(hospital.rules.requests, ledger, employees),
            dates,
        ),
        coverage=rows,
        supplies=make_supplies(hospital, grid, rows, dates),
        holidays=holidays,
    )
    return with_whole_blocks(with_links(inputs, with_pins(inputs, problem)))
