"""What every reader of files returns: text with row numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class RowFault:
    """Why a row is set aside. `position` counts the rows of the text table from 0; `column` is the file's header.

    `value` None means that it must not be shown.
    """

    position: int
    expected: str
    column: str | None = None
    value: str | None = None
    fix: str | None = None


@dataclass(frozen=True, slots=True)
class TextTable:
    """The cells of one file or sheet as trimmed text; an empty cell is the empty text.

    `row_numbers` are those that a spreadsheet shows (the first line of the file is row 1). `number_cells` holds, per
    column index, the positions of cells that the file itself types as numbers (workbooks do, text files do not): their
    text has a decimal point and no grouping. `faults` are rows whose shape is wrong; they are among `rows` with the
    cells they have.
    """

    source: str
    """File name, and sheet, as messages show it."""
    file: str
    name: str
    """File name without ending, or name of the sheet: a hint which table it is."""
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    row_numbers: tuple[int, ...]
    number_cells: Mapping[int, frozenset[int]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    faults: tuple[RowFault, ...] = ()

    def column(self, index: int) -> list[str]:
        """The cells of a column; rows of wrong shape give the empty text."""
        width = len(self.header)
        return [row[index] if len(row) == width else "" for row in self.rows]
