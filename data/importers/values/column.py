"""What the parsers of columns share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class CellFault:
    """Why a cell is not a value of its column."""

    expected: str
    fix: str | None = None


@dataclass(frozen=True, slots=True)
class ParsedColumn(Generic[T_co]):
    """`values` in the order of the cells, None where a cell is empty or at fault; `faults` by position."""

    values: Sequence[T_co | None]
    faults: Mapping[int, CellFault] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


class UnsettledColumnError(Exception):
    """The column as a whole cannot be read: its cells leave the way of writing open, or contradict each other.

    `positions` are cells that show why.
    """

    def __init__(self, expected: str, fix: str, positions: Sequence[int]) -> None:
        super().__init__(expected)
        self.expected = expected
        self.fix = fix
        self.positions = tuple(positions)
