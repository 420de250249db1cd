"""Putting written reports into a run folder: each file whole, and none over one that somebody has changed by hand."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from data.problems import InputError, Problem
from data.whole_file import write_whole

RECORD = "reports.json"
"""SHA-256 of each report as it was written, by file name."""


@dataclass(frozen=True, slots=True)
class EditedReport:
    """A report that was changed by hand and stays; the new one lies beside it."""

    stays: Path
    beside: Path

    @property
    def text(self) -> str:
        """In words."""
        return f"{self.stays.name} was changed since it was written and stays as it is; the new one is {self.beside.name}"


def put_in_place(draft: Path, folder: Path) -> tuple[EditedReport, ...]:
    """Move every file and folder of `draft` into `folder`, and say which reports stayed because of changes by hand.

    A file that is there counts as untouched when it is as RECORD says it was written, or equals the new one. Folders are
    replaced. Raises InputError when a file cannot be replaced, as when another program holds it open.
    """
    known = _read(folder / RECORD)
    written: dict[str, str] = {}
    edited = []
    for source in sorted(draft.iterdir()):
        target = folder / source.name
        if source.is_dir():
            if target.exists():
                _move(target, draft / f".old-{source.name}")
            _move(source, target)
            continue
        digest = _sha256(source)
        free = next(path for path in _names(target) if _is_free(path, digest, known))
        if free != target:
            edited.append(EditedReport(target, free))
        _move(source, free)
        written[free.name] = digest
    write_whole(folder / RECORD, json.dumps({**known, **written}, indent=2, sort_keys=True) + "\n")
    return tuple(edited)


def _names(path: Path) -> Iterator[Path]:
    """roster.xlsx, roster-2.xlsx, roster-3.xlsx and so on."""
    yield path
    for number in itertools.count(2):
        yield path.with_stem(f"{path.stem}-{number}")


def _is_free(path: Path, digest: str, known: Mapping[str, str]) -> bool:
    if not path.exists():
        return True
    return path.is_file() and _sha256(path) in (digest, known.get(path.name))


def _read(path: Path) -> dict[str, str]:
    """What RECORD says; nothing for runs of earlier versions, and nothing where it is damaged."""
    try:
        content = json.loads(path.read_bytes())
    except (FileNotFoundError, ValueError):
        return {}
    return {str(name): str(digest) for name, digest in content.items()} if isinstance(content, dict) else {}


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _move(source: Path, target: Path) -> None:
    try:
        source.replace(target)
    except OSError as error:
        expected = f"a file that can be replaced ({error.strerror})"
        problem = Problem(file=str(target), expected=expected, fix="close it in other programs and try again")
        raise InputError([problem], "The reports cannot be written") from None
