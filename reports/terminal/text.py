"""Text from data for the terminal: printed letter for letter, whatever it looks like."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Literal

from rich.box import SIMPLE_HEAD
from rich.console import Group
from rich.table import Table
from rich.text import Text

ALARM = "bold red"
MUTED = "dim"
HEADING = "bold"


def plain(text: str, style: str = "") -> Text:
    """`text` without markup, emoji codes or links; characters that would steer the terminal are shown as �."""
    shown = "".join("�" if unicodedata.category(c) in {"Cc", "Cf"} and c != "\n" else c for c in text)
    return Text(shown, style=style)


def heading(text: str) -> Text:
    """The heading of a part, with a line above it."""
    return plain(f"\n{text}", HEADING)


def bullets(sentences: Sequence[str], style: str = "") -> Group:
    """Sentences as a list; long ones wrap under their own start."""
    rows = Table.grid(padding=(0, 1))
    for sentence in sentences:
        rows.add_row(plain("-", style), plain(sentence, style))
    return Group(rows)


def grid(columns: Sequence[tuple[str, Literal["left", "right"]]]) -> Table:
    """An empty table with these headings; only the first column folds long text."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1), header_style=HEADING)
    for number, (name, justify) in enumerate(columns):
        table.add_column(
            plain(name), justify=justify, overflow="fold", no_wrap=number > 0 and justify == "right"
        )
    return table
