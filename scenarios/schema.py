"""A scenario file, and the chain of files it builds on."""

from __future__ import annotations

from dataclasses import dataclass

from data.configuration.base import Id, Section
from scenarios.changes import AnyChange

BASELINE = "baseline"
"""The name of the plan without any change."""


class Scenario(Section):
    """One scenario file: a named list of typed changes."""

    name: Id
    """Short, for file names and column heads."""
    title: str = ""
    """A line for people."""
    base: str | None = None
    """Another scenario of the same folder whose changes come first."""
    changes: tuple[AnyChange, ...] = ()
    """Applied in this order."""


@dataclass(frozen=True, slots=True)
class ScenarioLink:
    """One file of a chain; `sha256` is that of its bytes. A scenario made in memory has neither."""

    scenario: Scenario
    file: str | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class ScenarioChain:
    """The files of one scenario in the order they apply: the deepest base first, the scenario itself last."""

    links: tuple[ScenarioLink, ...]

    @property
    def name(self) -> str:
        """The name of the scenario itself."""
        return self.links[-1].scenario.name

    @property
    def title(self) -> str:
        """The title of the scenario itself, or its name."""
        return self.links[-1].scenario.title or self.name

    @property
    def files(self) -> dict[str, str]:
        """SHA-256 by file name."""
        return {link.file: link.sha256 for link in self.links if link.file and link.sha256}

    @classmethod
    def of(cls, *scenarios: Scenario) -> ScenarioChain:
        """A chain of scenarios made in memory, bases first."""
        return cls(tuple(ScenarioLink(scenario) for scenario in scenarios))
