"""The first sheet: the headline, the units in one table, what to decide and which shifts are open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from reports.run_view import RunView
from reports.summaries.decisions import decision_lines
from reports.summaries.headline import headline
from reports.summaries.open_shifts import open_shifts
from reports.summaries.quality import quality_sentences
from reports.summaries.units import UnitWeek, unit_weeks
from reports.words import money, short_day, span
from reports.workbook.page_setup import set_up_page
from reports.workbook.styles import ACCENT, MUTED, SHORT, SHORT_INK, Styles

_WIDTHS = (34, 13, 13, 13, 13, 11, 11, 11, 11, 26)
_LINE_CHARACTERS = 140
"""As many as surely fit beside each other over all columns."""
_LINE_POINTS = 14
_UNIT_HEADS = (
    "Unit",
    "Staffed beds",
    "Patients, middle",
    "Patients, busy day",
    "Chance of too few beds",
    "Shifts needed",
    "Filled",
    "Bank",
    "Agency",
    "Open, worst shift",
)


@dataclass
class SummarySheet:
    """Draws the sheet from top to bottom; `row` is the next free one."""

    run: RunView
    sheet: Any
    styles: Styles
    row: int = 0

    def draw(self) -> None:
        """Draw everything."""
        for column, width in enumerate(_WIDTHS):
            self.sheet.set_column(column, column, width)
        set_up_page(self.run, self.sheet, "Summary", repeat_rows=None)
        self._title()
        self._figures()
        self._units()
        self._decisions()
        self._open_shifts()
        self._quality()

    def _title(self) -> None:
        record, run = self.run.record, self.run
        self.sheet.set_row(0, 24)
        self._text(record.hospital, bold=True, font_size=16, font_color=ACCENT)
        scenario = "" if record.scenario == "baseline" else f"  ·  scenario {record.scenario}"
        self._text(
            f"{record.week}  ·  {span(run.days[0], run.days[-1])}{scenario}  ·  {run.state}", font_color=MUTED
        )
        self.row += 1
        news = headline(run)
        self._text(news.answer, bold=True, font_size=12)
        for sentence in news.details:
            self._text(sentence)

    def _figures(self) -> None:
        record = self.run.record
        kpis = record.kpis
        self._heading("Figures")
        figures: list[tuple[str, float | str, str]] = [
            (f"Fill rate {skill}", rate, "0.0%") for skill, rate in kpis.fill_rate_by_skill.items()
        ]
        figures += [
            ("Open shifts", kpis.open_shifts, "0"),
            ("Overtime hours", kpis.overtime_hours, "#,##0.0"),
            ("Bank hours", kpis.bank_hours, "#,##0.0"),
            ("Agency hours", kpis.agency_hours, "#,##0.0"),
            ("Agency cost", money(kpis.agency_cost_pence, record.currency), ""),
            ("Occupied beds, middle", kpis.occupancy_p50, "#,##0.0"),
            ("Occupied beds, busy day (9 in 10)", kpis.occupancy_p90, "#,##0.0"),
            ("Staffed beds", kpis.beds_staffed, "#,##0"),
            ("Equipment days short", kpis.equipment_days_short, "#,##0.0"),
        ]
        for label, figure, form in figures:
            self.sheet.write_string(self.row, 0, label, self.styles.label())
            if isinstance(figure, str):
                self.sheet.write_string(self.row, 1, figure, self.styles.cell(align="right"))
            else:
                self.sheet.write_number(self.row, 1, figure, self.styles.cell(align="right", num_format=form))
            self.row += 1

    def _units(self) -> None:
        self._heading("Units")
        self.sheet.set_row(self.row, 30)
        self._heads(_UNIT_HEADS)
        for unit in unit_weeks(self.run):
            self.sheet.write_string(self.row, 0, unit.name, self.styles.label(shrink=True))
            beds = unit.beds
            figures = (
                [beds.staffed, beds.p50_mean, beds.p90_highest, beds.chance_full] if beds else [None] * 4
            )
            for column, (figure, form) in enumerate(
                zip(figures, ("0", "0.0", "0.0", "0%"), strict=True), start=1
            ):
                self._number(column, figure, form)
            for column, n in enumerate(
                (unit.required, unit.required - unit.open, unit.bank, unit.agency), start=5
            ):
                self._number(column, n, "0")
            look = (
                {"bg_color": SHORT, "font_color": SHORT_INK, "bold": True, "shrink": True}
                if unit.open
                else {}
            )
            self.sheet.write_string(self.row, 9, _open_words(unit), self.styles.label(**look))
            self.row += 1

    def _decisions(self) -> None:
        lines = decision_lines(self.run)
        if lines:
            self._heading("To decide")
        for line in lines:
            where = f"{line.unit_name}: " if line.unit_name else ""
            self._text(f"{line.rank}. {where}{line.text}")

    def _open_shifts(self) -> None:
        found = open_shifts(self.run)
        if not found:
            return
        self._heading("Open shifts")
        self._heads(("Unit", "Day", "Shift", "Skill", "Open", "Needed"))
        for item in found:
            self.sheet.write_string(self.row, 0, item.unit_name, self.styles.label(shrink=True))
            for column, text in enumerate((short_day(item.date), item.shift_id, item.skill_id), start=1):
                self.sheet.write_string(self.row, column, text, self.styles.cell(shrink=True))
            self._number(4, item.n, "0")
            self._number(5, item.required, "0")
            self.row += 1

    def _quality(self) -> None:
        self._heading("Quality of the plan")
        for sentence in quality_sentences(self.run.record):
            self._text(sentence)

    def _text(self, text: str, **look: object) -> None:
        """A sentence over all columns; a long one wraps, or the printed page would be as wide as it is."""
        n_lines = -(-len(text) // _LINE_CHARACTERS)
        if n_lines > 1:
            look = look | {"text_wrap": True, "valign": "top"}
            self.sheet.merge_range(self.row, 0, self.row, len(_WIDTHS) - 1, "", self.styles.get(**look))
            self.sheet.set_row(self.row, _LINE_POINTS * n_lines)
        self.sheet.write_string(self.row, 0, text, self.styles.get(**look))
        self.row += 1

    def _heading(self, text: str) -> None:
        self.row += 1
        self._text(text, bold=True, font_size=12, font_color=ACCENT)

    def _heads(self, heads: Iterable[str]) -> None:
        for column, text in enumerate(heads):
            self.sheet.write_string(self.row, column, text, self.styles.head())
        self.row += 1

    def _number(self, column: int, figure: float | None, form: str) -> None:
        if figure is None:
            self.sheet.write_string(self.row, column, "–", self.styles.cell())
        else:
            self.sheet.write_number(self.row, column, figure, self.styles.cell(num_format=form))


def _open_words(unit: UnitWeek) -> str:
    if unit.worst is None:
        return "none open"
    return f"{unit.open} open; {short_day(unit.worst.date)} {unit.worst.shift_id} ({unit.worst.open})"
