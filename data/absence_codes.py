"""The two letters that stand for an absence in a roster: written by reports, read back by importers."""

from __future__ import annotations

from collections.abc import Mapping

ABSENCE_CODES: Mapping[str, str] = {
    "annual_leave": "AL",
    "sickness": "SI",
    "study": "ST",
    "parental": "PA",
    "other": "AB",
}
"""Code by kind of absence."""
