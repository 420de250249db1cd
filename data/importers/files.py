"""The way in: files to the store."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from data.importers.choosing import choose_all
from data.importers.context import import_context
from data.importers.parts import Part, checked, typed
from data.importers.quarantine import write_quarantine
from data.importers.report import FileReport, ImportReport
from data.importers.sources import read_source
from data.importers.text_table import TextTable
from data.problems import InputError, Problem
from data.store import Addition, AddReport
from data.workspace import Workspace

_NAMED_BY_OTHERS = ("staff", "equipment")


def import_files(
    workspace: Workspace,
    paths: Sequence[Path],
    table: str | None = None,
    dry_run: bool = False,
    replace: bool = False,
) -> ImportReport:
    """Read CSV and Excel files, check every row and add the good ones to the store.

    `table` names the table where names and columns do not say it. Rows at fault are set aside in store/quarantine and
    listed. With `replace`, stored rows that a file does not have go: all of a register, of other tables those of the
    same units and days. Raises InputError with all faults, and writes nothing, when any file cannot be used.
    """
    problems: list[Problem] = []
    texts = _read_all(paths, problems)
    context = import_context(workspace, [])
    chosen = choose_all(texts, context, table, problems)
    # People and devices first: rows of other tables name them.
    chosen.sort(key=lambda pair: pair[1].form.table.name not in _NAMED_BY_OTHERS)
    parts: list[Part] = []
    for text, choice in chosen:
        if choice.form.table.name not in _NAMED_BY_OTHERS:
            context = import_context(workspace, [part.rows for part in parts])
        try:
            parts.append(checked(typed(text, choice, context), context))
        except InputError as error:
            problems += error.problems
    order = {text.source: position for position, text in enumerate(texts)}
    parts.sort(key=lambda part: order[part.text.source])
    if replace:
        problems += _several_of_one_table(parts)
    if problems or not paths:
        problems = problems or [Problem(expected="at least one file")]
        raise InputError(problems, "The files cannot be imported; nothing was written")
    additions = [
        Addition(part.rows.schema, part.rows.table, part.text.source, replaces=replace) for part in parts
    ]
    store = workspace.store
    reports = store.preview(additions) if dry_run else store.add_all(additions)
    files = [
        _file_report(workspace, part, report, dry_run) for part, report in zip(parts, reports, strict=True)
    ]
    return ImportReport(tuple(files), dry_run)


def _read_all(paths: Sequence[Path], problems: list[Problem]) -> list[TextTable]:
    texts: list[TextTable] = []
    for path in paths:
        try:
            texts += read_source(path)
        except InputError as error:
            problems += error.problems
    return texts


def _several_of_one_table(parts: Sequence[Part]) -> list[Problem]:
    files: dict[str, list[str]] = {}
    for part in parts:
        files.setdefault(part.rows.schema.name, []).append(part.text.source)
    return [
        Problem(
            file=" and ".join(sources),
            expected=f"one file of {name} when stored rows are replaced",
            fix="put the rows into one file",
        )
        for name, sources in files.items()
        if len(sources) > 1
    ]


def _file_report(workspace: Workspace, part: Part, added: AddReport, dry_run: bool) -> FileReport:
    text, rows = part.text, part.rows
    quarantine = None
    if rows.faults and not dry_run:
        quarantine = write_quarantine(
            workspace.store.folder / "quarantine",
            rows.schema.name,
            text,
            rows.faults,
            part.choice.match.index_of.values(),
        )
    notes = [*text.notes, *part.choice.match.notes, *rows.notes]
    if added.n_removed:
        notes.append(f"{added.n_removed} stored rows that the file does not have were removed.")
    if rows.schema.name == "roster" and added.n_kept_in_span:
        notes.append(
            f"{added.n_kept_in_span} stored shifts of the same units and days are not in this file and stay published; "
            "import with --replace when the file is complete."
        )
    return FileReport(
        file=text.source,
        table=rows.schema.name,
        title=rows.schema.title,
        n_read=len(text.rows),
        n_loaded=rows.table.num_rows,
        n_new=added.n_added,
        n_replaced=added.n_replaced,
        n_unchanged=added.n_unchanged,
        n_quarantined=len({fault.position for fault in rows.faults}),
        quarantine_file=quarantine,
        problems=tuple(part.problems()),
        notes=tuple(notes),
    )
