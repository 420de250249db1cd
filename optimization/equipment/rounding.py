"""Whole numbers for services, hires and loans from a solution in fractions; the rest of the program is a flow and comes out whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

import numpy as np

from optimization.equipment.columns import TypeColumns
from optimization.equipment.problem import Ints, TypeProblem
from optimization.linear import Floats

_WHOLE = 1e-6


Settled: TypeAlias = tuple[Ints, Ints]
"""Columns and their whole values."""


def settled_services(
    problems: Iterable[TypeProblem], columns: Mapping[str, TypeColumns], values: Floats
) -> Settled:
    """Starts of services: sums from the first day on are rounded, not single days.

    So totals and windows hold in whole numbers as they did in fractions.
    """
    starts = [start for problem in problems for start in columns[problem.type_id].service_start]
    return _joined(starts, [_rounded_sums(values[start]) for start in starts])


def settled_hires_and_loans(
    problems: Iterable[TypeProblem], columns: Mapping[str, TypeColumns], values: Floats
) -> Settled:
    """Loans rounded down; hires as whole spans of days, so that the shortest hire holds.

    Hires of all places are rounded together, so that those that are allowed at once are used.
    """
    found: list[Ints] = []
    whole: list[Ints] = []
    for problem in problems:
        own = columns[problem.type_id]
        for lent in own.lent:
            found.append(lent)
            whole.append(np.floor(values[lent] + 1e-6).astype(np.int64))
        if own.rented is not None and own.hired is not None and problem.rental is not None:
            hires, rented = _whole_hires(
                _placed(own.hired, values), _placed(own.rented, values), problem.rental.at_most
            )
            used = own.rented >= 0
            found += [own.hired[used], own.rented[used]]
            whole += [hires[used], rented[used]]
    return _joined(found, whole)


def _joined(columns: Sequence[Ints], whole: Sequence[Ints]) -> Settled:
    nothing = np.zeros(0, dtype=np.int64)
    return np.concatenate((nothing, *columns)), np.concatenate((nothing, *whole))


def _rounded_sums(values: Floats) -> Ints:
    sums = np.floor(np.cumsum(values) + 0.5 - 1e-6).astype(np.int64)
    return np.diff(sums, prepend=0)


def _placed(columns: Ints, values: Floats) -> Floats:
    """Values by place and day, 0 where there is no column."""
    return np.where(columns >= 0, values[columns], 0.0)


def _whole_hires(hired: Floats, rented: Floats, at_most: int) -> tuple[Ints, Ints]:
    """Hires and rented devices, (places, days) each: the whole parts of all spans, and one more of those that were nearest to it.

    A further one is hired while as many fit as the fractions add up to, at most `at_most` at once.
    """
    spans = [span for place in range(len(hired)) for span in _spans(place, hired[place], rented[place])]
    hires, at_once = np.zeros(hired.shape, dtype=np.int64), np.zeros(hired.shape, dtype=np.int64)

    def take(place: int, first: int, last: int, count: int) -> None:
        hires[place, first] += count
        at_once[place, first : last + 1] += count

    parts = []
    for place, first, last, count in spans:
        certain = int(np.floor(count + _WHOLE))
        take(place, first, last, certain)
        parts.append((certain - count, place, first, last))
    left = -sum(part for part, _, _, _ in parts)
    for part, place, first, last in sorted(parts):
        if left < 0.5 or part > -_WHOLE:
            break
        if at_once[:, first : last + 1].sum(axis=0).max() < at_most:
            take(place, first, last, 1)
            left -= 1
    return hires, at_once


def _spans(place: int, hired: Floats, rented: Floats) -> Iterator[tuple[int, int, int, float]]:
    """(place, first day, last day, devices); those hired first go back first."""
    back = hired - np.diff(rented, prepend=0.0)
    waiting: list[list[float]] = []
    for day in range(len(hired)):
        going = back[day]
        while going > _WHOLE and waiting:
            first, count = waiting[0]
            gone = min(count, going)
            yield place, int(first), day - 1, gone
            waiting[0][1] -= gone
            going -= gone
            if waiting[0][1] <= _WHOLE:
                waiting.pop(0)
        if hired[day] > _WHOLE:
            waiting.append([day, hired[day]])
    for first, count in waiting:
        yield place, int(first), len(hired) - 1, count
