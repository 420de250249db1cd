"""Text in CSV files that a spreadsheet must not run as a formula, and the way back.

A text that a spreadsheet would take for a formula gets one apostrophe in front. Reading takes exactly that apostrophe
away again, so every text comes back letter for letter, also one that had an apostrophe there from the start. Other
texts, such as 's-Gravenhage, are left as they are in both directions; numbers never pass through here.
"""

from __future__ import annotations

import re

_RUNS = re.compile(r"'*\s*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r]")
_MARKED = re.compile(r"'+\s*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r]")


def guard_text(text: str) -> str:
    """`text` as it is written to a CSV cell: with a leading apostrophe when a spreadsheet would run it."""
    return f"'{text}" if _RUNS.match(text) else text


def unguard_text(cell: str) -> str:
    """The text that `guard_text` wrote as `cell`."""
    return cell[1:] if _MARKED.match(cell) else cell
