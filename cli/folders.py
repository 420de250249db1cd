"""Which workspace a command works on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from data.problems import InputError, Problem

if TYPE_CHECKING:
    from data.workspace import Workspace


def workspace_here(folder: Path | None) -> Workspace:
    """Open the workspace named, or else the one that the current folder lies in; raises InputError."""
    from data.workspace import open_workspace

    return open_workspace(folder if folder is not None else _nearest(Path.cwd()))


def _nearest(start: Path) -> Path:
    for folder in (start, *start.parents):
        if (folder / "hospital.toml").is_file():
            return folder
    fix = "go into your hospital's folder, name it with --workspace, or make one with `wardwise init DIR`"
    problem = Problem(file=str(start), expected="a hospital.toml here or in a folder above", fix=fix)
    raise InputError([problem], "There is no workspace")
