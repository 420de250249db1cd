"""Arrivals at the whole hospital in a sentence for each week."""

from __future__ import annotations

from datetime import date

from reports.summaries.totals import Total, total_sentences, totals

FIRST = date(2026, 11, 30)
ROWS = [
    {
        "measure": "admissions",
        "first_day": FIRST,
        "n_days": n_days,
        "quantile": level,
        "value": value,
        "last_year": last_year,
    }
    for n_days, values, last_year in ((1, (8.2, 11.0, 16.4), None), (7, (55.0, 68.0, 83.0), 71.0))
    for level, value in zip((0.1, 0.5, 0.9), values, strict=True)
]


def test_days_and_weeks_are_told_apart() -> None:
    assert totals(ROWS) == [
        Total("admissions", FIRST, 1, 8.2, 11.0, 16.4, None),
        Total("admissions", FIRST, 7, 55.0, 68.0, 83.0, 71.0),
    ]
    assert total_sentences(ROWS) == [
        "Admissions in the week from Mon 30 Nov: 68, at most 83 in nine of ten such weeks; 71 in the same week a year before."
    ]


def test_without_arrivals_nothing_is_said() -> None:
    assert total_sentences([]) == []
