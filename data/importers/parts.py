"""One file or sheet on its way from text to checked rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from data.importers.checks.duplicates import check_duplicates
from data.importers.checks.known_ids import check_known_ids
from data.importers.checks.order import check_order
from data.importers.checks.outage_hours import check_outage_hours
from data.importers.choosing import Choice
from data.importers.context import ImportContext
from data.importers.text_table import RowFault, TextTable
from data.importers.typed_rows import TypedRows, type_rows
from data.problems import InputError, Problem

_MOST_LISTED = 25


@dataclass(frozen=True, slots=True)
class Part:
    """A file or sheet, what it is, and its rows as far as they are good."""

    text: TextTable
    choice: Choice
    rows: TypedRows

    def problems(self) -> list[Problem]:
        """The rows set aside, as problems of the file."""
        return [_problem(self.text, fault) for fault in self.rows.faults]


def typed(text: TextTable, choice: Choice, context: ImportContext) -> Part:
    """Type the columns; raises InputError when there are no rows or a column is not settled."""
    if not text.rows:
        expected = "at least one row; it has a header only"
        raise InputError([Problem(file=text.source, expected=expected, fix="fill it, or leave it out")])
    setting = context.setting(choice.form.table.name)
    return Part(text, choice, type_rows(text, choice.match, setting, context.zone))


def checked(part: Part, context: ImportContext) -> Part:
    """Bring the rows into the form of their table and set those at fault aside.

    Raises InputError when no row is left.
    """
    rows = part.choice.form.convert(part.rows, context)
    rows = check_known_ids(rows, context)
    rows = check_order(rows, context)
    rows = check_outage_hours(rows, context)
    rows = check_duplicates(rows, part.text.row_numbers)
    rows = replace(rows, faults=tuple(sorted(rows.faults, key=lambda fault: fault.position)))
    part = replace(part, rows=replace(rows, table=rows.schema.conform(rows.table)))
    if not rows.table.num_rows:
        raise InputError(_shortened(part.text.source, part.problems()))
    return part


def _shortened(source: str, problems: Sequence[Problem]) -> list[Problem]:
    more = len(problems) - _MOST_LISTED
    first = list(problems[:_MOST_LISTED])
    if more > 0:
        first.append(
            Problem(file=source, expected=f"at least one row without a fault; {more} more are not shown")
        )
    return first


def _problem(text: TextTable, fault: RowFault) -> Problem:
    return Problem(
        file=text.source,
        row=text.row_numbers[fault.position],
        column=fault.column,
        value=fault.value,
        expected=fault.expected,
        fix=fault.fix,
    )
