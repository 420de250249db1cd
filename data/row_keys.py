"""Numbers that stand for the key of a row, for joins and duplicates over columns of any type."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc


def key_codes(tables: Sequence[pa.Table], columns: Sequence[str]) -> list[npt.NDArray[np.int64]]:
    """For each table one number per row; rows have equal numbers exactly when all `columns` are equal.

    The numbers are comparable across the tables of one call. Two empty values count as equal.
    """
    lengths = [table.num_rows for table in tables]
    codes = np.zeros(sum(lengths), dtype=np.int64)
    for name in columns:
        values = pa.chunked_array([chunk for table in tables for chunk in table.column(name).chunks])
        column = _codes(values) if len(values) else np.zeros(0, dtype=np.int64)
        # Numbering the pairs anew after each column keeps the product far from overflow.
        codes = np.unique(codes * (column.max(initial=0) + 1) + column, return_inverse=True)[1].astype(
            np.int64
        )
    return np.split(codes, np.cumsum(lengths)[:-1])


def _codes(values: pa.ChunkedArray) -> npt.NDArray[np.int64]:
    encoded = pc.dictionary_encode(values.combine_chunks(), null_encoding="encode")
    return np.asarray(encoded.indices.to_numpy(zero_copy_only=False), dtype=np.int64)
