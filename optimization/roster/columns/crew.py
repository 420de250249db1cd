"""The people of a scope as pricing goes through them: all in one call, in a few tasks for several threads."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor, wait
from dataclasses import dataclass

import numpy as np

from optimization.roster.columns.kernel_crew import CrewCells, CrewMemory, Found, price_places
from optimization.roster.columns.needs import Needs
from optimization.roster.columns.packing import joined, pack
from optimization.roster.columns.people import Person
from optimization.roster.columns.pricing import MOST_TABLE_ENTRIES, TableTooLargeError

# handing a task to another thread takes about as long as pricing one short line; several tasks for each keep all of them busy
_MOST_PEOPLE_PER_TASK = 20
_FEWEST_TASKS = 8
# the caller is asked so often whether to go on while other threads price
_POLL_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class CrewPriced:
    """What pricing everybody found: `bounds` by place, and lines as parallel arrays, each person's best first.

    A line belongs to `places`, has `cells` by day (numbers), costs `costs` at the prices and `own_costs` without them.
    `best` is the cost of each place's first line (infinite: none), `work` by place is as for `Priced`.
    """

    bounds: np.ndarray
    places: np.ndarray
    cells: np.ndarray
    costs: np.ndarray
    own_costs: np.ndarray
    best: np.ndarray
    work: np.ndarray


class Crew:
    """The people of a scope, who share what they learn about prices of counters with their own pricers."""

    def __init__(self, needs: Needs, people: Sequence[Person], n_days: int) -> None:
        spaces = [person.pricer.space for person in people]
        self.n_days = n_days
        self.packed = pack(spaces)
        self.cells = _cells(needs, people, n_days)
        self.memory = _memory(people, n_days)
        first = self.memory.windows
        for place, person in enumerate(people):
            person.pricer.counter_prices = self.memory.counter_prices[first[place] : first[place + 1]]

    def price(
        self,
        cell_costs: Sequence[np.ndarray],
        earned: np.ndarray,
        link_prices: np.ndarray,
        cutoffs: np.ndarray,
        exact: np.ndarray,
        n_lines: int,
        executor: Executor | None = None,
        stopped: Callable[[], bool] | None = None,
    ) -> CrewPriced:
        """As `Pricer.price` for everybody: cells cost `cell_costs` [day, cell number] by place, less what they earn.

        `earned` is [day, duty] over the days of the scope, `cutoffs` and `exact` are by place. Once `stopped` says so,
        which is asked where an `executor` prices, the people left get no line and a bound of minus infinity.
        """
        n_people = len(cell_costs)
        found = Found(
            np.full(n_people, -np.inf),
            np.zeros(n_people, dtype=np.int64),
            np.zeros((n_people, n_lines, self.n_days), dtype=np.int16),
            np.full((n_people, n_lines), np.inf),
            np.full((n_people, n_lines), np.inf),
            np.zeros(n_people, dtype=np.int64),
            np.zeros(1, dtype=np.bool_),
        )
        flat = joined((costs.ravel() for costs in cell_costs), np.float64)

        def price_some(first: int) -> None:
            last = min(first + step, n_people)
            price_places(
                first,
                last,
                self.packed,
                self.cells,
                self.memory,
                flat,
                earned,
                link_prices,
                cutoffs,
                exact,
                MOST_TABLE_ENTRIES,
                found,
            )

        if executor is None:
            step = max(1, n_people)
            price_some(0)
        else:
            step = min(_MOST_PEOPLE_PER_TASK, math.ceil(n_people / _FEWEST_TASKS)) or 1
            tasks = [executor.submit(price_some, first) for first in range(0, n_people, step)]
            while wait(tasks, _POLL_SECONDS).not_done:
                if stopped is not None and stopped():
                    found.is_halted[0] = True
            for task in tasks:
                task.result()
        if (found.n_lines < 0).any():
            raise TableTooLargeError(-int(found.n_lines.min()))
        places, numbers = np.nonzero(np.arange(n_lines) < found.n_lines[:, np.newaxis])
        return CrewPriced(
            found.bounds,
            places,
            found.cells[places, numbers],
            found.costs[places, numbers],
            found.own_costs[places, numbers],
            found.costs[:, 0],
            found.work,
        )


def _cells(needs: Needs, people: Sequence[Person], n_days: int) -> CrewCells:
    terms = []
    for person in people:
        own = needs.link_terms[person.number]
        days = own.days - person.first_day
        inside = (days >= 0) & (days < n_days)
        terms.append(np.array([days, own.cells, own.links, own.coefficients])[:, inside])
    days, cells, links, coefficients = np.concatenate([np.zeros((4, 0), dtype=np.int64), *terms], axis=1)
    return CrewCells(
        _begins(len(person.duties) for person in people),
        joined((person.pricer.class_of for person in people), np.int64),
        joined((person.duties for person in people), np.int64),
        _begins(own.shape[1] for own in terms),
        days,
        cells,
        links,
        coefficients.astype(np.float64),
    )


def _memory(people: Sequence[Person], n_days: int) -> CrewMemory:
    spaces = [person.pricer.space for person in people]
    windows = _begins(len(person.pricer.counter_prices) for person in people)
    classes = _begins(n_days * space.n_classes for space in spaces)
    ranges = _begins(2 * (n_days + 1) * space.n_states for space in spaces)
    offsets = _begins((n_days + 1) * space.n_states + 1 for space in spaces)
    return CrewMemory(
        windows,
        joined((person.pricer.counter_prices for person in people), np.float64),
        np.zeros(len(people), dtype=np.bool_),
        classes,
        np.zeros(classes[-1], dtype=np.bool_),
        ranges,
        np.zeros(ranges[-1], dtype=np.int64),
        np.zeros(ranges[-1], dtype=np.int64),
        offsets,
        np.zeros(offsets[-1], dtype=np.int64),
    )


def _begins(sizes: Iterable[int]) -> np.ndarray:
    """Where pieces of these sizes begin in a flat array, and where the last one ends."""
    return np.cumsum([0, *sizes], dtype=np.int64)
