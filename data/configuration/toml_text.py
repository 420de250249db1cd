"""TOML text to plain values; whatever a file holds, it is read quickly or refused with its line."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from data.problems import InputError, Problem

MOST_BYTES = 2_000_000
"""No configuration or scenario that people write is larger."""

_LINE = re.compile(r"at line (\d+)")
_YAML = (".yaml", ".yml")


def parse_toml(path: Path) -> dict[str, Any]:
    """The content; raises InputError when it is too large or not TOML, and OSError or UnicodeDecodeError as Python does."""
    if path.stat().st_size > MOST_BYTES:
        raise _refusal(path, f"a file of at most {MOST_BYTES // 1_000_000} MB")
    text = path.read_bytes().decode("utf-8-sig")
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise _refusal(path, "lists and tables that are not nested hundreds of times") from None
    except ValueError as error:
        # Besides its own errors tomllib lets those of numbers with thousands of digits through.
        first = first_given(text, str(error))
        twice = f"; the same key stands on line {first} already" if first else ""
        fix = "keep one of the two lines" if first else 'write texts in quotes, such as id = "0017"'
        if path.suffix.lower() in _YAML:
            fix = "YAML is not read: it turns codes such as NO and 0123 into other values; write TOML"
        raise _refusal(path, f"TOML ({error}{twice})", fix) from None


def first_given(text: str, fault: str) -> int | None:
    """The line on which a key or table that is given twice stands first; None when that is not the fault."""
    found = _LINE.search(fault)
    if found is None or not ("overwrite" in fault or "twice" in fault):
        return None
    lines = text.splitlines()
    number = int(found[1]) - 1
    second = _subject(lines[number]) if number < len(lines) else ""
    is_table = second.startswith("[")
    for earlier in range(number - 1, -1, -1):
        subject = _subject(lines[earlier])
        if subject and subject == second:
            return earlier + 1
        if subject.startswith("[") and not is_table:
            return None
    return None


def _subject(line: str) -> str:
    """What a line speaks of: a table header as it stands, or the key before the equals sign."""
    bare = line.strip()
    return bare.split("#")[0].strip() if bare.startswith("[") else bare.partition("=")[0].strip().strip("\"'")


def _refusal(path: Path, expected: str, fix: str | None = None) -> InputError:
    return InputError([Problem(file=str(path), expected=expected, fix=fix)], f"{path.name} cannot be read")
