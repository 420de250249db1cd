"""Which encoding and separator a text file has. What was found is reported, never assumed in silence."""

from __future__ import annotations

import codecs
import csv
from dataclasses import dataclass

from data.problems import InputError, Problem

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_SAMPLE_ROWS = 200


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file and a sentence on how it was read."""

    text: str
    encoding: str


def decode(content: bytes, source: str) -> Decoded:
    """Text of UTF-8 (with or without BOM), UTF-16 or, failing these, Windows-1252 bytes.

    Raises InputError for binary content and for bytes that are none of these.
    """
    if content.startswith(codecs.BOM_UTF8):
        return _strict(content, "utf-8-sig", "UTF-8 with byte order mark", source)
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strict(content, "utf-16", "UTF-16", source)
    sample = content[:4000]
    if b"\0" in sample:
        # Latin text in UTF-16 has a zero in every second byte; which one tells the byte order.
        for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
            zeros = sample[offset::2].count(0)
            if zeros > 0.4 * (len(sample) // 2) and sample[1 - offset :: 2].count(0) == 0:
                return _strict(content, encoding, "UTF-16 without byte order mark", source)
        raise _not_text(source, "text, not a binary file")
    try:
        return Decoded(content.decode("utf-8"), "UTF-8")
    except UnicodeDecodeError:
        return _strict(content, "cp1252", "Windows-1252 (it is not UTF-8)", source)


def separator_of(text: str, source: str) -> str | None:
    """The one of `, ; tab |` that splits the header and fits the rows; None for a single column.

    Raises InputError when two separators fit equally well.
    """
    best: list[str] = []
    best_score = (0, 0.0)
    for candidate in SEPARATORS:
        try:
            reader = csv.reader(text.splitlines(keepends=True)[:_SAMPLE_ROWS], delimiter=candidate)
            rows = [row for row in reader if any(cell.strip() for cell in row)]
        except csv.Error:
            continue
        if not rows or len(rows[0]) < 2:
            continue
        fitting = sum(len(row) == len(rows[0]) for row in rows) / len(rows)
        score = (round(fitting * 4), float(len(rows[0])))
        if score > best_score:
            best, best_score = [candidate], score
        elif score == best_score:
            best.append(candidate)
    if len(best) > 1:
        found = " and ".join(SEPARATORS[sign] for sign in best)
        fix = "save the file with one separator, and with quotes around text that contains it"
        raise InputError([Problem(file=source, value=found, expected="one separator", fix=fix)])
    return best[0] if best else None


def _strict(content: bytes, encoding: str, name: str, source: str) -> Decoded:
    try:
        return Decoded(content.decode(encoding), name)
    except UnicodeDecodeError as error:
        raise _not_text(source, f"text in UTF-8, UTF-16 or Windows-1252 (byte {error.start + 1})") from None


def _not_text(source: str, expected: str) -> InputError:
    return InputError([Problem(file=source, expected=expected, fix="save it as CSV in UTF-8")])
