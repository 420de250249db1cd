"""Cells and cell classes of one employee: duties that look alike to every restriction are priced as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from optimization.roster.problem import Employee
from optimization.rules.policy import Restriction
from optimization.rules.primitives import Cell, ForbiddenSuccession, RunLength, WindowedTotal


@dataclass(frozen=True, slots=True)
class Alphabet:
    """`cells[0]` is the day off; then come the duties the employee can have, or had before day 0, in order.

    `class_of` maps a cell number to its class; class 0 holds the day off alone. `examples` has one cell
    content for each class.
    """

    cells: tuple[Cell, ...]
    class_of: tuple[int, ...]
    examples: tuple[Cell, ...]

    @property
    def n_classes(self) -> int:
        """How many classes there are, the day off included."""
        return len(self.examples)

    def class_of_content(self, cell: Cell) -> int:
        """The class of a cell content; raises ValueError for a duty that the employee cannot have."""
        return self.class_of[self.cells.index(cell)]


def read_alphabet(employee: Employee, restrictions: Sequence[Restriction]) -> Alphabet:
    """The cells of an employee, grouped by what the restrictions (fixed cells apart) see of them."""
    duties = {duty for duty in (*employee.history, *employee.pinned.values()) if duty is not None}
    duties.update(employee.duties)
    for restriction in restrictions:
        if isinstance(restriction.primitive, ForbiddenSuccession):
            duties.update(cell for cell in restriction.primitive.carried_in if cell is not None)
    cells: tuple[Cell, ...] = (None, *sorted(duties))
    weights = [
        dict(restriction.primitive.weights) if isinstance(restriction.primitive, WindowedTotal) else {}
        for restriction in restrictions
    ]
    numbers: dict[tuple[object, ...], int] = {}
    class_of = []
    examples = []
    for cell in cells:
        signature: list[object] = [cell is None]
        for restriction, weight in zip(restrictions, weights, strict=True):
            match restriction.primitive:
                case RunLength(cells=members):
                    signature.append(cell in members)
                case ForbiddenSuccession(first=first, then=then, before=before):
                    signature.append((cell in first, cell in then, cell in before))
                case WindowedTotal(only=only, patterns=patterns):
                    signature.append(0 if cell is None else weight.get(cell, 0))
                    signature += [(cell in pattern.first, cell in pattern.then) for pattern in patterns]
                    signature += [cell in duties for duties in dict.fromkeys(duties for _, duties in only)]
                case _:
                    pass
        key = tuple(signature)
        if key not in numbers:
            numbers[key] = len(numbers)
            examples.append(cell)
        class_of.append(numbers[key])
    return Alphabet(cells, tuple(class_of), tuple(examples))
