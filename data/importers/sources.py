"""Which reader a file needs, by its content."""

from __future__ import annotations

from pathlib import Path

from data.importers.delimited import read_delimited
from data.importers.text_table import TextTable
from data.importers.workbook import read_workbook
from data.problems import InputError, Problem

_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


def read_source(path: Path) -> list[TextTable]:
    """The text tables in a file: one of a text file, one per filled sheet of a workbook.

    Raises InputError when the file is missing, is a folder, cannot be opened, or is of a kind that is not read.
    """
    try:
        with path.open("rb") as file:
            start = file.read(4)
    except FileNotFoundError:
        raise _unusable(path, "a file that exists", "check the name and the folder") from None
    except IsADirectoryError:
        raise _unusable(path, "a file, not a folder", "name the files in it") from None
    except OSError as error:
        raise _unusable(path, f"a file that can be opened ({error.strerror})", None) from None
    if start == _OLD_EXCEL:
        raise _unusable(path, "a CSV or .xlsx file, not the old Excel form", "save it as .xlsx or CSV")
    if start == _ZIP:
        return read_workbook(path)
    return [read_delimited(path)]


def _unusable(path: Path, expected: str, fix: str | None) -> InputError:
    return InputError([Problem(file=str(path), expected=expected, fix=fix)])
