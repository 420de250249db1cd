"""Text columns to a typed table, with the rows that do not fit set aside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from data.configuration.planning import SourceSetting
from data.importers.columns import ColumnMatch
from data.importers.spelling import composed, near_miss
from data.importers.text_table import RowFault, TextTable
from data.importers.values.column import CellFault, ParsedColumn, UnsettledColumnError
from data.importers.values.dates import parse_dates
from data.importers.values.instants import ParsedInstants, parse_instants
from data.importers.values.numbers import parse_counts, parse_numbers
from data.problems import InputError, Problem
from data.schema import COUNT, DATE, INSTANT, INTEGER, NUMBER, TEXT, Column, TableSchema
from data.spreadsheet_text import unguard_text


@dataclass(frozen=True, slots=True)
class TypedRows:
    """Good rows of a text table as `schema` declares. `positions` are their positions in the text table.

    `faults` are the rows set aside so far, `aside` what could be read of them. `header_of` has the file's header of each column. `later` holds, by column
    and position, the second meaning of local times that occur twice.
    """

    schema: TableSchema
    table: pa.Table
    positions: npt.NDArray[np.int64]
    header_of: Mapping[str, str]
    aside: pa.Table
    faults: tuple[RowFault, ...] = ()
    notes: tuple[str, ...] = ()
    later: Mapping[str, Mapping[int, datetime]] = field(default_factory=dict)

    def without(self, faults: Iterable[RowFault]) -> TypedRows:
        """These rows without those at fault, which are listed."""
        more = tuple(faults)
        if not more:
            return self
        good = ~np.isin(self.positions, [fault.position for fault in more])
        return replace(
            self,
            table=self.table.filter(pa.array(good)),
            positions=self.positions[good],
            aside=pa.concat_tables([self.aside, self.table.filter(pa.array(~good))]),
            faults=self.faults + more,
        )

    def keep(self, chosen: npt.NDArray[np.bool_]) -> TypedRows:
        """The chosen rows; the others are left out without being a fault."""
        return replace(self, table=self.table.filter(pa.array(chosen)), positions=self.positions[chosen])

    def with_column(self, name: str, values: pa.Array) -> TypedRows:
        """These rows with other values in one column."""
        index = self.table.column_names.index(name)
        return replace(self, table=self.table.set_column(index, name, values))

    def with_notes(self, *notes: str) -> TypedRows:
        """These rows with more to say about them."""
        return replace(self, notes=self.notes + notes)

    def shown(self, column: str, value: object) -> str | None:
        """`value` as a message may show it: nothing of a table with private columns, apart from unit ids."""
        is_private = any(c.private for c in self.schema.columns) and column != "unit_id"
        return None if is_private or value is None else str(value)


def type_rows(text: TextTable, match: ColumnMatch, setting: SourceSetting, zone: str) -> TypedRows:
    """Parse every matched column; a column that the file leaves out is null.

    Raises InputError listing each column whose way of writing is not settled.
    """
    schema = match.schema
    hidden = any(column.private for column in schema.columns)
    faults: list[RowFault] = list(text.faults)
    problems: list[Problem] = []
    arrays: dict[str, pa.Array] = {}
    notes: list[str] = []
    later: dict[str, Mapping[int, datetime]] = {}
    malformed = {fault.position for fault in text.faults}
    for column in schema.columns:
        index = match.index_of.get(column.name)
        if index is None:
            arrays[column.name] = pa.nulls(len(text.rows), column.type)
            continue
        cells = text.column(index)
        try:
            parsed = _parse(cells, column, setting, zone, text.number_cells.get(index, frozenset()))
        except UnsettledColumnError as error:
            problems += _unsettled(error, text, index, cells, hidden, schema)
            continue
        cell_faults = {**_rule_faults(parsed, column, cells, malformed), **parsed.faults}
        faults += [
            RowFault(
                position,
                fault.expected,
                text.header[index],
                None if hidden else cells[position] or None,
                fault.fix,
            )
            for position, fault in sorted(cell_faults.items())
        ]
        notes += [f"Column '{text.header[index]}': {note}" for note in parsed.notes]
        if column.type == TEXT and text.number_cells.get(index):
            n_typed = len(text.number_cells[index])
            notes.append(
                f"Column '{text.header[index]}': {n_typed} cells are typed as numbers; read as text."
            )
        if isinstance(parsed, ParsedInstants):
            later[column.name] = parsed.later
        arrays[column.name] = pa.array(parsed.values, type=column.type)
    if problems:
        raise InputError(problems)
    header_of = {name: text.header[index] for name, index in match.index_of.items()}
    table = pa.table(arrays)
    rows = TypedRows(
        schema, table, np.arange(len(text.rows)), header_of, table.slice(0, 0), (), tuple(notes), later
    )
    return rows.without(sorted(faults, key=lambda fault: fault.position))


def _parse(
    cells: Sequence[str], column: Column, setting: SourceSetting, zone: str, typed: frozenset[int]
) -> ParsedColumn[object]:
    if column.type == DATE:
        return parse_dates(cells, setting.date_order)
    if column.type == INSTANT:
        return parse_instants(cells, zone, setting.date_order)
    if column.type == NUMBER:
        return parse_numbers(cells, setting.decimal_mark, typed)
    if column.type in (COUNT, INTEGER):
        return parse_counts(cells, 32 if column.type == COUNT else 64, setting.decimal_mark, typed)
    return _texts(cells, column)


def _texts(cells: Sequence[str], column: Column) -> ParsedColumn[object]:
    texts = [unguard_text(cell) if cell else None for cell in cells]
    if not column.choices:
        return ParsedColumn(texts)
    meant = {_choice_form(choice): choice for choice in column.choices}
    values: list[object | None] = []
    faults: dict[int, CellFault] = {}
    for position, text in enumerate(texts):
        value = meant.get(_choice_form(text)) if text else None
        if text and value is None:
            near = near_miss(text, column.choices)
            fix = f"did you mean '{near}'?" if near else None
            faults[position] = CellFault(f"one of {', '.join(column.choices)}", fix)
        values.append(value)
    return ParsedColumn(values, faults)


def _choice_form(text: str) -> str:
    return "_".join(composed(text).casefold().replace("-", " ").replace("_", " ").split())


def _rule_faults(
    parsed: ParsedColumn[object], column: Column, cells: Sequence[str], malformed: set[int]
) -> dict[int, CellFault]:
    faults: dict[int, CellFault] = {}
    if column.required and not column.nullable:
        given = f"a value ({column.description})"
        faults = {p: CellFault(given) for p, cell in enumerate(cells) if not cell and p not in malformed}
    if column.minimum is not None:
        bound = CellFault(
            f"{column.minimum:g} or more", "leave the cell empty where the value is not known or suppressed"
        )
        for position, value in enumerate(parsed.values):
            if isinstance(value, int | float) and value < column.minimum:
                faults[position] = bound
    return faults


def _unsettled(
    error: UnsettledColumnError,
    text: TextTable,
    index: int,
    cells: Sequence[str],
    hidden: bool,
    schema: TableSchema,
) -> list[Problem]:
    return [
        Problem(
            file=text.source,
            row=text.row_numbers[position],
            column=text.header[index],
            value=None if hidden else cells[position],
            expected=error.expected,
            fix=error.fix.replace("TABLE", schema.name),
        )
        for position in error.positions
    ]
