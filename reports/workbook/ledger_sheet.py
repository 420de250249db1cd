"""The sheet of the ledger: nights, weekends, holidays, late changes and refused wishes of everybody, over months."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reports.run_view import RunView
from reports.summaries.ledger import KIND_WORDS, ledger_people, past_weeks
from reports.workbook.page_setup import set_up_page
from reports.workbook.styles import ACCENT, MUTED, Styles

_HEADS = ("Unit", "Name", "Id", "WTE")
_OF_KIND = ("before", "plan", "against\nfair share")


@dataclass
class LedgerSheet:
    """Draws the sheet from top to bottom."""

    run: RunView
    sheet: Any
    styles: Styles

    def draw(self) -> None:
        """Draw everything."""
        sheet, styles = self.sheet, self.styles
        weeks = f"{past_weeks(self.run):.3g}"
        sheet.write_string(0, 0, "Fairness", styles.get(bold=True, font_size=16, font_color=ACCENT))
        sheet.write_string(
            1,
            0,
            f"The {weeks} weeks before the plan, and the plan. A fair share goes by contracted hours and days there; above 0 "
            "is more than that.",
            styles.get(font_color=MUTED),
        )
        for column, width in enumerate((24, 30, 10, 7)):
            sheet.set_column(column, column, width)
        sheet.set_column(len(_HEADS), len(_HEADS) + len(KIND_WORDS) * len(_OF_KIND) - 1, 9)
        sheet.set_row(3, 45)
        heads = [*_HEADS, *(f"{kind}\n{what}" for kind in KIND_WORDS.values() for what in _OF_KIND)]
        for column, text in enumerate(heads):
            sheet.write_string(3, column, text, styles.head())
        sheet.freeze_panes(4, 2)
        set_up_page(self.run, sheet, "Fairness", repeat_rows=(3, 3))
        for row, person in enumerate(ledger_people(self.run), start=4):
            sheet.write_string(row, 0, person.unit_name, styles.label(shrink=True))
            sheet.write_string(row, 1, person.name, styles.label(shrink=True))
            sheet.write_string(row, 2, person.staff_id, styles.cell(shrink=True, font_color=MUTED))
            sheet.write_number(row, 3, person.wte, styles.cell(num_format="0.00"))
            column = len(_HEADS)
            for kind in KIND_WORDS:
                for figure, form in zip(person.figures[kind], ("0", "0", "+0.0;-0.0;0.0"), strict=True):
                    sheet.write_number(row, column, figure, styles.cell(num_format=form))
                    column += 1
