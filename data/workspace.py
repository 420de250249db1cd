"""A workspace: the folder of one hospital.

DIR/
    hospital.toml      the configuration
    scenarios/*.toml   what-if questions
    tables/*.csv       empty tables with headers, to fill and import
    store/             imported data, and every forecast that was used
    runs/              plans
    cache/             what can be made again; it may be deleted at any time
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from data.configuration.hospital import Hospital
from data.configuration.load import load_hospital
from data.forecast_archive import ForecastArchive
from data.problems import InputError, Problem
from data.store import Store
from data.tables import SOURCE_TABLES


@dataclass(frozen=True, slots=True)
class Workspace:
    """An opened workspace with its checked configuration."""

    folder: Path
    hospital: Hospital

    @property
    def store(self) -> Store:
        """The imported data."""
        return Store(self.folder / "store")

    @property
    def forecasts(self) -> ForecastArchive:
        """Every forecast that was ever used."""
        return ForecastArchive(self.folder / "store" / "forecasts")

    @property
    def runs_folder(self) -> Path:
        """Where plans are written."""
        return self.folder / "runs"

    @property
    def fits_folder(self) -> Path:
        """Where fitted forecasters are kept."""
        return self.folder / "cache" / "fits"

    @property
    def scenarios_folder(self) -> Path:
        """Where scenario files lie."""
        return self.folder / "scenarios"


def open_workspace(folder: Path) -> Workspace:
    """Read the configuration in `folder`; raises InputError listing every fault."""
    path = folder / "hospital.toml"
    if not path.is_file():
        fix = f"run `wardwise init {folder}`, or name the workspace that you mean"
        problem = Problem(file=str(folder), expected="a workspace, a folder with a hospital.toml", fix=fix)
        raise InputError([problem], "There is no workspace")
    return Workspace(folder, load_hospital(path))


def init_workspace(folder: Path, scenario_texts: Mapping[str, str] | None = None) -> list[Path]:
    """Write a commented hospital.toml, an empty CSV file per table, and the given scenario files (name -> text).

    Returns the files in the order written. Nothing is overwritten: raises InputError naming every file that exists
    already, or the folder when it cannot be written.
    """
    contents = {"hospital.toml": template_text("hospital.toml")}
    contents |= {f"scenarios/{name}": text for name, text in (scenario_texts or {}).items()}
    contents |= {f"tables/{schema.name}.csv": _header(schema.by_name) for schema in SOURCE_TABLES}
    there = [folder / name for name in contents if (folder / name).exists()]
    if there:
        fix = "choose another folder; nothing was written"
        problems = [Problem(file=str(path), expected="no file of this name yet", fix=fix) for path in there]
        raise InputError(problems, "The workspace exists already")
    written: list[Path] = []
    try:
        for name, text in contents.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            written.append(path)
    except OSError as error:
        for path in written:
            path.unlink(missing_ok=True)
        fault = Problem(file=str(folder), expected=f"a folder that can be written ({error.strerror})")
        raise InputError([fault], "The workspace cannot be written") from None
    return written


def template_text(name: str) -> str:
    """A packaged template file, such as hospital.toml."""
    return resources.files("data").joinpath("templates", name).read_text(encoding="utf-8")


def _header(names: Mapping[str, object]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(names)
    return line.getvalue()
