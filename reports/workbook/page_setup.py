"""How a sheet prints: landscape, one page wide, with heading rows on every page."""

from __future__ import annotations

from typing import Any

from reports.run_view import RunView
from reports.words import moment

_A3, _A4 = 8, 9
_MOST_HEADER_CHARACTERS = 255


def set_up_page(run: RunView, sheet: Any, title: str, repeat_rows: tuple[int, int] | None) -> None:
    """Set paper, margins, header and footer; plans of more than 2 weeks print on A3."""
    sheet.set_landscape()
    sheet.set_paper(_A3 if len(run.days) > 14 else _A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    if repeat_rows:
        sheet.repeat_rows(*repeat_rows)
    record = run.record
    sheet.set_header(_cut(f"&L{_plain(title, 100)}&R{_plain(record.hospital, 80)}, {record.week}"))
    made = f"made {moment(run.created)}"
    sheet.set_footer(_cut(f"&LDraft {_plain(record.run_id, 80)}&CPage &P of &N&R{made}"))


def _plain(text: str, most: int) -> str:
    """Text in which `&` starts no code of the header language."""
    return text[:most].replace("&", "&&")


def _cut(text: str) -> str:
    return text[:_MOST_HEADER_CHARACTERS]
