"""The sheets of roster.xlsx: people by days, one sheet for each unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa

from data.calendar import IsoWeek
from data.configuration.hospital import Hospital
from data.importers.given_roster.cells import CellReader
from data.importers.workbook import read_cells
from data.problems import InputError, Problem

_ZIP = b"PK\x03\x04"
_LABELS = ("Name", "Skill", "Id")
_BOUGHT = "Bank and agency"
_END = ("Coverage", "Wishes")
_SOURCES = {"bank": "bank", "agency": "agency"}
_WEEK = re.compile(r"\b\d{4}-W\d{2}\b")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet as rows of texts, with the numbers of its rows."""

    name: str
    unit_id: str
    first_day: date
    n_days: int
    rows: Sequence[tuple[int, tuple[str, ...]]]


def is_grid(path: Path) -> bool:
    """Whether the file is a workbook with a sheet of people by days."""
    if not path.is_file() or path.read_bytes()[:4] != _ZIP:
        return False
    return any(_head_of(rows) is not None for _, rows in read_cells(path))


def read_grids(path: Path, hospital: Hospital, staff: pa.Table) -> list[dict[str, Any]]:
    """All shifts of the workbook; a shift that stands on two sheets (home and where it is worked) counts once.

    Raises InputError listing every cell that is no shift, every person and unit that is not known.
    """
    problems: list[Problem] = []
    found: dict[tuple[object, ...], dict[str, Any]] = {}
    people = set(staff.column("staff_id").to_pylist())
    n_bought = 0
    for name, rows in read_cells(path):
        sheet = _sheet(f"{path.name}, sheet '{name}'", name, rows, hospital, problems)
        if sheet is None:
            continue
        for shift in _shifts(path, sheet, hospital, people, problems):
            if shift["staff_id"] is None:
                n_bought += 1
                shift["staff_id"] = f"{shift['source']}-{n_bought}"
            found[shift["staff_id"], shift["date"], shift["shift_id"], shift["unit_id"]] = shift
    if problems:
        raise InputError(problems, f"{path.name} cannot be read as a roster")
    return list(found.values())


def _head_of(lines: Sequence[tuple[int, tuple[str, ...]]]) -> int | None:
    return next((n for n, (_, cells) in enumerate(lines) if cells[:3] == _LABELS), None)


def _sheet(
    where: str,
    name: str,
    lines: Sequence[tuple[int, tuple[str, ...]]],
    hospital: Hospital,
    problems: list[Problem],
) -> _Sheet | None:
    head = _head_of(lines)
    title = lines[0][1][0] if lines else ""
    unit = next((unit for unit in hospital.units if title in (unit.name, unit.id)), None)
    if head is None:
        named = next((each for each in hospital.units if name in (each.name, each.id)), unit)
        if named is not None:
            expected = f"the people of {named.name} below a row that begins with {', '.join(_LABELS)}"
            problems.append(Problem(file=where, expected=expected, fix="put the row back as it was written"))
        return None
    if unit is None:
        expected = "the name of a unit of hospital.toml in the first cell"
        problems.append(Problem(file=where, row=1, value=title, expected=expected))
        return None
    week = next((found for _, cells in lines[:head] if (found := _WEEK.search(" ".join(cells)))), None)
    if week is None:
        problems.append(Problem(file=where, expected="the week, such as 2026-W49, in a cell above the names"))
        return None
    first_day = IsoWeek.parse(week[0]).monday
    heads = lines[head][1]
    n_days = _n_days(heads)
    if faults := [*_wrong_heads(where, lines[head][0], first_day, heads[3 : 3 + n_days])]:
        problems += faults
        return None
    return _Sheet(name, unit.id, first_day, n_days, lines[head + 1 :])


def _wrong_heads(where: str, row: int, first_day: date, heads: Sequence[str]) -> Iterator[Problem]:
    """A column that was taken out or put in would move every shift after it to another day."""
    for offset, text in enumerate(heads):
        day = first_day + timedelta(days=offset)
        if not re.search(rf"\b0?{day.day}\b", text):
            found = " ".join(text.split()) or None
            yield Problem(
                file=where, row=row, value=found, expected=f"the day {day} as the head of this column"
            )
            return
    if not heads or len(heads) % 7:
        yield Problem(
            file=where, row=row, expected=f"a column for each day of whole weeks; {len(heads)} are there"
        )


def _n_days(heads: Sequence[str]) -> int:
    return next((n for n, text in enumerate(heads[3:]) if text.startswith("Hours")), len(heads) - 3)


def _shifts(
    path: Path, sheet: _Sheet, hospital: Hospital, people: set[str], problems: list[Problem]
) -> Iterator[dict[str, Any]]:
    reader = CellReader(hospital, sheet.unit_id)
    bought = False
    row_of: dict[str, int] = {}
    for number, cells in sheet.rows:
        label, skill_id, staff_id = (*cells, "", "", "")[:3]
        if label.startswith(_END):
            return
        if label == _BOUGHT:
            bought = True
        if not any(cells[3 : 3 + sheet.n_days]) or label == "Public holidays":
            continue
        where = f"{path.name}, sheet '{sheet.name}'"
        source = _SOURCES.get(label.lower()) if bought else None
        if source is None:
            expected = None if staff_id in people else "the staff_id of somebody"
            if staff_id in row_of:
                expected = f"another person than in row {row_of[staff_id]}"
            if expected is not None:
                found = staff_id or None
                problems.append(Problem(file=where, row=number, column="Id", value=found, expected=expected))
                continue
            row_of[staff_id] = number
        for offset, text in enumerate(cells[3 : 3 + sheet.n_days]):
            day = sheet.first_day + timedelta(days=offset)
            shifts, fault = reader.read(text)
            if fault is not None:
                problems.append(
                    Problem(file=where, row=number, column=f"{day:%a} {day.day}", value=text, expected=fault)
                )
            for unit_id, shift_id in shifts:
                yield {
                    "staff_id": None if source else staff_id,
                    "date": day,
                    "shift_id": shift_id,
                    "unit_id": unit_id,
                    "skill_id": skill_id if source else None,
                    "source": source,
                }
