"""Daily counts that hold no count."""

from __future__ import annotations

from data.importers.columns import ColumnMatch
from data.problems import Problem
from data.tables.daily_counts import DAILY_COUNTS


def missing_measures(match: ColumnMatch, source: str) -> list[Problem]:
    """A problem when a file of daily counts has none of the columns that can be counted."""
    # Who waits for a bed is only counted beside those who lie in one.
    measures = [c.name for c in DAILY_COUNTS.columns if not c.required and c.name != "boarders"]
    if match.schema is not DAILY_COUNTS or any(name in match.index_of for name in measures):
        return []
    expected = f"at least one of the columns {', '.join(measures)}"
    fix = "rename the column, or map it in [sources.daily_counts].columns"
    return [Problem(file=source, expected=expected, fix=fix)]
