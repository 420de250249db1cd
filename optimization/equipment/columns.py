"""Where a type stands in a linear program: its columns and rows, the moves that it knows of, and the steps of worth."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from optimization.equipment.problem import Ints, TypeProblem

LEAST_PENCE = 1
"""A free move or rental counts as a penny, so that nothing moves for nothing."""


@dataclass(frozen=True, slots=True, eq=False)
class Arcs:
    """Moves that a program knows of: from place, to place and day, one entry each."""

    start: Ints
    end: Ints
    day: Ints


@dataclass(slots=True, eq=False)
class TypeColumns:
    """Where one type stands in the program; arrays of (places, days) unless said otherwise."""

    stayed: Ints
    """Devices that are there in the morning and do not leave."""
    standing: Ints
    """Those and what is brought on the day."""
    morning: Ints
    """Rows: what is there in the morning stays or leaves."""
    day: Ints
    """Rows: what stayed or was brought stands there."""
    use: Ints
    """Rows: what is in use is at most what is fit for it."""
    moved: Ints
    """One column for each of `arcs`."""
    arcs: Arcs
    service_start: list[Ints] = field(default_factory=list)
    """For each service, the columns of its start on each of its `start_days`."""
    rented: Ints | None = None
    hired: Ints | None = None
    lent: list[Ints] = field(default_factory=list)
    """For each loan request, one column."""
    standing_in: dict[str, Ints] = field(default_factory=dict)
    filled: list[tuple[Ints, Ints]] = field(default_factory=list)
    """(cells, columns) of the steps; a cell is place * days + day."""


@dataclass(slots=True, eq=False)
class Windows:
    """For each cell the number of devices around which steps are taken one by one; further off they are taken together."""

    centre: Ints
    half: int


def move_pence(problem: TypeProblem) -> Ints:
    """What each move costs, shape (places, places)."""
    pence: Ints = np.maximum(problem.moves.pence, LEAST_PENCE)
    return pence


def step_edges(problem: TypeProblem, windows: Windows) -> tuple[Ints, Ints]:
    """Steps that are taken together, (cells, groups): how many they are and what they save."""
    n_cells, n_steps = problem.out.size, problem.gains.shape[2]
    gains = problem.gains.reshape(n_cells, n_steps)
    totals = np.concatenate((np.zeros((n_cells, 1), dtype=np.int64), np.cumsum(gains, axis=1)), axis=1)
    half = windows.half
    near = windows.centre.reshape(-1, 1) + np.array(
        [-8 * half, -3 * half, *range(-half, half + 1), 3 * half, 8 * half]
    )
    edges = np.sort(
        np.clip(
            np.concatenate(
                (np.zeros((n_cells, 1), dtype=np.int64), near, np.full((n_cells, 1), n_steps)), axis=1
            ),
            0,
            n_steps,
        ),
        axis=1,
    )
    return np.diff(edges, axis=1), np.diff(np.take_along_axis(totals, edges, axis=1), axis=1)
