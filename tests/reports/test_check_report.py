"""What `wardwise check` says before anybody waits for a solver."""

from datetime import UTC, date, datetime

from data.calendar import IsoWeek
from data.inputs import Note, Severity
from data.quality.report import CheckReport, Gap, StaffingCover, StayCounts, TableFreshness, UnitCensus
from reports.terminal.check_report import MOST_GAPS, check_report
from tests.reports.terminal_text import printed


def _report(findings: tuple[Note, ...] = (), n_gaps: int = 1) -> CheckReport:
    return CheckReport(
        week=IsoWeek(2026, 28),
        n_weeks=1,
        cutoff=datetime(2026, 7, 5, 23, tzinfo=UTC),
        tables=(
            TableFreshness(
                "stays", "Patient stays", "event list", 90210, date(2023, 7, 1), date(2026, 7, 5), 0, None
            ),
            TableFreshness("requests", "Requests", "event list", 0, None, None, None, None),
            TableFreshness(
                "roster", "Published roster", "event list", 4, date(2026, 5, 1), date(2026, 7, 2), 3, None
            ),
        ),
        gaps=tuple(
            Gap("daily_counts", "[red]", "occupied_beds", date(2026, 3, 1 + n), date(2026, 3, 2 + n), 2)
            for n in range(n_gaps)
        ),
        stays=StayCounts(n_visits=30000, n_overlapping=12, n_in_two_units=3, n_open=231, n_open_long=1),
        census=(UnitCensus("[/ICU]", 12.6, 15.0, 12, 14), UnitCensus(":warning:", None, None, 0, 0)),
        staffing=(
            StaffingCover("[/ICU]", "RN", 1260.0, 1100.0, 1180.0, can_buy=True),
            StaffingCover("W1", "HCA", 600.0, 700.0, 599.5, can_buy=False),
        ),
        findings=findings,
    )


def test_says_ready_and_shows_every_part_letter_for_letter() -> None:
    text = printed(check_report(_report(), "Europe/London"))
    joined = " ".join(text.split())
    for part in (
        "Ready to plan: 2026-W28",
        "History is used up to Mon 6 Jul 2026, 00:00 BST.",
        "Patient stays 90,210 Sun 5 Jul 2026 up to date",
        "Requests 0 – –",
        "Published roster 4 Thu 2 Jul 2026 3 days",
        "daily_counts [red] occupied beds Sun 1 Mar 2026 2",
        "30,000 visits; 12 overlap another of the same patient",
        "[/ICU] 12.6 15 12 105 %",
        ":warning: – – 0 –",
        "[/ICU] RN 1,260 1,100 1,180 80 yes",
        "W1 HCA 600 700 600 –",
    ):
        assert part in joined
    assert max(map(len, text.splitlines())) <= 80


def test_warnings_come_first_and_are_counted() -> None:
    notes = (
        Note(Severity.WARNING, "staffing", "[B] RN: 80 hours stay open."),
        Note(Severity.INFO, "requests", "No requests are stored."),
    )
    text = printed(check_report(_report(notes), "Europe/London"))
    assert text.startswith("1 thing to look at: 2026-W28\n")
    assert text.index("- staffing: [B] RN: 80 hours stay open.") < text.index("- requests: No requests")


def test_a_long_list_of_gaps_says_how_many_are_left_out() -> None:
    text = printed(check_report(_report(n_gaps=MOST_GAPS + 2), "Europe/London"))
    assert "... and 2 more gaps" in text
