"""The scenario files of a workspace."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from data.problems import InputError, Problem

if TYPE_CHECKING:
    from rich.table import Table

    from data.workspace import Workspace


class ScenarioRow(TypedDict):
    """One scenario file."""

    name: str
    file: str
    title: str
    base: str | None
    changes: list[str]


def scenario_rows(workspace: Workspace) -> tuple[list[ScenarioRow], list[Problem]]:
    """Every scenario file that can be used, by name, and the faults of all others."""
    rows: list[ScenarioRow] = []
    problems: list[Problem] = []
    for path in sorted(workspace.scenarios_folder.glob("*.toml")):
        try:
            rows.append(_row(path, workspace.scenarios_folder))
        except InputError as error:
            problems.extend(error.problems)
    return rows, problems


def _row(path: Path, folder: Path) -> ScenarioRow:
    from scenarios.load import load_scenario

    own = load_scenario(path, folder).links[-1].scenario
    kinds: list[str] = [change.kind for change in own.changes]
    return ScenarioRow(name=own.name, file=path.name, title=own.title, base=own.base, changes=kinds)


def scenario_table(rows: list[ScenarioRow]) -> Table:
    """The rows as a table."""
    from reports.terminal.text import grid, plain

    table = grid([(head, "left") for head in ("Scenario", "What it asks", "Builds on", "Changes")])
    for row in rows:
        cells = (row["name"], row["title"], row["base"] or "", ", ".join(row["changes"]))
        table.add_row(*(plain(cell) for cell in cells))
    return table
