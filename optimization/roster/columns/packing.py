"""Many line spaces in a few flat arrays, so that one compiled call can go through all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, cast

import numpy as np

from optimization.roster.columns.compiled import compiled
from optimization.roster.columns.space import LineSpace

_FIRST = LineSpace._fields.index("kind_of_day")


class PackedSpaces(NamedTuple):
    """The spaces of several people; an array that several share is held once.

    `scalars` are [place, number] the fields of a space that are no arrays. Array number f of a place begins at
    `begins[place, f]` of the flat array of its type and is `n_rows[place, f]` by `n_columns[place, f]` (1 row: a vector).
    """

    scalars: np.ndarray
    integers: np.ndarray
    amounts: np.ndarray
    flags: np.ndarray
    begins: np.ndarray
    n_rows: np.ndarray
    n_columns: np.ndarray


def pack(spaces: Sequence[LineSpace]) -> PackedSpaces:
    """The spaces, by place."""
    n_arrays = len(LineSpace._fields) - _FIRST
    shape = (len(spaces), n_arrays)
    begins, n_rows, n_columns = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    pieces: dict[str, list[np.ndarray]] = {"i": [], "f": [], "b": []}
    length = dict.fromkeys(pieces, 0)
    known: dict[int, int] = {}
    for place, space in enumerate(spaces):
        arrays = cast("tuple[np.ndarray, ...]", space[_FIRST:])
        for number, array in enumerate(arrays):
            kind = array.dtype.kind
            if id(array) not in known:
                known[id(array)] = length[kind]
                pieces[kind].append(array.ravel())
                length[kind] += array.size
            begins[place, number] = known[id(array)]
            n_rows[place, number] = 1 if array.ndim == 1 else array.shape[0]
            n_columns[place, number] = array.shape[-1]
    return PackedSpaces(
        np.array([space[:_FIRST] for space in spaces], dtype=np.int64).reshape(len(spaces), _FIRST),
        joined(pieces["i"], np.int64),
        joined(pieces["f"], np.float64),
        joined(pieces["b"], np.bool_),
        begins,
        n_rows,
        n_columns,
    )


def joined(pieces: Iterable[np.ndarray], kind: type[np.generic]) -> np.ndarray:
    """The pieces one after another; an empty array of this kind where there are none."""
    return np.concatenate([np.zeros(0, dtype=kind), *pieces])


@compiled
def space_at(packed: PackedSpaces, place: int) -> LineSpace:
    """The space of one place; its arrays are views."""
    start, n_states, n_classes = packed.scalars[place]
    return LineSpace(
        start,
        n_states,
        n_classes,
        _vector(packed, packed.integers, place, 0),
        _matrix(packed, packed.integers, place, 1),
        _vector(packed, packed.integers, place, 2),
        _vector(packed, packed.integers, place, 3),
        _vector(packed, packed.amounts, place, 4),
        _matrix(packed, packed.integers, place, 5),
        _vector(packed, packed.integers, place, 6),
        _vector(packed, packed.amounts, place, 7),
        _vector(packed, packed.flags, place, 8),
        _matrix(packed, packed.integers, place, 9),
        _matrix(packed, packed.integers, place, 10),
        _matrix(packed, packed.integers, place, 11),
        _matrix(packed, packed.integers, place, 12),
        _matrix(packed, packed.integers, place, 13),
        _vector(packed, packed.amounts, place, 14),
        _matrix(packed, packed.integers, place, 15),
        _matrix(packed, packed.integers, place, 16),
    )


@compiled
def _vector(packed: PackedSpaces, flat: np.ndarray, place: int, number: int) -> np.ndarray:
    begin = packed.begins[place, number]
    return flat[begin : begin + packed.n_columns[place, number]]


@compiled
def _matrix(packed: PackedSpaces, flat: np.ndarray, place: int, number: int) -> np.ndarray:
    begin = packed.begins[place, number]
    n_rows, n_columns = packed.n_rows[place, number], packed.n_columns[place, number]
    return flat[begin : begin + n_rows * n_columns].reshape(n_rows, n_columns)
