"""The manual says what the program does: generated pages are equal to it, and every command is there with help."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docs.generate import DOCS, pages
from docs.generated.commands import command_paths, help_text

ROOT = DOCS.parent


@pytest.mark.parametrize(("path", "text"), [pytest.param(path, text, id=path.name) for path, text in pages()])
def test_generated_parts_are_up_to_date(path: Path, text: str) -> None:
    assert path.read_text(encoding="utf-8") == text, "run `make docs`"


@pytest.mark.parametrize("path", [path for path in command_paths() if path], ids=" ".join)
def test_every_command_has_help_with_an_example_and_stands_in_the_manual(path: tuple[str, ...]) -> None:
    text = help_text(path)
    name = " ".join(("wardwise", *path))
    assert f"### `{name}`" in (DOCS / "commands.md").read_text(encoding="utf-8")
    if "COMMAND" not in text.splitlines()[0]:
        assert f"Example: {name}" in " ".join(text.split())


def test_every_option_has_a_help_text() -> None:
    bare = [
        (" ".join(path), line)
        for path in command_paths()
        for line in help_text(path).splitlines()
        if re.fullmatch(r"\s+(-\w, )?--[\w-]+( [A-Z]+)?\s*", line)
        and not _continued(help_text(path).splitlines(), line)
    ]
    assert bare == []


def _continued(lines: list[str], line: str) -> bool:
    after = lines[lines.index(line) + 1 : lines.index(line) + 2]
    return bool(after) and after[0].startswith(" " * 10)


@pytest.mark.parametrize("path", sorted([*DOCS.glob("*.md"), *ROOT.glob("*.md")]), ids=lambda path: path.name)
def test_links_between_pages_lead_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
    local = [target for target in targets if "://" not in target]
    assert [target for target in local if not (path.parent / target).exists()] == []


@pytest.mark.parametrize("path", sorted([*DOCS.glob("*.md"), *ROOT.glob("*.md")]), ids=lambda path: path.name)
def test_pages_name_only_commands_that_exist(path: Path) -> None:
    known = {words[0] for words in command_paths() if words} | {"--help", "--version"}
    code = re.findall(r"```.*?```|`[^`\n]*`", path.read_text(encoding="utf-8"), re.DOTALL)
    named = re.findall(r"(?<![\w/.-])wardwise ([a-z-]+)", "\n".join(code))
    assert sorted(set(named) - known) == []
