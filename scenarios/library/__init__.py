"""The example scenarios: commented files that managers recognise, copied into every new workspace."""

from __future__ import annotations

from importlib.resources import files


def library_texts() -> dict[str, str]:
    """The text of each example by file name."""
    return {
        entry.name: entry.read_text(encoding="utf-8")
        for entry in sorted(files(__name__).iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".toml")
    }
