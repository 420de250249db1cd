"""Which header of a file is which column of a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data.configuration.planning import SourceSetting
from data.importers.spelling import composed, near_miss, simplified, some_of
from data.problems import Problem
from data.schema import Column, TableSchema


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """`index_of` has the position in the file of each column found; `problems` make the file unusable."""

    schema: TableSchema
    index_of: Mapping[str, int]
    notes: tuple[str, ...]
    problems: tuple[Problem, ...]


def match_columns(
    header: Sequence[str], schema: TableSchema, setting: SourceSetting, source: str
) -> ColumnMatch:
    """Match headers to columns: by `[sources.TABLE].columns`, by name, then by alias, without case and punctuation.

    Headers that match nothing are left out with a note that names the near miss. A column that two headers claim, a
    required column that none has, and a setting that names an unknown column are problems.
    """
    problems = [*_setting_faults(schema, setting)]
    claims: dict[str, list[tuple[int, int]]] = {}
    unused: list[str] = []
    for index, name in enumerate(header):
        found = _column_of(name, schema, setting)
        if found is None:
            unused.append(name)
        else:
            rank, column = found
            claims.setdefault(column, []).append((rank, index))
    index_of: dict[str, int] = {}
    for column, ranked in claims.items():
        best = min(rank for rank, _ in ranked)
        chosen = [index for rank, index in ranked if rank == best]
        unused += [header[index] for rank, index in ranked if rank != best]
        index_of[column] = chosen[0]
        if len(chosen) > 1:
            names = " and ".join(f"'{header[index]}'" for index in chosen)
            expected = f"one column for {column}; the file has {names}"
            fix = f"rename one, or say which in [sources.{schema.name}].columns"
            problems.append(Problem(file=source, column=column, expected=expected, fix=fix))
    missing = [column for column in schema.columns if column.name not in index_of]
    problems += [_missing(column, unused, header, source, schema) for column in missing if column.required]
    return ColumnMatch(schema, index_of, tuple(_unused_notes(unused, missing, schema)), tuple(problems))


def _column_of(header: str, schema: TableSchema, setting: SourceSetting) -> tuple[int, str] | None:
    """(rank, column): 0 by setting, 1 by name, 2 by alias."""
    for name, column_name in setting.columns.items():
        if composed(name).strip() == composed(header):
            return 0, column_name
    plain = simplified(header)
    if not plain:
        return None
    for column in schema.columns:
        if plain == simplified(column.name):
            return 1, column.name
    for column in schema.columns:
        if plain in {simplified(alias) for alias in column.aliases}:
            return 2, column.name
    return None


def _missing(
    column: Column, unused: Sequence[str], header: Sequence[str], source: str, schema: TableSchema
) -> Problem:
    near = _near_header(column, unused)
    expected = f"a column '{column.name}' ({column.description}); the file has {some_of(header)}"
    fix = (
        f"did you mean '{near}'? Rename it to '{column.name}'"
        if near
        else f"add it, or name the header that holds it in [sources.{schema.name}].columns"
    )
    return Problem(file=source, column=column.name, expected=expected, fix=fix)


def _near_header(column: Column, unused: Sequence[str]) -> str | None:
    for name in (column.name, *column.aliases):
        if near := near_miss(name, [header for header in unused if header]):
            return near
    return None


def _unused_notes(unused: list[str], missing: Sequence[Column], schema: TableSchema) -> list[str]:
    notes = []
    plain = []
    for header in filter(None, unused):
        near = near_miss(header, [column.name for column in missing])
        if near:
            fix = f"rename it, or map it in [sources.{schema.name}].columns"
            notes.append(f"Column '{header}' is not used; did you mean '{near}'? Then {fix}.")
        else:
            plain.append(f"'{header}'")
    if plain:
        notes.append(f"Not used: {some_of(plain)}.")
    if "" in unused:
        notes.append(f"{unused.count('')} columns without a header are not used.")
    return notes


def _setting_faults(schema: TableSchema, setting: SourceSetting) -> list[Problem]:
    faults = []
    for header, column in setting.columns.items():
        if column not in schema.by_name:
            near = near_miss(column, schema.by_name)
            fix = f"did you mean '{near}'?" if near else f"known: {some_of(schema.by_name)}"
            where = f'sources.{schema.name}.columns."{header}"'
            expected = f"a column of {schema.name}"
            faults.append(
                Problem(file="hospital.toml", column=where, value=column, expected=expected, fix=fix)
            )
    return faults
