"""Reading Excel workbooks (.xlsx)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from data.importers.text_table import RowFault, TextTable
from data.importers.zip_limits import check_workbook_zip
from data.problems import InputError, Problem

Value = object


def read_workbook(path: Path) -> list[TextTable]:
    """The visible sheets that hold anything, as text; the first row with a value is the header.

    Dates come back as ISO text with their time, numbers without a trailing .0, formulas as their stored result. A cell
    with an error such as #N/A, or a formula without a stored result, makes its row a fault. Raises InputError when the
    workbook unpacks beyond the limit, is damaged, or holds nothing.
    """
    has_formulas = check_workbook_zip(path)
    with _damage_named(path):
        values = openpyxl.load_workbook(path, read_only=True, data_only=True)
        formulas = openpyxl.load_workbook(path, read_only=True) if has_formulas else None
        try:
            tables = [
                table
                for sheet in values.worksheets
                if sheet.sheet_state == "visible"
                and (table := _sheet(path, sheet, formulas[sheet.title] if formulas else None)) is not None
            ]
        finally:
            values.close()
            if formulas is not None:
                formulas.close()
    if not tables:
        raise InputError([Problem(file=path.name, expected="a sheet with a header and rows; all are empty")])
    return tables


def read_cells(path: Path) -> list[tuple[str, list[tuple[int, tuple[str, ...]]]]]:
    """The visible sheets as (name, rows) with each row's number and texts, for sheets that are no tables.

    A formula without a stored result comes back as the formula, which is not nothing. Raises InputError as `read_workbook` does.
    """
    has_formulas = check_workbook_zip(path)
    with _damage_named(path):
        stored = _texts(path, data_only=True)
        if not has_formulas:
            return stored
        results = {name: dict(rows) for name, rows in stored}
        return [
            (name, [(number, _results_in(cells, results[name].get(number, ()))) for number, cells in rows])
            for name, rows in _texts(path, data_only=False)
        ]


def _results_in(written: tuple[str, ...], stored: tuple[str, ...]) -> tuple[str, ...]:
    """The cells as written, with stored results in the place of formulas that have one."""
    padded = (*stored, *[""] * (len(written) - len(stored)))
    return tuple(
        result if result or not text.startswith("=") else text
        for text, result in zip(written, padded, strict=True)
    )


def _texts(path: Path, *, data_only: bool) -> list[tuple[str, list[tuple[int, tuple[str, ...]]]]]:
    book = openpyxl.load_workbook(path, read_only=True, data_only=data_only)
    sheets = []
    try:
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                sheet.reset_dimensions()
                rows = [(number, tuple(_text(value) for value in row)) for number, row in _records(sheet)]
                sheets.append((sheet.title, rows))
    finally:
        book.close()
    return sheets


@contextmanager
def _damage_named(path: Path) -> Iterator[None]:
    """Turn what openpyxl lets out of a workbook whose parts are damaged (SyntaxError: bad XML) into an InputError."""
    try:
        yield
    except (
        InvalidFileException,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        SyntaxError,
    ) as error:
        problem = Problem(file=path.name, expected=f"a whole Excel workbook ({error})", fix="save it again")
        raise InputError([problem], "The workbook cannot be read") from None


def _sheet(path: Path, sheet: ReadOnlyWorksheet, formulas: ReadOnlyWorksheet | None) -> TextTable | None:
    sheet.reset_dimensions()
    records = _records(sheet)
    sources = dict(_records(formulas)) if formulas is not None else {}
    number, first = next(records, (0, ()))
    if not first:
        return None
    header = tuple(_text(value) for value in first)
    width = max(index for index, name in enumerate(header) if name) + 1
    rows: list[tuple[str, ...]] = []
    row_numbers: list[int] = []
    number_cells: dict[int, set[int]] = {}
    faults: list[RowFault] = []
    for number, record in records:
        position = len(rows)
        padded = (*record, *[None] * (width - len(record)))
        rows.append(tuple(_text(value) for value in padded[:width]))
        row_numbers.append(number)
        for index, value in enumerate(padded[:width]):
            if isinstance(value, int | float) and not isinstance(value, bool):
                number_cells.setdefault(index, set()).add(position)
        faults.extend(_cell_faults(position, header, padded, sources.get(number, ()), width))
    source = f"{path.name}, sheet '{sheet.title}'"
    frozen = {index: frozenset(positions) for index, positions in number_cells.items()}
    return TextTable(
        source=source,
        file=path.name,
        name=sheet.title,
        header=header[:width],
        rows=tuple(rows),
        row_numbers=tuple(row_numbers),
        number_cells=frozen,
        faults=tuple(faults),
    )


def _records(sheet: ReadOnlyWorksheet) -> Iterator[tuple[int, tuple[Value, ...]]]:
    # The stubs give iter_rows of a read-only sheet the wrong self.
    records: Iterable[tuple[Value, ...]] = sheet.iter_rows(values_only=True)  # type: ignore[misc]
    for number, record in enumerate(records, start=1):
        if any(value is not None and str(value).strip() for value in record):
            yield number, record


_ERRORS = frozenset({"#N/A", "#VALUE!", "#REF!", "#DIV/0!", "#NUM!", "#NAME?", "#NULL!"})


def _cell_faults(
    position: int, header: tuple[str, ...], cells: tuple[Value, ...], sources: tuple[Value, ...], width: int
) -> Iterator[RowFault]:
    if any(value is not None for value in cells[width:]):
        yield RowFault(position, "no cells to the right of the header", fix="give the column a header")
    for index, value in enumerate(cells[:width]):
        if value in _ERRORS:
            yield RowFault(position, "a value, not an error of a formula", header[index], str(value))
        source = sources[index] if index < len(sources) else None
        if value is None and isinstance(source, str) and source.startswith("="):
            fix = "open the workbook in a spreadsheet program and save it, so that results are stored"
            yield RowFault(position, "a formula with a stored result", header[index], fix=fix)


def _text(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer():
            return str(int(value))
        case datetime():
            # A spreadsheet stores days as fractions: whole seconds come back a hair off.
            return (value + timedelta(microseconds=500_000)).replace(microsecond=0).isoformat(" ")
        case date() | time():
            return value.isoformat()
        case _:
            return str(value).strip()
