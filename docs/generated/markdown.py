"""Small pieces of Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [list(heads), ["---"] * len(heads), *(list(row) for row in rows)]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def code(text: str) -> str:
    """Text as code."""
    return f"`{text}`"


def sentence(text: str) -> str:
    """Text in one line, with a full stop."""
    joined = " ".join(text.split())
    return joined if not joined or joined.endswith((".", ":", "?")) else f"{joined}."
