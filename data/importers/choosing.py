"""Which table a file holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from data.importers.checks.measures import missing_measures
from data.importers.columns import ColumnMatch, match_columns
from data.importers.context import ImportContext
from data.importers.forms import FORMS, Form
from data.importers.spelling import near_miss, simplified, some_of
from data.importers.text_table import TextTable
from data.problems import InputError, Problem
from data.tables import SOURCE_TABLES


@dataclass(frozen=True, slots=True)
class Choice:
    """A form and how the file's headers match it."""

    form: Form
    match: ColumnMatch
    reason: str


def choose_all(
    texts: Sequence[TextTable], context: ImportContext, table: str | None, problems: list[Problem]
) -> list[tuple[TextTable, Choice]]:
    """A choice for each text; what cannot be chosen is added to `problems`.

    A sheet that is no table is passed over, with a note, when another sheet of its workbook is one.
    """
    chosen: list[tuple[TextTable, Choice]] = []
    failed: dict[str, list[tuple[TextTable, InputError]]] = {}
    for text in texts:
        try:
            chosen.append((text, choose(text, context, table)))
        except InputError as error:
            failed.setdefault(text.file, []).append((text, error))
    for file, failures in failed.items():
        used = next((index for index, (text, _) in enumerate(chosen) if text.file == file), None)
        passed_over = [text for text, _ in failures if used is not None and _named_table(text.name) is None]
        problems += [
            problem for text, error in failures if text not in passed_over for problem in error.problems
        ]
        if used is not None and passed_over:
            names = some_of([f"'{text.name}'" for text in passed_over])
            text, choice = chosen[used]
            note = f"Sheets passed over, because they hold no table: {names}."
            chosen[used] = (replace(text, notes=(*text.notes, note)), choice)
    return chosen


def choose(text: TextTable, context: ImportContext, table: str | None) -> Choice:
    """The form whose columns the file has: of `table` when given, else of the table its name says, else of any.

    A file that is named as a table, and no more, is meant for that table alone. Raises InputError with what is missing, or when several tables fit equally well.
    """
    named = table or _named_table(text.name)
    if table is not None and table not in {schema.name for schema in SOURCE_TABLES}:
        raise InputError([_unknown_table(table)])
    matches = [(form, _match(form, text, context)) for form in FORMS]
    fitting = [(form, match) for form, match in matches if not match.problems]
    if named is not None:
        of_table = [(form, match) for form, match in fitting if form.table.name == named]
        if of_table:
            form, match = max(of_table, key=lambda pair: (len(pair[1].index_of), pair[0].is_plain))
            return Choice(form, match, "as asked for" if table else "by its name")
        if table is not None or not fitting or simplified(text.name) == simplified(named):
            plain = next(match for form, match in matches if form.is_plain and form.table.name == named)
            raise InputError(plain.problems)
    if not fitting:
        raise InputError(_no_table(text, matches))
    most = max(len(match.index_of) for _, match in fitting)
    best = [(form, match) for form, match in fitting if len(match.index_of) == most]
    if len({form.table.name for form, _ in best}) > 1:
        names = " or ".join(sorted({form.table.name for form, _ in best}))
        fix = "say which with --table, or name the file after the table"
        raise InputError(
            [Problem(file=text.source, expected=f"columns of one table; these fit {names}", fix=fix)]
        )
    return Choice(*best[0], "by its columns")


def _match(form: Form, text: TextTable, context: ImportContext) -> ColumnMatch:
    match = match_columns(text.header, form.columns, context.setting(form.table.name), text.source)
    return ColumnMatch(
        match.schema, match.index_of, match.notes, (*match.problems, *missing_measures(match, text.source))
    )


def _named_table(name: str) -> str | None:
    """The table that a file or sheet is named after, such as staff-2026 or "Patient stays"."""
    plain = simplified(name)
    for schema in sorted(SOURCE_TABLES, key=lambda schema: -len(schema.name)):
        if plain.startswith((simplified(schema.name), simplified(schema.title))):
            return schema.name
    return None


def _unknown_table(table: str) -> Problem:
    names = [schema.name for schema in SOURCE_TABLES]
    near = near_miss(table, names)
    fix = f"did you mean '{near}'?" if near else None
    return Problem(column="--table", value=table, expected=f"one of {', '.join(names)}", fix=fix)


def _no_table(text: TextTable, matches: list[tuple[Form, ColumnMatch]]) -> list[Problem]:
    """What the nearest table lacks; only the headers when none is near."""
    form, match = max(matches, key=lambda pair: len(pair[1].index_of) - 2 * len(pair[1].problems))
    if len(match.index_of) > len(match.problems):
        return [
            replace(problem, expected=f"{problem.expected}; read as {form.columns.title.lower()}")
            for problem in match.problems
        ]
    fix = "rename the headers, or map them in [sources.TABLE].columns of hospital.toml and say --table TABLE"
    expected = f"the columns of a table; the file has {some_of(text.header)}"
    return [Problem(file=text.source, expected=expected, fix=fix)]
