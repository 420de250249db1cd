"""The result of `wardwise import`: what each file became, and every row that was set aside."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table

from data.importers.report import FileReport, ImportReport
from reports.terminal.text import ALARM, MUTED, bullets, grid, heading, plain
from reports.words import count, number

MOST_PROBLEMS = 20
"""Problems listed per file; the file of rows set aside has them all."""


def import_report(report: ImportReport) -> RenderableType:
    """A line per file, then the notes and problems of each."""
    parts: list[RenderableType] = [_counts(report)]
    for file in report.files:
        if file.notes or file.problems:
            parts += _details(file)
    aside = sum(file.n_quarantined for file in report.files)
    loaded = sum(file.n_loaded for file in report.files)
    verb = "would be loaded" if report.is_dry_run else "loaded"
    parts.append(heading(f"{count(loaded, 'row')} {verb}, {count(aside, 'row')} set aside."))
    if report.is_dry_run:
        parts.append(plain("This was a dry run: nothing was written.", MUTED))
    return Group(*parts)


def _counts(report: ImportReport) -> Table:
    table = grid(
        (
            ("File", "left"),
            ("Table", "left"),
            ("Read", "right"),
            ("New", "right"),
            ("Replaced", "right"),
            ("As before", "right"),
            ("Set aside", "right"),
        )
    )
    for file in report.files:
        table.add_row(
            plain(file.file),
            plain(file.title),
            *(plain(number(n)) for n in (file.n_read, file.n_new, file.n_replaced, file.n_unchanged)),
            plain(number(file.n_quarantined), ALARM if file.n_quarantined else ""),
        )
    return table


def _details(file: FileReport) -> list[RenderableType]:
    parts: list[RenderableType] = [heading(file.file)]
    if file.notes:
        parts.append(bullets(file.notes))
    parts.append(bullets([str(problem) for problem in file.problems[:MOST_PROBLEMS]], ALARM))
    hidden = len(file.problems) - MOST_PROBLEMS
    if hidden > 0:
        parts.append(plain(f"... and {count(hidden, 'more problem')}", MUTED))
    if file.quarantine_file:
        parts.append(plain(f"Rows set aside: {file.quarantine_file}", MUTED))
    return parts
