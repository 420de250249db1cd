"""Compiled: the pricing of one person after another, without a word to the interpreter in between."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from optimization.roster.columns.compiled import compiled
from optimization.roster.columns.kernel_ranges import reachable_ranges
from optimization.roster.columns.kernel_search import day_costs, search_line
from optimization.roster.columns.kernel_tables import follow
from optimization.roster.columns.packing import PackedSpaces, space_at
from optimization.roster.columns.space import LineSpace


class CrewCells(NamedTuple):
    """What the cells of each place are: those of place p are numbers `first[p]` to `first[p + 1]` of the flat arrays.

    They enter links by the terms `term_first[p]` to `term_first[p + 1]`: on day, cell number, link, coefficient.
    """

    first: np.ndarray
    class_of: np.ndarray
    duties: np.ndarray
    term_first: np.ndarray
    term_days: np.ndarray
    term_cells: np.ndarray
    term_links: np.ndarray
    term_coefficients: np.ndarray


class CrewMemory(NamedTuple):
    """What is kept from call to call: prices of counters, and table ranges for the cells that were forbidden then.

    All arrays are flat, by place, and begin where `windows`, `classes`, `ranges` and `offsets` say.
    """

    windows: np.ndarray
    counter_prices: np.ndarray
    is_known: np.ndarray
    classes: np.ndarray
    forbidden: np.ndarray
    ranges: np.ndarray
    low: np.ndarray
    high: np.ndarray
    offsets: np.ndarray
    offset: np.ndarray


class Found(NamedTuple):
    """By place: the bound; how many lines; by line, their cells by day, costs at the prices and without; the work.

    Where tables would be too large, the number of lines is minus the entries they would have. Places come to nothing,
    with a bound of minus infinity, once another thread has set the one entry of `is_halted`.
    """

    bounds: np.ndarray
    n_lines: np.ndarray
    cells: np.ndarray
    costs: np.ndarray
    own_costs: np.ndarray
    work: np.ndarray
    is_halted: np.ndarray


@compiled
def price_places(
    first: int,
    last: int,
    packed: PackedSpaces,
    cells: CrewCells,
    memory: CrewMemory,
    cell_costs: np.ndarray,
    earned: np.ndarray,
    link_prices: np.ndarray,
    cutoffs: np.ndarray,
    exact: np.ndarray,
    most_entries: int,
    found: Found,
) -> None:
    """Price the places from `first` to `last` - 1 into `found`; other places may be priced at the same time.

    `cell_costs` are flat, by place, day and cell number; `earned` is [day, duty].
    """
    n_days = earned.shape[0]
    days = np.arange(n_days)
    for place in range(first, last):
        if found.is_halted[0]:
            return
        begin, end = cells.first[place], cells.first[place + 1]
        costs = cell_costs[begin * n_days : end * n_days].reshape(n_days, end - begin)
        opened = _open(cells, place, costs, earned, link_prices)
        space = space_at(packed, place)
        class_of = cells.class_of[begin:end]
        day_cost, choice = day_costs(opened, class_of, space.n_classes)
        low, high, offset = _ranges(memory, place, space, day_cost)
        if offset[-1] > most_entries:
            found.n_lines[place] = -offset[-1]
            continue
        window, beyond = memory.windows[place], memory.windows[place + 1]
        bound, lines, line_costs, prices, work = search_line(
            space,
            day_cost,
            memory.counter_prices[window:beyond],
            low,
            high,
            offset,
            cutoffs[place],
            exact[place],
            found.cells.shape[1],
        )
        memory.counter_prices[window:beyond] = prices
        found.bounds[place] = bound
        found.work[place] = work
        found.n_lines[place] = len(lines)
        for number in range(len(lines)):
            own = follow(space, lines[number])[0]
            for day in days:
                cell = choice[day, lines[number, day]]
                found.cells[place, number, day] = cell
                own += costs[day, cell]
            found.costs[place, number] = line_costs[number]
            found.own_costs[place, number] = own


@compiled
def _open(
    cells: CrewCells, place: int, costs: np.ndarray, earned: np.ndarray, link_prices: np.ndarray
) -> np.ndarray:
    """[day, cell number]: what each cell costs after what it earns on coverage rows and links."""
    opened = costs.copy()
    duties = cells.duties[cells.first[place] : cells.first[place + 1]]
    for day in range(costs.shape[0]):
        for cell in range(1, costs.shape[1]):
            opened[day, cell] -= earned[day, duties[cell]]
    for term in range(cells.term_first[place], cells.term_first[place + 1]):
        opened[cells.term_days[term], cells.term_cells[term]] -= (
            cells.term_coefficients[term] * link_prices[cells.term_links[term]]
        )
    return opened


@compiled
def _ranges(
    memory: CrewMemory, place: int, space: LineSpace, day_cost: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Where tables have entries: as in the last call, unless something else is forbidden now."""
    n_boundaries = day_cost.shape[0] + 1
    shape = (2, n_boundaries, space.n_states)
    low = memory.low[memory.ranges[place] : memory.ranges[place + 1]].reshape(shape)
    high = memory.high[memory.ranges[place] : memory.ranges[place + 1]].reshape(shape)
    offset = memory.offset[memory.offsets[place] : memory.offsets[place + 1]]
    forbidden = memory.forbidden[memory.classes[place] : memory.classes[place + 1]].reshape(day_cost.shape)
    is_same = memory.is_known[place]
    for day in range(day_cost.shape[0]):
        for number in range(day_cost.shape[1]):
            is_inf = np.isinf(day_cost[day, number])
            is_same &= forbidden[day, number] == is_inf
            forbidden[day, number] = is_inf
    if not is_same:
        low[:], high[:], offset[:] = reachable_ranges(space, day_cost)
        memory.is_known[place] = True
    return low, high, offset
