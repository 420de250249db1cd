"""TOML text to plain values; whatever a file holds, it is read quickly or refused with its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from data.problems import InputError, Problem

MOST_BYTES = 2_000_000
"""No configuration or scenario that people write is larger."""

MOST_TWICE = 20
"""Keys given twice that are named at once."""

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
        fix = 'write texts in quotes, such as id = "0017"'
        if path.suffix.lower() in _YAML:
            fix = "YAML is not read: it turns codes such as NO and 0123 into other values; write TOML"
        problems = list(_given_twice(path, text, str(error)))
        if not problems:
            raise _refusal(path, f"TOML ({error})", fix) from None
        raise InputError(problems, f"{path.name} cannot be read") from None


def _given_twice(path: Path, text: str, fault: str) -> Iterator[Problem]:
    """One problem for each key or table that is given twice: the later line is taken out, and the rest is read again.

    The first fault of another kind ends the search, as does a text so long that reading it time and again would take long.
    """
    lines = text.splitlines()
    for number in range(1 + min(MOST_TWICE - 1, MOST_BYTES // (10 * len(text)))):
        first = first_given("\n".join(lines), fault)
        found = _LINE.search(fault)
        if first is None or found is None:
            return
        expected = f"TOML ({fault}; the same key stands on line {first} already)"
        yield Problem(file=str(path), expected=expected, fix="keep one of the two lines")
        at = int(found[1]) - 1
        # What stands under a table's second header must not fall to the table before it.
        lines[at] = f"[given-twice-{number}]" if _subject(lines[at]).startswith("[") else ""
        try:
            tomllib.loads("\n".join([*lines, ""]))
        except (RecursionError, ValueError) as error:
            fault = str(error)
        else:
            return


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
