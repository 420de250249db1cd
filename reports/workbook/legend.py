"""What the codes, colours and marks of a roster sheet mean."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reports.run_view import RunView
from reports.summaries.open_shifts import shift_times
from reports.words import absence_legend
from reports.workbook.styles import ABSENT, ACCENT, HOLIDAY, MUTED, REST_DAY, SHORT, SHORT_INK, Styles, ink_on
from reports.workbook.unit_grid import OVERTIME_MARK, REFUSED_MARK


def draw_legend(run: RunView, sheet: Any, styles: Styles, row: int, column: int) -> None:
    """Draw the legend from the row below `row` on: codes in `column`, their meaning in the next."""
    sheet.write_string(row + 1, column, "Legend", styles.get(bold=True, font_color=ACCENT))
    for offset, (code, words, look) in enumerate(_entries(run), start=2):
        sheet.write_string(row + offset, column, code, styles.cell(shrink=True, **look))
        sheet.write_string(row + offset, column + 1, words, styles.get(indent=1))


def _entries(run: RunView) -> Iterator[tuple[str, str, dict[str, object]]]:
    used = {row["shift_id"] for table in ("coverage", "roster") for row in run.rows(table)}
    for shift_id, shift in run.shifts.items():
        if shift_id in used:
            colour = shift["colour"]
            look: dict[str, object] = {"bg_color": colour, "font_color": ink_on(colour), "bold": True}
            yield shift_id, f"{shift['name']}, {shift_times(run, shift_id)}", look
    yield OVERTIME_MARK, "overtime", {}
    yield "→", "works in the unit named", {}
    yield REFUSED_MARK, "wish not granted (thick border)", {"border": 2, "border_color": SHORT_INK}
    yield "2/3 !", "2 there, 3 needed: short", {"bg_color": SHORT, "font_color": SHORT_INK, "bold": True}
    yield "", "weekend", {"bg_color": REST_DAY}
    if run.holidays:
        yield "", "public holiday", {"bg_color": HOLIDAY}
    for code, words in absence_legend():
        yield code, words, {"bg_color": ABSENT, "font_color": MUTED}
