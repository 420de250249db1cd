"""A zip container looked at before anything opens it: how much it really unpacks to, and what is in it."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from data.problems import InputError, Problem

MOST_UNZIPPED_BYTES = 32 * 1024 * 1024
_CHUNK = 64 * 1024


def check_workbook_zip(path: Path) -> bool:
    """Whether some sheet holds formulas; raises InputError when the workbook is unsafe or damaged.

    Bytes are counted while they are unpacked, never taken from what the file announces, and counting stops at the
    limit. The ratio does not matter: honest workbooks of equal rows pack very well.
    """
    total = 0
    has_formulas = False
    try:
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                tail = b""
                with archive.open(member) as stream:
                    while chunk := stream.read(_CHUNK):
                        total += len(chunk)
                        if total > MOST_UNZIPPED_BYTES:
                            raise _refused(path, f"a workbook that unpacks to {_LIMIT} or less", _AS_CSV)
                        window = tail + chunk
                        if b"<!DOCTYPE" in window or b"<!ENTITY" in window:
                            raise _refused(path, "a workbook without document type declarations", _AS_CSV)
                        is_sheet = member.filename.startswith("xl/worksheets/")
                        has_formulas |= is_sheet and (b"<f>" in window or b"<f " in window)
                        tail = chunk[-16:]
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        fix = "open it in a spreadsheet program and save it again, without a password"
        raise _refused(path, f"a whole Excel workbook ({error})", fix) from None
    return has_formulas


_LIMIT = f"{MOST_UNZIPPED_BYTES // (1024 * 1024)} MB"
_AS_CSV = "save the sheet as CSV"


def _refused(path: Path, expected: str, fix: str) -> InputError:
    return InputError([Problem(file=path.name, expected=expected, fix=fix)], "The workbook cannot be read")
