"""What both engines are given: a public instance or a generated hospital."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from benchmarks.generated.hospital import HospitalSize, generated_problem
from benchmarks.suites.judging import write_and_check
from benchmarks.suites.suite import Suite
from optimization.roster.problem import RosterProblem
from optimization.roster.result import SolveResult


class Case(Protocol):
    """One problem to compare engines on; it travels to other processes, so it is small."""

    @property
    def name(self) -> str:
        """What rows and files call it."""
        ...

    def problem(self) -> RosterProblem:
        """The problem, made anew."""
        ...

    def best_known(self) -> int | None:
        """The least cost known; None for a generated problem."""
        ...

    def check(self, problem: RosterProblem, result: SolveResult, path: Path) -> None:
        """Judge the roster beyond our own check; raises BenchmarkError when it fails. May write it to `path`."""
        ...


@dataclass(frozen=True, slots=True)
class PublicCase:
    """An instance of a public suite."""

    suite: Suite
    name: str

    def problem(self) -> RosterProblem:
        """The instance."""
        return self.suite.read(self.name)

    def best_known(self) -> int | None:
        """The suite's best."""
        return self.suite.best_known(self.name)

    def check(self, problem: RosterProblem, result: SolveResult, path: Path) -> None:
        """Ask the suite's checker."""
        write_and_check(self.suite, self.name, problem, result, path)


@dataclass(frozen=True, slots=True)
class GeneratedCase:
    """A generated hospital."""

    size: HospitalSize

    @property
    def name(self) -> str:
        """Its staff, units and weeks."""
        return f"hospital-{self.size.n_staff}-{self.size.n_units}-{self.size.n_weeks}w"

    def problem(self) -> RosterProblem:
        """The hospital's roster problem."""
        return generated_problem(self.size)

    def best_known(self) -> int | None:
        """Nobody else has solved it."""
        return None

    def check(self, problem: RosterProblem, result: SolveResult, path: Path) -> None:
        """There is no other checker than our own."""
