"""What every kind of change has: the fields it claims, its own faults, and its effect on the inputs."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import ClassVar, Self

from pydantic import model_validator

from data.calendar import zone_info
from data.configuration.base import Section
from data.inputs import PlanInputs
from scenarios.days import Day, Span, horizon, span_of


@dataclass(frozen=True, slots=True)
class Fault:
    """A key of a change that does not fit these inputs."""

    key: str
    value: str
    expected: str
    fix: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A field that a change sets, so that no other change may set it too.

    `keys` name the part of the field, such as unit and skill; None stands for all of them.
    """

    field: str
    keys: tuple[str | None, ...]
    span: Span

    def meets(self, other: Claim) -> bool:
        """Whether both set the same field somewhere on the same day."""
        return (
            self.field == other.field
            and self.span.overlaps(other.span)
            and all(a is None or b is None or a == b for a, b in zip(self.keys, other.keys, strict=True))
        )


@dataclass(frozen=True, slots=True)
class Difference:
    """What a change did to one thing, for the recorded diff."""

    target: str
    before: str
    after: str


class Change(Section):
    """One typed change of the inputs."""

    amounts: ClassVar[tuple[str, ...]] = ()
    """Keys that say how much, of which exactly one is given; none where a change has no choice."""

    def faults(self, inputs: PlanInputs) -> Iterator[Fault]:
        """Every key that does not fit `inputs`."""
        raise NotImplementedError

    def claims(self, inputs: PlanInputs) -> tuple[Claim, ...]:
        """The fields it sets."""
        raise NotImplementedError

    def apply(self, inputs: PlanInputs) -> tuple[PlanInputs, tuple[Difference, ...]]:
        """The changed inputs and the diff; called only when there are no faults."""
        raise NotImplementedError

    @model_validator(mode="after")
    def _one_amount(self) -> Self:
        given = [key for key in self.amounts if getattr(self, key) is not None]
        if self.amounts and len(given) != 1:
            found = " and ".join(given) or "none of them"
            raise ValueError(f"exactly one of {', '.join(self.amounts)}; given: {found}")
        return self

    def useful_span(self, inputs: PlanInputs) -> Span:
        """The days on which a change of this kind can matter for the plan."""
        return horizon(inputs.grid)


class DatedChange(Change):
    """A change for some days: `first_day` to `last_day`, both included; not given means the whole plan."""

    first_day: Day | None = None
    last_day: Day | None = None

    def span(self, inputs: PlanInputs) -> Span:
        """The days as dates."""
        return span_of(self.first_day, self.last_day, inputs.grid)

    def date_faults(self, inputs: PlanInputs) -> Iterator[Fault]:
        """The one fault that days can have."""
        span = self.span(inputs)
        if span.last < span.first:
            yield Fault("last_day", f"{span.last}", f"a day on or after the first, {span.first}")


def history_span(inputs: PlanInputs) -> Span:
    """From the end of history to the end of the plan: the days that are forecast."""
    first: date = inputs.cutoff.astimezone(zone_info(inputs.grid.zone)).date()
    return Span(min(first, inputs.grid.first_day), horizon(inputs.grid).last)


def opened_units(inputs: PlanInputs) -> frozenset[str]:
    """Units that an earlier change opened: they have no arrivals of their own."""
    return frozenset(effect.unit_id for effect in inputs.share_effects)


def without_past(key: str, unit_id: str | None, inputs: PlanInputs) -> Iterator[Fault]:
    """The fault of a unit whose patients are a share of another one's, where those themselves are to change."""
    for effect in inputs.share_effects:
        if effect.unit_id == unit_id:
            expected = (
                f"a unit with a past; {unit_id} is opened and takes its patients from {effect.from_unit_id}"
            )
            yield Fault(key, effect.unit_id, expected, "change takes_percent, or the other unit")


def unknown_ids(key: str, values: Collection[str], known: Collection[str]) -> Iterator[Fault]:
    """The faults of ids that do not exist."""
    for value in values:
        yield from unknown_id(key, value, known)


def unknown_id(key: str, value: str | None, known: Collection[str]) -> Iterator[Fault]:
    """The fault of an id that does not exist, with the nearest one that does."""
    if value is None or value in known:
        return
    near = get_close_matches(value, known, n=1)
    fix = f"did you mean '{near[0]}'?" if near else None
    yield Fault(key, value, f"one of {', '.join(sorted(known))}", fix)
