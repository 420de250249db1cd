"""Everything that people carry away from a run, written into its folder."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from data.problems import InputError, Problem
from reports.calendars import write_calendars
from reports.in_place import RECORD, EditedReport, put_in_place
from reports.page.render import write_page
from reports.roster_csv import write_roster_csv
from reports.run_view import read_run
from reports.workbook.write import write_workbook

FILES = ("roster.csv", "roster.xlsx", "report.html")


def write_reports(run_folder: Path) -> tuple[EditedReport, ...]:
    """Write `roster.csv`, `roster.xlsx`, `calendars/*.ics` and `report.html` from `run.json` and `tables/`.

    All of them are made before the first takes its place. A report that was changed by hand stays, the new one is written
    beside it, and both are returned. Raises InputError when the folder is not a whole run or cannot be written.
    """
    run = read_run(run_folder)
    try:
        place = tempfile.TemporaryDirectory(prefix=".reports-", dir=run_folder)
    except OSError as error:
        fault = Problem(file=str(run_folder), expected=f"a folder that can be written ({error.strerror})")
        raise InputError([fault], "The reports cannot be written") from None
    with place as name:
        draft = Path(name)
        write_roster_csv(run, draft / "roster.csv")
        write_workbook(run, draft / "roster.xlsx")
        write_calendars(run, draft / "calendars")
        write_page(run, draft / "report.html")
        return put_in_place(draft, run_folder)


def carry_over(old_folder: Path, new_folder: Path) -> None:
    """Copy the reports of a run that is planned again, so that what was changed in them by hand is not lost.

    `write_reports` of the new folder replaces the untouched ones.
    """
    for name in (*FILES, RECORD):
        if (old_folder / name).is_file():
            shutil.copy2(old_folder / name, new_folder / name)
