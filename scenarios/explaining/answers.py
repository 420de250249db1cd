"""What `wardwise explain` answers with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Reason:
    """What one assignment, or one day off, would mean. `can_be` says whether all that must hold would be kept.

    `pence` is what the plan would cost more (below 0: less); `why` has sentences, those that weigh most first.
    """

    staff_id: str
    name: str
    date: date
    what: str
    can_be: bool
    pence: int
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """One thing to do after which what was asked for can be had; `pence` None has no price set for it."""

    what: str
    pence: int | None


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something that cannot be had, the causes that clash, and single ways out, the cheapest first.

    With `is_minimal`, doing without any one cause resolves the clash. `remarks` say what is not known.
    """

    wanted: str
    causes: tuple[str, ...]
    is_minimal: bool
    ways: tuple[Way, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """The question, a sentence or more about how things are, the reasons in order, and what stands in the way."""

    run_id: str
    question: str
    facts: tuple[str, ...]
    reasons: tuple[Reason, ...]
    obstacles: tuple[Obstacle, ...]
    remarks: tuple[str, ...]
