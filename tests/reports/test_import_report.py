"""What `wardwise import` says: counts that add up, every problem in full, nothing read as markup."""

from pathlib import Path

from data.importers.report import FileReport, ImportReport
from data.problems import Problem
from reports.terminal.import_report import MOST_PROBLEMS, import_report
from tests.reports.terminal_text import printed


def _file(n_problems: int, file: str = "[red].csv") -> FileReport:
    problems = tuple(
        Problem(
            file=file,
            row=n + 2,
            column="unit_id",
            value="[/ICU]",
            expected="a known unit",
            fix="did you mean ICU?",
        )
        for n in range(n_problems)
    )
    return FileReport(
        file=file,
        table="stays",
        title="Patient stays",
        n_read=1200,
        n_loaded=1200 - n_problems,
        n_new=1100 - n_problems,
        n_replaced=60,
        n_unchanged=40,
        n_quarantined=n_problems,
        quarantine_file=Path("store/quarantine/stays.csv") if n_problems else None,
        problems=problems,
        notes=(":warning: read as semicolon-separated",),
    )


def test_counts_problems_and_notes_are_printed_letter_for_letter() -> None:
    text = printed(import_report(ImportReport(files=(_file(2),), is_dry_run=False)))
    joined = " ".join(text.split())
    assert "[red].csv Patient stays 1,200 1,098 60 40 2" in joined
    assert "- :warning: read as semicolon-separated" in joined
    assert "row 3, column 'unit_id': found '[/ICU]', expected a known unit; did you mean ICU?" in joined
    assert "Rows set aside: store/quarantine/stays.csv" in joined
    assert joined.endswith("1,198 rows loaded, 2 rows set aside.")
    assert max(map(len, text.splitlines())) <= 80


def test_a_long_list_is_cut_and_says_how_much_is_missing() -> None:
    text = printed(import_report(ImportReport(files=(_file(MOST_PROBLEMS + 5),), is_dry_run=False)))
    assert text.count("expected a known unit") <= MOST_PROBLEMS
    assert "... and 5 more problems" in text


def test_a_dry_run_says_that_nothing_was_written() -> None:
    text = printed(import_report(ImportReport(files=(_file(0),), is_dry_run=True)))
    assert "1,200 rows would be loaded, 0 rows set aside." in text
    assert "This was a dry run: nothing was written." in text
