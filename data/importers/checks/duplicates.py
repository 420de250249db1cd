"""One key given twice in a file."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from data.importers.text_table import RowFault
from data.importers.typed_rows import TypedRows
from data.row_keys import key_codes


def check_duplicates(rows: TypedRows, row_numbers: Sequence[int]) -> TypedRows:
    """Set aside rows whose key an earlier row has with other values; exact repeats are dropped with a note.

    `row_numbers` are those of the text table.
    """
    if not rows.table.num_rows:
        return rows
    key = key_codes([rows.table], rows.schema.key)[0]
    whole = key_codes([rows.table], [column.name for column in rows.schema.columns])[0]
    _, first_of_key, group = np.unique(key, return_index=True, return_inverse=True)
    first = first_of_key[group]
    is_repeat = first != np.arange(len(key))
    is_equal = is_repeat & (whole == whole[first])
    named = [rows.header_of.get(column, column) for column in rows.schema.key]
    faults = []
    for index in np.flatnonzero(is_repeat & ~is_equal).tolist():
        earlier = row_numbers[rows.positions[first[index]]]
        expected = f"each {', '.join(named)} once; row {earlier} has the same with other values"
        column = rows.schema.key[0]
        value = rows.shown(column, rows.table.column(column)[index].as_py())
        faults.append(
            RowFault(
                int(rows.positions[index]), expected, named[0], value, "keep the right one of the two rows"
            )
        )
    n_equal = int(is_equal.sum())
    if n_equal:
        repeats = "row repeats an earlier one exactly" if n_equal == 1 else "rows repeat earlier ones exactly"
        rows = rows.keep(~is_equal).with_notes(f"{n_equal} {repeats}; loaded once.")
    return rows.without(faults)
