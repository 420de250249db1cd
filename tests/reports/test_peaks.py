"""The highest census of the week in the report: for a unit, and for the hospital as a whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from reports.summaries.peaks import WeekPeak, highest_peaks, hospital_peak

FIRST, SECOND = date(2026, 11, 30), date(2026, 12, 7)


def row(unit_id: str, first_day: date, n_days: int, quantile: float, value: float) -> dict[str, object]:
    return {
        "unit_id": unit_id,
        "first_day": first_day,
        "n_days": n_days,
        "quantile": quantile,
        "value": value,
    }


def test_days_are_left_out_and_of_several_weeks_the_highest_counts() -> None:
    rows = [
        *(row("A", FIRST, 1, level, 99) for level in (0.5, 0.9)),
        row("A", FIRST, 7, 0.5, 10), row("A", FIRST, 7, 0.9, 12),
        row("A", SECOND, 7, 0.5, 11), row("A", SECOND, 7, 0.9, 14),
    ]  # fmt: skip
    assert highest_peaks(rows) == [WeekPeak("A", SECOND, 11, 14)]
    assert hospital_peak(rows) is None


def test_the_page_says_the_peak_of_the_unit_and_of_the_hospital(run_folder: Path) -> None:
    text = " ".join((run_folder / "report.html").read_text(encoding="utf-8").split())
    assert "Highest hour of the week: 21 patients, at most 26 in nine of ten such weeks." in text
    assert (
        "All units together. Highest hour of the week: 47 patients, at most 53 in nine of ten such weeks."
        in text
    )
    assert (
        "All units together. Admissions in the week from Mon 19 Oct: 96, at most 109 in nine of ten such weeks."
        in text
    )
