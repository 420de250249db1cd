"""Faults that one field cannot show, such as an id that does not exist."""

from __future__ import annotations

from collections.abc import Iterable

from data.problems import Problem


class ConfigurationError(ValueError):
    """Raised by validators of the configuration; pydantic carries it to `load.validate`, which lists the problems."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(str(problem) for problem in self.problems))
