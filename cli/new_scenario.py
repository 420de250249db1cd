"""Writing a new scenario file into the workspace."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from data.problems import InputError, Problem

if TYPE_CHECKING:
    from data.workspace import Workspace


def write_new_scenario(workspace: Workspace, name: str, like: str | None) -> Path:
    """Write scenarios/NAME.toml: a copy of `like`, from the workspace or the library, or a commented page.

    Raises InputError when the file is there already, the name is no id, or `like` is not known.
    """
    from scenarios.library import library_texts
    from scenarios.load import check_scenario
    from scenarios.template import commented, copied

    folder = workspace.scenarios_folder
    path = folder / f"{name}.toml"
    check_scenario({"name": name}, path.name)
    if path.exists():
        fix = "choose another name; nothing was written"
        raise InputError([Problem(file=str(path), expected="no file of this name yet", fix=fix)])
    known = {Path(example).stem: text for example, text in library_texts().items()}
    known |= {file.stem: file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.toml"))}
    if like is not None and like not in known:
        near = get_close_matches(like, known, n=1) or [one for one in sorted(known) if like in one]
        meant = f"did you mean '{near[0]}'?" if near else None
        problem = Problem(value=like, expected=f"one of {', '.join(sorted(known))}", fix=meant)
        raise InputError([problem], "There is no scenario like that")
    content = commented(workspace.hospital, name) if like is None else copied(known[like], name)
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8", newline="\n")
    return path
