"""The sample hospital, made once."""

from __future__ import annotations

import tempfile
from pathlib import Path

from cli.output import say
from data.problems import InputError, Problem
from data.sample.write import write_sample
from data.workspace import Workspace, open_workspace
from scenarios.library import library_texts

SAMPLE_WEEK = "2026-W49"
"""The week after the sample's history ends."""


def sample_workspace(folder: Path) -> Workspace:
    """Open the sample hospital in `folder`; make it, whole or not at all, when the folder is new or empty.

    Raises InputError when the folder holds something else or cannot be written.
    """
    if not (folder / "hospital.toml").is_file():
        try:
            _make(folder)
        except OSError as error:
            fault = Problem(file=str(folder), expected=f"a folder that can be written ({error.strerror})")
            raise InputError([fault], "The sample hospital cannot be made") from None
    return open_workspace(folder)


def _make(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        fix = "name another folder: wardwise demo DIR"
        problem = Problem(file=str(folder), expected="a new or empty folder, or a hospital's", fix=fix)
        raise InputError([problem], "The sample hospital cannot be made here")
    say("Making the sample hospital ...")
    folder.parent.mkdir(parents=True, exist_ok=True)
    # A draft beside it: a demo that is stopped leaves no half-made hospital behind.
    with tempfile.TemporaryDirectory(prefix=".draft-", dir=folder.parent) as name:
        draft = Path(name) / folder.name
        write_sample(draft)
        (draft / "scenarios").mkdir(exist_ok=True)
        for file, text in library_texts().items():
            (draft / "scenarios" / file).write_text(text, encoding="utf-8", newline="\n")
        if folder.exists():
            folder.rmdir()
        draft.rename(folder)
