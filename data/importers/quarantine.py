"""Rows set aside, written where they can be mended and imported again."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Sequence
from pathlib import Path

from data.importers.text_table import RowFault, TextTable
from data.spreadsheet_text import guard_text

_REASON, _ROW = "quarantine_reason", "quarantine_row"


def write_quarantine(folder: Path, table_name: str, text: TextTable, faults: Sequence[RowFault]) -> Path:
    """Write the rows at fault as CSV, with their row number and all reasons, and return the file.

    The cells are as the source has them. The name depends on the content, so importing the same file twice writes
    one file. Raises OSError when the folder cannot be written.
    """
    reasons: dict[int, list[str]] = {}
    for fault in faults:
        where = f"{fault.column}: " if fault.column else ""
        fix = f"; {fault.fix}" if fault.fix else ""
        reasons.setdefault(fault.position, []).append(f"{where}expected {fault.expected}{fix}")
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*(guard_text(name) for name in text.header), _ROW, _REASON])
    for position, texts in sorted(reasons.items()):
        width = len(text.header)
        row = [*text.rows[position], *[""] * width][:width]
        cells = [guard_text(cell) for cell in row]
        writer.writerow([*cells, text.row_numbers[position], guard_text(" | ".join(texts))])
    content = out.getvalue().encode("utf-8-sig")
    stem = re.sub(r"[^\w-]+", "-", Path(text.source).stem).strip("-")[:60]
    path = folder / f"{table_name}-{stem}-{hashlib.sha256(content).hexdigest()[:10]}.csv"
    folder.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    draft.write_bytes(content)
    draft.replace(path)
    return path
