"""New rows into a stored table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from data.row_keys import key_codes
from data.schema import DATE, INSTANT, SourceKind, TableSchema


@dataclass(frozen=True, slots=True)
class Merged:
    """The rows in key order, and what became of the new and the old ones."""

    table: pa.Table
    n_added: int
    n_replaced: int
    n_unchanged: int
    n_removed: int
    n_kept_in_span: int


def merge(
    schema: TableSchema,
    old: pa.Table,
    new: pa.Table,
    replaces: bool,
    days: tuple[date, date] | None = None,
) -> Merged:
    """Merge by key: of several new rows with one key the last counts, and a new row takes the place of an old one.

    With `replaces`, old rows that the new ones do not have go as far as the new ones are complete: everywhere in a
    register, otherwise within their units and their span of days; with `days`, on all of these (both included) in every
    unit.
    """
    old_keys, new_keys = key_codes([old, new], schema.key)
    last = np.sort(new.num_rows - 1 - np.unique(new_keys[::-1], return_index=True)[1])
    new, new_keys = new.take(pa.array(last)), new_keys[last]
    old_rows, new_rows = key_codes([old, new], [column.name for column in schema.columns])
    is_known = np.isin(new_keys, old_keys)
    is_unchanged = np.isin(new_rows, old_rows)
    is_absent = ~np.isin(old_keys, new_keys)
    in_span = is_absent & (_in_span(schema, old, new) if days is None else _on_days(schema, old, days))
    kept = is_absent & ~in_span if replaces else is_absent
    merged = pa.concat_tables([old.filter(pa.array(kept)), new]).combine_chunks()
    n_unchanged, n_in_span = int(is_unchanged.sum()), int(in_span.sum())
    return Merged(
        table=merged.sort_by([(name, "ascending") for name in schema.key]),
        n_added=int((~is_known).sum()),
        n_replaced=int(is_known.sum()) - n_unchanged,
        n_unchanged=n_unchanged,
        n_removed=n_in_span if replaces else 0,
        n_kept_in_span=0 if replaces else n_in_span,
    )


def _in_span(schema: TableSchema, old: pa.Table, new: pa.Table) -> npt.NDArray[np.bool_]:
    """Which old rows lie where the new ones are complete."""
    if schema.kind is SourceKind.REGISTER or not new.num_rows:
        return np.full(old.num_rows, schema.kind is SourceKind.REGISTER)
    span = _time_column(schema)
    ends = pc.min_max(new.column(span))
    times = old.column(span)
    inside = pc.and_(pc.greater_equal(times, ends["min"]), pc.less_equal(times, ends["max"]))
    return np.asarray(
        pc.and_(inside, pc.is_in(old.column("unit_id"), value_set=pc.unique(new.column("unit_id"))))
    )


def _on_days(schema: TableSchema, old: pa.Table, days: tuple[date, date]) -> npt.NDArray[np.bool_]:
    first, last = (pa.scalar(day, DATE) for day in days)
    when = old.column(_time_column(schema)).cast(DATE)
    return np.asarray(pc.and_(pc.greater_equal(when, first), pc.less_equal(when, last)), dtype=np.bool_)


def _time_column(schema: TableSchema) -> str:
    return next(name for name in schema.key if schema.by_name[name].type in (DATE, INSTANT))
