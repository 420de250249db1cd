"""Writes the generated parts of the manual: tables, configuration keys, run folders, scenarios, command help and benchmarks.

A generated part stands between `<!-- generated: NAME -->` and `<!-- end of NAME -->`. Run `make docs` after a change
of a schema, a setting or a help text; a test fails while a page differs from the program.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

DOCS = Path(__file__).resolve().parent
if str(DOCS.parent) not in sys.path:
    sys.path.insert(0, str(DOCS.parent))

from data.configuration.json_schema import hospital_schema  # noqa: E402
from docs.generated import benchmarks, commands, configuration, packs, run_folder, scenarios, tables  # noqa: E402
from scenarios.json_schema import scenario_schema  # noqa: E402

PARTS: dict[str, tuple[str, Callable[[], str]]] = {
    "tables": ("import.md", tables.text),
    "configuration": ("configuration.md", configuration.text),
    "packs": ("rules.md", packs.text),
    "scenario changes": ("scenarios.md", scenarios.text),
    "run tables": ("run-folder.md", run_folder.text),
    "commands": ("commands.md", commands.text),
    "benchmarks": ("benchmarks.md", benchmarks.text),
}
"""Name of the part: the page it stands in, and what makes it."""


def replaced(page: str, name: str, text: str) -> str:
    """`page` with the part called `name` made anew; raises ValueError when the page has no such part."""
    pattern = re.compile(rf"(<!-- generated: {name} -->\n).*?(<!-- end of {name} -->)", re.DOTALL)
    if not pattern.search(page):
        raise ValueError(f"no place for the part '{name}'")
    return pattern.sub(lambda match: f"{match[1]}\n{text.strip()}\n\n{match[2]}", page)


def pages() -> Iterator[tuple[Path, str]]:
    """Each page with generated parts, and the JSON Schemas for editors, as they should be."""
    for page in dict.fromkeys(page for page, _ in PARTS.values()):
        text = (DOCS / page).read_text(encoding="utf-8")
        for name, (where, make) in PARTS.items():
            if where == page:
                text = replaced(text, name, make())
        yield DOCS / page, text
    yield DOCS / "scenario.schema.json", json.dumps(scenario_schema(), indent=2, sort_keys=True) + "\n"
    yield DOCS / "hospital.schema.json", json.dumps(hospital_schema(), indent=2, sort_keys=True) + "\n"


def main() -> None:
    """Rewrite the pages that differ and say which."""
    for path, text in pages():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")
            print(f"rewrote docs/{path.name}")


if __name__ == "__main__":
    main()
