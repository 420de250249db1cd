"""Which workspace a command works on."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from data.problems import InputError, Problem

if TYPE_CHECKING:
    from data.workspace import Workspace


def workspace_here(folder: Path | None) -> Workspace:
    """Open the workspace named, or else the one that the current folder lies in; raises InputError."""
    from data.workspace import open_workspace

    return open_workspace(folder if folder is not None else _nearest(Path.cwd()))


def run_folder_here(run: str, folder: Path | None) -> Path:
    """The folder of a run, given as a folder or as the run's id in the workspace; raises InputError."""
    if (Path(run) / "run.json").is_file():
        return Path(run)
    runs = workspace_here(folder).runs_folder
    if run and Path(run).name == run and (runs / run / "run.json").is_file():
        return runs / run
    known = sorted(path.parent.name for path in runs.glob("[!.]*/run.json"))
    near = get_close_matches(run, known, n=1)
    fix = f"did you mean '{near[0]}'?" if near else "make one with `wardwise plan`" if not known else None
    expected = f"a run folder, or one of the {len(known)} runs in {runs}"
    raise InputError([Problem(value=run, expected=expected, fix=fix)], "There is no such run")


def _nearest(start: Path) -> Path:
    for folder in (start, *start.parents):
        if (folder / "hospital.toml").is_file():
            return folder
    fix = "go into your hospital's folder, name it with --workspace, or make one with `wardwise init DIR`"
    problem = Problem(file=str(start), expected="a hospital.toml here or in a folder above", fix=fix)
    raise InputError([problem], "There is no workspace")
