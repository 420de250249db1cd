"""Reading delimited text: CSV and its relatives."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from data.importers.decoding import SEPARATORS, decode, separator_of
from data.importers.text_table import RowFault, TextTable
from data.problems import InputError, Problem

MOST_BYTES = 1_000_000_000


def read_delimited(path: Path) -> TextTable:
    """The cells of a CSV file in UTF-8, UTF-16 or Windows-1252, separated by `,` `;` tab or `|`, with quoted fields.

    Blank lines are skipped and keep their number. A row with too many or too few cells is a fault. Raises InputError
    when the file is too big, not text, without a header, or has an open quote.
    """
    source = path.name
    if path.stat().st_size > MOST_BYTES:
        expected = f"a file of {MOST_BYTES // 1_000_000} MB or less"
        raise InputError([Problem(file=source, expected=expected, fix="split it")])
    decoded = decode(path.read_bytes(), source)
    text, first_row, separator = _declared_separator(decoded.text)
    separator = separator or separator_of(text, source)
    numbered = _records(text, separator or ",", first_row, source)
    if not numbered:
        raise InputError([Problem(file=source, expected="a header and rows; the file is empty")])
    (_, header), *body = numbered
    rows = [_fitted(row, len(header)) for _, row in body]
    faults = [
        RowFault(position, f"{len(header)} cells as in the header, found {len(row)}", fix=_SHAPE_FIX)
        for position, row in enumerate(rows)
        if len(row) != len(header)
    ]
    by = f", separated by {SEPARATORS[separator]}" if separator else ", one column"
    return TextTable(
        source=source,
        file=source,
        name=path.stem,
        header=header,
        rows=tuple(rows),
        row_numbers=tuple(number for number, _ in body),
        notes=(f"Read as {decoded.encoding}{by}.",),
        faults=tuple(faults),
    )


_SHAPE_FIX = "put quotes around text that contains the separator, or complete the row"


def _declared_separator(text: str) -> tuple[str, int, str | None]:
    """Text, its first row number and separator; spreadsheets may write `sep=;` as the first line."""
    first, _, rest = text.partition("\n")
    mark = first.strip().removeprefix("sep=")
    if first.startswith("sep=") and mark in SEPARATORS:
        return rest, 2, mark
    return text, 1, None


def _records(text: str, separator: str, first_row: int, source: str) -> list[tuple[int, tuple[str, ...]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = first_row - 1
    found: list[tuple[int, tuple[str, ...]]] = []
    try:
        for number, record in enumerate(reader, start=first_row):
            cells = tuple(cell.strip() for cell in record)
            if any(cells):
                found.append((number, cells))
    except csv.Error as error:
        fix = "look for a quote that is not closed, from this row on"
        problem = Problem(file=source, row=number + 1, expected=f"well-formed quotes ({error})", fix=fix)
        raise InputError([problem]) from None
    return found


def _fitted(row: tuple[str, ...], width: int) -> tuple[str, ...]:
    """`row` without empty cells beyond the header's width, which spreadsheets leave behind."""
    return row[:width] if len(row) > width and not any(row[width:]) else row
