"""What is wrong with an input, in words that a person can act on.

All problems of one input are collected and raised together as one `InputError`; the command line prints them as a list
and exits with code 2. Values from patient tables are never part of a message (`Problem.value` stays None there).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: where it is, what was found, what was expected and how to mend it.

    `row` is the line number as a spreadsheet shows it (the header is row 1). `column` may be an option of a command. `key` is the place in a TOML file, such as
    units 'MED', beds_staffed.
    """

    expected: str
    file: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None
    fix: str | None = None
    key: str | None = None

    def __str__(self) -> str:
        parts = [self.file or ""]
        if self.row is not None:
            parts.append(f"row {self.row}")
        if self.column is not None:
            is_option = self.column.startswith("--")
            parts.append(self.column if is_option else f"column '{self.column}'")
        if self.key is not None:
            parts.append(self.key)
        where = ", ".join(part for part in parts if part)
        found = f"found '{self.value}', " if self.value is not None else ""
        fix = f"; {self.fix}" if self.fix else ""
        return f"{where}{': ' if where else ''}{found}expected {self.expected}{fix}"


class InputError(Exception):
    """The input cannot be used as it is; holds every problem found."""

    def __init__(self, problems: Sequence[Problem], heading: str = "The input cannot be used") -> None:
        self.problems = tuple(problems)
        self.heading = heading
        super().__init__(str(self))

    def __str__(self) -> str:
        return "\n".join([f"{self.heading}:", *(f"  - {problem}" for problem in self.problems)])
