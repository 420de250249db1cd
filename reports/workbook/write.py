"""`roster.xlsx`: the summary, a sheet per unit, and the ledger.

No cell is ever a formula: every text is written as text, whatever it starts with.
"""

from __future__ import annotations

from datetime import UTC
from pathlib import Path

import xlsxwriter

from reports.run_view import RunView
from reports.workbook.ledger_sheet import LedgerSheet
from reports.workbook.sheet_names import sheet_names
from reports.workbook.styles import Styles
from reports.workbook.summary_sheet import SummarySheet
from reports.workbook.unit_grid import index_roster
from reports.workbook.unit_sheet import UnitSheet

_TEXT_STAYS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write_workbook(run: RunView, path: Path) -> None:
    """Write the workbook; equal runs give equal files."""
    with xlsxwriter.Workbook(str(path), _TEXT_STAYS_TEXT) as book:
        book.set_properties(
            {
                "title": f"Roster {run.record.week}",
                "company": run.record.hospital,
                # xlsxwriter takes naive UTC times only.
                "created": run.created.astimezone(UTC).replace(tzinfo=None),
            }
        )
        styles, index = Styles(book), index_roster(run)
        summary, *names, ledger = sheet_names(["Summary", *(unit["name"] for unit in run.units), "Fairness"])
        SummarySheet(run, book.add_worksheet(summary), styles).draw()
        for unit, name in zip(run.units, names, strict=True):
            UnitSheet(run, unit, book.add_worksheet(name), styles).draw(index.unit_grid(unit["unit_id"]))
        if run.rows("ledger"):
            LedgerSheet(run, book.add_worksheet(ledger), styles).draw()
