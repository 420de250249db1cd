"""The sheet of the ledger: nights, weekends, holidays, late changes and refused wishes of everybody, over months."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reports.run_view import RunView
from reports.summaries.ledger import KIND_WORDS, ledger_people, past_weeks
from reports.workbook.page_setup import set_up_page
from reports.workbook.styles import ACCENT, LESS, MORE, MUTED, Styles

_HEADS = ("Unit", "Skill", "Name", "Id", "WTE")
_OF_KIND = ("before", "plan", "against\nfair share")
_FAR = 2.0
"""From how far a difference is coloured: one more or less is in the nature of whole nights."""


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
            f"The {weeks} weeks before the plan, and the plan. A fair share goes by contracted hours and days there, within a "
            "unit and skill; leave puts nobody behind. Above 0 is more than that; coloured is 2 or more away.",
            styles.get(font_color=MUTED),
        )
        for column, width in enumerate((24, 10, 30, 10, 7)):
            sheet.set_column(column, column, width)
        sheet.set_column(len(_HEADS), len(_HEADS) + len(KIND_WORDS) * len(_OF_KIND) - 1, 9)
        sheet.set_row(3, 45)
        heads = [*_HEADS, *(f"{kind}\n{what}" for kind in KIND_WORDS.values() for what in _OF_KIND)]
        for column, text in enumerate(heads):
            sheet.write_string(3, column, text, styles.head())
        sheet.freeze_panes(4, 3)
        set_up_page(self.run, sheet, "Fairness", repeat_rows=(3, 3))
        for row, person in enumerate(ledger_people(self.run), start=4):
            sheet.write_string(row, 0, person.unit_name, styles.label(shrink=True))
            sheet.write_string(row, 1, person.skill_id, styles.cell(shrink=True))
            sheet.write_string(row, 2, person.name, styles.label(shrink=True))
            sheet.write_string(row, 3, person.staff_id, styles.cell(shrink=True, font_color=MUTED))
            sheet.write_number(row, 4, person.wte, styles.cell(num_format="0.00"))
            column = len(_HEADS)
            for kind in KIND_WORDS:
                before, plan, difference = person.figures[kind]
                for figure in (before, plan):
                    sheet.write_number(row, column, figure, styles.cell(num_format="0"))
                    column += 1
                sheet.write_number(row, column, difference, styles.cell(**_difference_format(difference)))
                column += 1


def _difference_format(difference: float) -> dict[str, object]:
    form: dict[str, object] = {"num_format": "+0.0;-0.0;0.0"}
    if abs(difference) >= _FAR:
        form["bg_color"] = MORE if difference > 0 else LESS
    return form
