"""Rows set aside, written where they can be mended and imported again."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Collection, Sequence
from pathlib import Path

from data.importers.text_table import RowFault, TextTable
from data.spreadsheet_text import guard_text

_REASON, _ROW = "quarantine_reason", "quarantine_row"


def write_quarantine(
    folder: Path, table_name: str, text: TextTable, faults: Sequence[RowFault], columns: Collection[int]
) -> Path:
    """Write the rows at fault as CSV, with their row number and all reasons, and return the file.

    Of each row it has the cells of `columns` (positions in the header), those that the table uses, as the source has them:
    a name or a birth date that the file holds besides is not kept. Of a row with too few or too many cells nobody knows
    which cell is which, so it has none. The name depends on the content, so importing the same file twice writes
    one file. Raises OSError when the folder cannot be written.
    """
    reasons: dict[int, list[str]] = {}
    for fault in faults:
        where = f"{fault.column}: " if fault.column else ""
        fix = f"; {fault.fix}" if fault.fix else ""
        reasons.setdefault(fault.position, []).append(f"{where}expected {fault.expected}{fix}")
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    kept = sorted(columns)
    malformed = {fault.position for fault in text.faults if fault.column is None}
    writer.writerow([*(guard_text(text.header[column]) for column in kept), _ROW, _REASON])
    for position, texts in sorted(reasons.items()):
        row = text.rows[position]
        known = [row[column] if column < len(row) else "" for column in kept]
        cells = [""] * len(kept) if position in malformed else [guard_text(cell) for cell in known]
        writer.writerow([*cells, text.row_numbers[position], guard_text(" | ".join(texts))])
    content = out.getvalue().encode("utf-8-sig")
    stem = re.sub(r"[^\w-]+", "-", Path(text.source).stem).strip("-")[:60]
    path = folder / f"{table_name}-{stem}-{hashlib.sha256(content).hexdigest()[:10]}.csv"
    folder.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    draft.write_bytes(content)
    draft.replace(path)
    return path
