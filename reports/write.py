"""Everything that people carry away from a run, written into its folder."""

from __future__ import annotations

from pathlib import Path

from reports.calendars import write_calendars
from reports.page.render import write_page
from reports.roster_csv import write_roster_csv
from reports.run_view import read_run
from reports.workbook.write import write_workbook


def write_reports(run_folder: Path) -> None:
    """Write `roster.csv`, `roster.xlsx`, `calendars/*.ics` and `report.html` from `run.json` and `tables/`.

    Raises InputError when the folder is not a whole run.
    """
    run = read_run(run_folder)
    write_roster_csv(run, run_folder / "roster.csv")
    write_workbook(run, run_folder / "roster.xlsx")
    write_calendars(run, run_folder / "calendars")
    write_page(run, run_folder / "report.html")
