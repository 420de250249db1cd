"""Cell formats, made once per combination, and the workbook's palette."""

from __future__ import annotations

from typing import Any

INK = "#1d2733"
MUTED = "#5d6875"
LINE = "#cfd6dd"
HEAD = "#e8edf1"
REST_DAY = "#f1f3f5"
HOLIDAY = "#ece4f5"
SHORT = "#f8d7cd"
SHORT_INK = "#9b2c12"
ABSENT = "#dfe3e6"
MORE = "#f6e3b8"
LESS = "#d3e6ee"
ACCENT = "#17545c"


class Styles:
    """Formats of one workbook by their properties."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}

    def get(self, **properties: object) -> Any:
        """The format with these xlsxwriter properties on top of the workbook's plain text."""
        wanted = {"font_size": 10, "font_color": INK, "valign": "vcenter"} | properties
        key = tuple(sorted(wanted.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(wanted)
        return self._made[key]

    def cell(self, **properties: object) -> Any:
        """A bordered cell of a grid, text in the middle."""
        return self.get(**({"border": 1, "border_color": LINE, "align": "center"} | properties))

    def label(self, **properties: object) -> Any:
        """A bordered cell with text at the left."""
        return self.cell(**({"align": "left", "indent": 1} | properties))

    def head(self, **properties: object) -> Any:
        """A column heading."""
        return self.cell(**({"bold": True, "bg_color": HEAD, "text_wrap": True} | properties))


def ink_on(colour: str) -> str:
    """Black or white, whichever is easier to read on `colour` (relative luminance of WCAG 2.1)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return "#ffffff" if 0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.179 else "#000000"
