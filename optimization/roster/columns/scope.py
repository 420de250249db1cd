"""Which part of the roster is free: the whole of it, some people, or some days; the rest stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from optimization.roster.columns.crew import Crew, CrewPriced
from optimization.roster.columns.needs import Needs
from optimization.roster.columns.people import Person
from optimization.roster.columns.plan import link_totals, row_counts, used_outside


@dataclass(frozen=True, slots=True)
class Column:
    """One line of one person: cell numbers by day, its own cost, the rows and links it enters, free days only."""

    person: int
    cells: np.ndarray
    cost: float
    rows: np.ndarray
    link_values: np.ndarray

    @property
    def key(self) -> tuple[int, bytes]:
        """What tells columns apart."""
        return (self.person, self.cells.tobytes())


@dataclass(frozen=True)
class Scope:
    """`people` may change on `days`, which are all the days that they know; everything else stays.

    `rows` are the coverage rows that free cells can serve; `fixed_counts` (all rows) and `fixed_links` come from the
    part that stays. `used_outside` is, by limit of purchases, what is bought for rows outside: less of it is left here.
    """

    needs: Needs
    people: tuple[Person, ...]
    days: np.ndarray
    rows: np.ndarray
    fixed_counts: np.ndarray
    fixed_links: np.ndarray
    used_outside: np.ndarray

    @property
    def cell_costs(self) -> list[np.ndarray]:
        """By place in `people`: the cost of each cell, infinite where it is forbidden."""
        return [person.cell_costs for person in self.people]

    def column(self, place: int, cells: np.ndarray) -> Column:
        """The column of a line of the person at `place`; its cost is infinite when it breaks a hard rule."""
        person = self.people[place]
        cells = cells.astype(np.int16)
        return Column(
            place,
            cells,
            person.cost(cells),
            self.needs.count(person, cells),
            self.needs.link_values(person, cells),
        )

    def columns(self, priced: CrewPriced) -> list[Column]:
        """The columns of the lines that pricing everybody found."""
        cells = self.crew.cells
        duties = cells.duties[cells.first[priced.places][:, np.newaxis] + priced.cells]
        rows = self.needs.rows_at[self.days, duties]
        no_links = np.zeros(len(self.needs.problem.links))
        columns = []
        for number, place in enumerate(priced.places.tolist()):
            line, served = priced.cells[number], rows[number].ravel()
            has_terms = cells.term_first[place] < cells.term_first[place + 1]
            links = self.needs.link_values(self.people[place], line) if has_terms else no_links
            columns.append(Column(place, line, float(priced.own_costs[number]), served[served >= 0], links))
        return columns

    @cached_property
    def crew(self) -> Crew:
        """The people as pricing goes through them."""
        return Crew(self.needs, self.people, len(self.days))


def whole_scope(needs: Needs, people: Sequence[Person]) -> Scope:
    """Everybody is free on all days."""
    days = np.arange(needs.problem.n_days)
    return Scope(
        needs,
        tuple(people),
        days,
        np.arange(needs.n_rows),
        np.zeros(needs.n_rows, dtype=np.int64),
        np.zeros(len(needs.problem.links)),
        np.zeros(len(needs.limits)),
    )


def make_scope(
    needs: Needs,
    everybody: Sequence[Person],
    lines: Sequence[np.ndarray],
    free_people: Sequence[int],
    free_days: tuple[int, int] | None = None,
) -> Scope | None:
    """The scope in which `free_people` may change on the days of the half-open range `free_days` (None: all).

    The rest stays as in `lines` (cell numbers, by person). Somebody whose line cannot be cut at these days, or whose
    tables would be too large, stays as well; None when that leaves nobody.
    """
    free: list[Person] = []
    for number in sorted(free_people):
        person = (
            everybody[number] if free_days is None else everybody[number].between(lines[number], *free_days)
        )
        if person is not None and person.pricer.fits(person.cell_costs):
            free.append(person)
    if not free:
        return None
    counts = row_counts(needs, everybody, lines)
    links = link_totals(needs, everybody, lines)
    days = free[0].days
    rows = _rows_of(needs, free)
    used = used_outside(needs, counts, rows)
    for person in free:
        begin = int(days[0]) - everybody[person.number].first_day
        cells = lines[person.number][begin : begin + len(days)]
        np.add.at(counts, needs.count(person, cells), -1)
        links -= needs.link_values(person, cells)
    return Scope(needs, tuple(free), days, rows, counts, links, used)


def _rows_of(needs: Needs, people: Sequence[Person]) -> np.ndarray:
    """The coverage rows that the people can serve."""
    served = [
        needs.rows_at[person.days[:, np.newaxis], person.duties][np.isfinite(person.cell_costs)]
        for person in people
    ]
    rows = np.unique(np.concatenate(served))
    return rows[rows >= 0]
