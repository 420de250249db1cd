"""The sheet of one unit: people by days, totals, coverage and legend, ready to print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.run_view import Row, RunView
from reports.summaries.fairness import balance_minutes
from reports.summaries.open_shifts import shift_times
from reports.words import (
    day_and_month,
    short_day,
    span,
    weekday,
    wish_words,
)
from reports.workbook.legend import draw_legend
from reports.workbook.page_setup import set_up_page
from reports.workbook.styles import (
    ABSENT,
    ACCENT,
    HOLIDAY,
    MUTED,
    REST_DAY,
    SHORT,
    SHORT_INK,
    Styles,
    ink_on,
)
from reports.workbook.unit_grid import REFUSED_MARK, GridCell, GridLine, UnitGrid

LABEL_COLUMNS = ("Name", "Skill", "Id")
TOTAL_COLUMNS = ("Hours", "Leave\ncredit", "Contract", "Balance", "Nights", "Week-\nends")
FIRST_DAY_COLUMN = len(LABEL_COLUMNS)
ROWS_ON_PAGE = 54
"""About as many rows as a printed A4 page holds; coverage and legend that do not fit start a new one."""
LEGEND_ROWS = 16


@dataclass
class UnitSheet:
    """Draws one sheet from top to bottom; `row` is the next free one."""

    run: RunView
    unit: Row
    sheet: Any
    styles: Styles
    row: int = 0

    def draw(self, grid: UnitGrid) -> None:
        """Draw everything."""
        self._title()
        first_head = self.row
        self._heads()
        self.sheet.freeze_panes(self.row, FIRST_DAY_COLUMN)
        set_up_page(self.run, self.sheet, self.unit["name"], repeat_rows=(first_head, self.row - 1))
        self._lines("", grid.own)
        self._lines("Sent here from other units", grid.floats)
        self._lines("Bank and agency", grid.bought)
        # The legend stands beside the coverage, below the totals, so that a ward of 35 people prints on one page.
        legend_row = self.row
        self._coverage()
        self._refused_wishes(grid.own)
        if legend_row < ROWS_ON_PAGE < max(self.row, legend_row + LEGEND_ROWS):
            self.sheet.set_h_pagebreaks([legend_row])
        draw_legend(self.run, self.sheet, self.styles, legend_row, FIRST_DAY_COLUMN + len(self.run.days) + 1)

    @property
    def _n_columns(self) -> int:
        return FIRST_DAY_COLUMN + len(self.run.days) + len(TOTAL_COLUMNS)

    def _day_fill(self, day: date) -> dict[str, object]:
        if day in self.run.holidays:
            return {"bg_color": HOLIDAY}
        return {"bg_color": REST_DAY} if day.weekday() >= 5 else {}

    def _title(self) -> None:
        record, run = self.run.record, self.run
        self.sheet.set_row(0, 24)
        self.sheet.write_string(
            0, 0, self.unit["name"], self.styles.get(bold=True, font_size=16, font_color=ACCENT)
        )
        when = f"{record.hospital}  ·  {record.week}  ·  {span(run.days[0], run.days[-1])}"
        scenario = "" if record.scenario == "baseline" else f"  ·  scenario {record.scenario}"
        self.sheet.write_string(1, 0, f"{when}{scenario}  ·  {run.state}", self.styles.get(font_color=MUTED))
        self.row = 3

    def _heads(self) -> None:
        days, styles = self.run.days, self.styles
        narrow = len(days) > 14
        self.sheet.set_column(0, 0, 30)
        self.sheet.set_column(1, 1, 8)
        self.sheet.set_column(2, 2, 10)
        self.sheet.set_column(FIRST_DAY_COLUMN, FIRST_DAY_COLUMN + len(days) - 1, 6 if narrow else 9)
        self.sheet.set_column(FIRST_DAY_COLUMN + len(days), self._n_columns - 1, 8.5)
        self.sheet.set_row(self.row, 30)
        for column, text in enumerate(LABEL_COLUMNS):
            self.sheet.write_string(self.row, column, text, styles.head(align="left", indent=1))
        for number, day in enumerate(days):
            text = f"{weekday(day)}\n{day_and_month(day)}"
            self.sheet.write_string(
                self.row, FIRST_DAY_COLUMN + number, text, styles.head(**self._day_fill(day))
            )
        for column, text in enumerate(TOTAL_COLUMNS, start=FIRST_DAY_COLUMN + len(days)):
            self.sheet.write_string(self.row, column, text, styles.head())
        self.row += 1
        if self.run.holidays:
            small = {"font_size": 8, "italic": True, "shrink": True}
            self.sheet.write_string(self.row, 0, "Public holidays", styles.label(**small))
            for number, day in enumerate(days):
                name = self.run.holidays.get(day, "")
                self.sheet.write_string(
                    self.row,
                    FIRST_DAY_COLUMN + number,
                    name,
                    styles.cell(**small, **self._day_fill(day)),
                )
            self.row += 1

    def _lines(self, heading: str, lines: Sequence[GridLine]) -> None:
        if not lines:
            return
        if heading:
            self._heading(heading)
        for line in lines:
            self.sheet.write_string(self.row, 0, line.name, self.styles.label(shrink=True))
            self.sheet.write_string(self.row, 1, line.skill_id, self.styles.cell(shrink=True))
            self.sheet.write_string(
                self.row, 2, line.staff_id, self.styles.cell(shrink=True, font_color=MUTED)
            )
            for number, cell in enumerate(line.days):
                self._day_cell(FIRST_DAY_COLUMN + number, self.run.days[number], cell)
            self._totals(line, of_whole_person=not heading)
            self.row += 1

    def _day_cell(self, column: int, day: date, cell: GridCell | None) -> None:
        if cell is None:
            self.sheet.write_blank(self.row, column, None, self.styles.cell(**self._day_fill(day)))
            return
        look: dict[str, object] = {"shrink": True} | self._day_fill(day)
        shift = self.run.shifts.get(cell.shift_id) if cell.shift_id else None
        if shift:
            look |= {"bg_color": shift["colour"], "font_color": ink_on(shift["colour"]), "bold": True}
        if cell.elsewhere:
            look |= {"italic": True, "bold": False}
        if cell.absent:
            look |= {"bg_color": ABSENT, "font_color": MUTED}
        if cell.refused:
            look |= {"border": 2, "border_color": SHORT_INK}
        self.sheet.write_string(self.row, column, cell.text, self.styles.cell(**look))

    def _totals(self, line: GridLine, *, of_whole_person: bool) -> None:
        column = FIRST_DAY_COLUMN + len(self.run.days)
        figures: list[float | None] = [line.minutes_here / 60]
        if of_whole_person and line.person:
            person, balance = line.person, balance_minutes(line.person)
            contract = person["contract_minutes"]
            figures += [
                person["credited_minutes"] / 60,
                None if contract is None else contract / 60,
                None if balance is None else balance / 60,
            ]
        figures += [None] * (4 - len(figures))
        forms = ("0.0", "0.0;-0.0;", "0.0", "+0.0;-0.0;0.0")
        for offset, (figure, form) in enumerate(zip(figures, forms, strict=True)):
            self._number(column + offset, figure, form)
        whole = line.person if of_whole_person else None
        self._number(column + 4, whole["n_nights"] if whole else None, "0")
        self._number(column + 5, whole["n_weekends"] if whole else None, "0")

    def _number(self, column: int, figure: float | None, form: str) -> None:
        look = self.styles.cell(num_format=form)
        if figure is None:
            self.sheet.write_blank(self.row, column, None, look)
        else:
            self.sheet.write_number(self.row, column, figure, look)

    def _heading(self, text: str) -> None:
        self.row += 1
        self.sheet.write_string(self.row, 0, text, self.styles.get(bold=True, font_color=ACCENT))
        self.row += 1

    def _coverage(self) -> None:
        rows = [row for row in self.run.rows("coverage") if row["unit_id"] == self.unit["unit_id"]]
        if not rows:
            return
        cells = {(row["shift_id"], row["skill_id"], row["date"]): row for row in rows}
        skills = sorted({row["skill_id"] for row in rows})
        self._heading("Coverage: people there / people needed")
        for shift_id in self.run.shifts:
            for skill_id in skills:
                line = [cells.get((shift_id, skill_id, day)) for day in self.run.days]
                if not any(line):
                    continue
                name = f"{shift_id}  {shift_times(self.run, shift_id)}"
                self.sheet.write_string(self.row, 0, name, self.styles.label(shrink=True))
                self.sheet.write_string(self.row, 1, skill_id, self.styles.cell(shrink=True))
                self.sheet.write_blank(self.row, 2, None, self.styles.cell())
                for number, row in enumerate(line):
                    self._coverage_cell(FIRST_DAY_COLUMN + number, self.run.days[number], row)
                self.row += 1

    def _coverage_cell(self, column: int, day: date, row: Row | None) -> None:
        look = self._day_fill(day)
        if row is None:
            self.sheet.write_blank(self.row, column, None, self.styles.cell(**look))
            return
        text = f"{row['own'] + row['bank'] + row['agency']}/{row['required']}"
        if row["open"]:
            text = f"{text} !"
            look = {"bg_color": SHORT, "font_color": SHORT_INK, "bold": True}
        self.sheet.write_string(self.row, column, text, self.styles.cell(**look))

    def _refused_wishes(self, own: Sequence[GridLine]) -> None:
        names = {line.staff_id: line.name for line in own}
        refused = [r for r in self.run.rows("requests") if not r["granted"] and r["staff_id"] in names]
        if not refused:
            return
        self._heading(f"Wishes not granted ({REFUSED_MARK})")
        for row in sorted(refused, key=lambda r: (r["date"], names[r["staff_id"]])):
            text = f"{short_day(row['date'])}: {names[row['staff_id']]} {wish_words(row['wish'], row['shift_id'])}"
            self.sheet.write_string(self.row, 0, text, self.styles.get())
            self.row += 1
