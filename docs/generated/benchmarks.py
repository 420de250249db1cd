"""Every benchmark that can be called, from the text at the start of its module."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "benchmarks"


def text() -> str:
    """A part for each module with a `main`; the modules are read, not run, because they load what they measure."""
    return "\n\n".join(f"### `python -m {name}`\n\n{_as_page(said)}" for name, said in _modules())


def _modules() -> Iterator[tuple[str, str]]:
    for path in sorted([*FOLDER.glob("*.py"), *FOLDER.glob("*/__main__.py")]):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if any(isinstance(node, ast.FunctionDef) and node.name == "main" for node in tree.body):
            name = path.parent.name if path.stem == "__main__" else path.stem
            yield f"benchmarks.{name}", ast.get_docstring(tree) or ""


def _as_page(said: str) -> str:
    """The docstring with its indented calls as code."""
    paragraphs = [
        "```text\n" + "\n".join(line.strip() for line in part.splitlines()) + "\n```"
        if part.startswith("    ")
        else part
        for part in said.split("\n\n")
    ]
    return "\n\n".join(paragraphs)
