"""Columns of numbers, with a decimal point or a decimal comma."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Literal

from data.importers.values.column import CellFault, ParsedColumn, UnsettledColumnError

DecimalMark = Literal["point", "comma"]

_SIGNS = {"point": (".", ","), "comma": (",", ".")}
_SPACES = re.compile(r"(?<=\d)[ \u00a0\u202f\u2009'](?=\d{3}(?:\D|$))")
_NUMBERLIKE = re.compile(r"[-+\u2212]?[\d.,]*\d[\d.,]*")
_TYPED = re.compile(r"[-+]?\d+(\.\d+)?([eE][-+]?\d+)?")
_FAULT = CellFault("a number", "leave the cell empty where the value is not known")


def parse_numbers(
    texts: Sequence[str], declared: DecimalMark | None = None, typed: Collection[int] = ()
) -> ParsedColumn[float]:
    """Numbers of a column. `typed` are positions of cells that the file itself holds as numbers.

    The column settles the decimal mark: 1.234,5 or 1234,56 or 1.234.567 in one cell means comma for all. Raises
    UnsettledColumnError when both marks occur as decimal marks, or when every marked cell (1.234) could be either.
    """
    cells = [_SPACES.sub("", text) for text in texts]
    mark = _settle([("" if position in typed else cell) for position, cell in enumerate(cells)], declared)
    decimal, group = _SIGNS[mark or "point"]
    form = re.compile(rf"[-+\u2212]?(\d+|\d{{1,3}}(?:\{group}\d{{3}})+)?(\{decimal}\d+)?")
    values: list[float | None] = []
    faults: dict[int, CellFault] = {}
    for position, cell in enumerate(cells):
        value: float | None = None
        if position in typed and _TYPED.fullmatch(cell):
            value = float(cell)
        elif cell and cell[-1].isdigit() and form.fullmatch(cell):
            value = float(cell.replace(group, "").replace(decimal, ".").replace("\u2212", "-"))
        elif cell:
            faults[position] = _FAULT
        values.append(value)
    return ParsedColumn(values, faults)


def parse_counts(
    texts: Sequence[str],
    bits: int,
    declared: DecimalMark | None = None,
    typed: Collection[int] = (),
) -> ParsedColumn[int]:
    """Whole numbers of a column that fit into `bits`; as parse_numbers otherwise."""
    numbers = parse_numbers(texts, declared, typed)
    limit = 2 ** (bits - 1)
    values: list[int | None] = []
    faults = dict(numbers.faults)
    for position, number in enumerate(numbers.values):
        if number is not None and (not number.is_integer() or not -limit <= number < limit):
            faults[position] = CellFault("a whole number")
            values.append(None)
        else:
            values.append(None if number is None else int(number))
    return ParsedColumn(values, faults)


def _settle(cells: Sequence[str], declared: DecimalMark | None) -> DecimalMark | None:
    shown: dict[DecimalMark, int] = {}
    open_at: int | None = None
    for position, cell in enumerate(cells):
        if not cell or not _NUMBERLIKE.fullmatch(cell):
            continue
        mark = _mark_shown(cell)
        if mark == "open":
            open_at = position if open_at is None else open_at
        elif mark is not None:
            shown.setdefault(mark, position)
    if declared is not None:
        return declared
    if len(shown) > 1:
        expected = "one decimal mark in the whole column; both point and comma are used as one"
        raise UnsettledColumnError(expected, "write all numbers in one way", sorted(shown.values()))
    if shown:
        return next(iter(shown))
    if open_at is not None:
        expected = "numbers whose decimal mark is clear; this may be a thousand or a fraction"
        fix = 'set decimal_mark = "point" or "comma" in [sources.TABLE], or leave the thousands mark out'
        raise UnsettledColumnError(expected, fix, [open_at])
    return None


def _mark_shown(cell: str) -> DecimalMark | Literal["open"] | None:
    """The decimal mark that a cell proves; "open" when it has a mark that could be either; None without one."""
    body = cell.lstrip("-+\u2212")
    points, commas = body.count("."), body.count(",")
    if not points and not commas:
        return None
    if points and commas:
        return "point" if body.rfind(".") > body.rfind(",") else "comma"
    sign: DecimalMark = "point" if points else "comma"
    other: DecimalMark = "comma" if points else "point"
    if points + commas > 1:
        return other
    whole, _, fraction = body.partition("." if points else ",")
    if len(fraction) != 3 or len(whole) > 3 or whole in {"", "0"} or whole.startswith("0"):
        return sign
    return "open"
