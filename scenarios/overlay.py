"""Applying a scenario to the inputs: once, in file order, with every difference recorded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from data.configuration.hospital import Hospital
from data.inputs import Note, PlanInputs, Severity
from data.problems import InputError, Problem
from data.tables import ABSENCES, MAINTENANCE, STAFF
from scenarios.changes.base import Change, Claim, DatedChange, Difference
from scenarios.schema import ScenarioChain


@dataclass(frozen=True, slots=True)
class InputChange:
    """One line of the recorded diff. `position` counts from 1; `change` is the kind."""

    position: int
    scenario: str
    change: str
    target: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PlacedChange:
    """A change with where it stands: `number` from 1 in its file."""

    scenario: str
    file: str
    number: int
    change: Change

    @property
    def kind(self) -> str:
        """The kind of the change."""
        return str(getattr(self.change, "kind"))  # noqa: B009

    @property
    def where(self) -> str:
        """Such as `winter.toml, changes[2] (demand)`."""
        return f"{self.file}, changes[{self.number}] ({self.kind})"


def apply_scenario(inputs: PlanInputs, scenario: ScenarioChain) -> tuple[PlanInputs, tuple[InputChange, ...]]:
    """`inputs` with every change of the chain, and the diff; raises InputError listing every fault."""
    placed = tuple(placed_changes(scenario))
    changed, problems = inputs, []
    differences: list[tuple[PlacedChange, Difference]] = []
    for item in placed:
        # Against the inputs as they are by then: a change may name a unit that an earlier one opens.
        faults = list(_faults(changed, item))
        problems.extend(faults)
        if not faults:
            changed, found = item.change.apply(changed)
            differences.extend((item, difference) for difference in found)
    problems.extend(_conflicts(inputs, placed, scenario) if not problems else ())
    if problems:
        raise InputError(problems, f"Scenario {scenario.name} cannot be used")
    notes = (*changed.notes, *_notes(inputs, placed, differences))
    lines = tuple(
        InputChange(number, item.scenario, item.kind, d.target, d.before, d.after)
        for number, (item, d) in enumerate(differences, start=1)
    )
    return _checked(replace(changed, notes=notes)), lines


def placed_changes(scenario: ScenarioChain) -> Iterator[PlacedChange]:
    """Every change of the chain, in the order in which they apply."""
    for link in scenario.links:
        file = link.file or f"scenario {link.scenario.name}"
        for number, change in enumerate(link.scenario.changes, start=1):
            yield PlacedChange(link.scenario.name, file, number, change)


def _faults(inputs: PlanInputs, item: PlacedChange) -> Iterator[Problem]:
    for fault in item.change.faults(inputs):
        column = f"changes[{item.number}].{item.kind}.{fault.key}"
        yield Problem(
            file=item.file, column=column, value=fault.value, expected=fault.expected, fix=fault.fix
        )


def _conflicts(
    inputs: PlanInputs, placed: tuple[PlacedChange, ...], scenario: ScenarioChain
) -> Iterator[Problem]:
    chain = " -> ".join(link.scenario.name for link in reversed(scenario.links))
    earlier: list[tuple[Claim, PlacedChange]] = []
    for item in placed:
        claims = item.change.claims(inputs)
        for claim in claims:
            for other, owner in earlier:
                if claim.meets(other):
                    yield _conflict(item, owner, claim, chain if len(scenario.links) > 1 else None)
        earlier.extend((claim, item) for claim in claims)


def _conflict(item: PlacedChange, owner: PlacedChange, claim: Claim, chain: str | None) -> Problem:
    part = ", ".join(key for key in claim.keys if key)
    through = f" (chain {chain})" if chain else ""
    return Problem(
        file=item.file,
        column=f"changes[{item.number}].{item.kind}",
        expected=(
            f"each field to be changed once; {claim.field}{f' of {part}' if part else ''} on {claim.span}"
            f" is also changed by {owner.where}{through}"
        ),
        fix="keep one of the two, or give them different units or days",
    )


def _notes(
    inputs: PlanInputs, placed: tuple[PlacedChange, ...], differences: list[tuple[PlacedChange, Difference]]
) -> Iterator[Note]:
    """Changes that cannot matter, or not on all their days."""
    for item in placed:
        if isinstance(item.change, DatedChange):
            span, useful = item.change.span(inputs), item.change.useful_span(inputs)
            if not span.overlaps(useful):
                text = f"{item.where}: {span} lies outside the days that count, {useful}, so it has no effect"
                yield Note(Severity.WARNING, "scenario", text)
            elif not span.within(useful):
                text = f"{item.where}: of {span} only the days within {useful} count"
                yield Note(Severity.INFO, "scenario", text)
    for item, difference in differences:
        if difference.before == difference.after:
            text = f"{item.where} changes nothing: {difference.target} stays {difference.after}"
            yield Note(Severity.WARNING, "scenario", text)


def _checked(inputs: PlanInputs) -> PlanInputs:
    """The inputs validated again: a scenario must leave them as sound as it found them.

    Raises ValueError otherwise, because the changes themselves refuse what would lead there.
    """
    # what is not written stays unwritten: packs speak there
    hospital = Hospital.model_validate(inputs.hospital.model_dump(exclude_unset=True))
    tables = replace(
        inputs.tables,
        staff=STAFF.conform(inputs.tables.staff),
        absences=ABSENCES.conform(inputs.tables.absences),
        maintenance=MAINTENANCE.conform(inputs.tables.maintenance),
    )
    known = set(tables.staff["staff_id"].to_pylist())
    keys = Counter(tuple(row.values()) for row in tables.absences.select(list(ABSENCES.key)).to_pylist())
    doubles = [key for key, count in keys.items() if count > 1]
    strangers = [staff_id for staff_id, _ in keys if staff_id not in known]
    if doubles or strangers:
        raise ValueError(f"absences after the scenario: doubled keys {doubles}, unknown people {strangers}")
    return replace(inputs, hospital=hospital, tables=tables)
