"""What happens when a primitive is broken: forbidden, priced, or switched off by a literal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from ortools.sat.python import cp_model

from optimization.roster.cpsat.cells import Literal
from optimization.rules.policy import Soft


class Breach(Protocol):
    """Takes the breaches of one primitive, in the ways in which primitives state them."""

    def forbid(self, literals: Sequence[Literal], amount: int = 1) -> None:
        """All literals true at once is a breach of `amount`."""
        ...

    def forbid_groups(self, groups: Sequence[Sequence[Literal]], amount: int = 1) -> None:
        """One true literal in every group is a breach of `amount`; a group never has two."""
        ...

    def bound(self, excess: cp_model.LinearExprT, most: int, first: int, each: int) -> None:
        """A positive `excess` (it is at most `most`) is a breach: of `first` for its first unit, then of `each`.

        `first` is not above `each`.
        """
        ...

    def count(self, amount: cp_model.LinearExprT) -> None:
        """`amount`, which is never negative, is a breach."""
        ...


class Forbidden:
    """Breaches must not happen; with `when`, only while that literal is true."""

    def __init__(self, model: cp_model.CpModel, when: Literal | None = None) -> None:
        self._model = model
        self._when = [] if when is None else [when]

    def forbid(self, literals: Sequence[Literal], amount: int = 1) -> None:
        """Not all of them."""
        del amount
        self._model.add_bool_or(
            [*(literal.negated() for literal in literals), *(when.negated() for when in self._when)]
        )

    def forbid_groups(self, groups: Sequence[Sequence[Literal]], amount: int = 1) -> None:
        """At most all groups but one; two groups make a clique, which propagates best."""
        del amount
        if all(groups):
            literals = [literal for group in groups for literal in group]
            if len(groups) <= 2 and not self._when:
                self._model.add_at_most_one(literals) if len(groups) == 2 else self._close(literals)
            else:
                self._enforce(cp_model.LinearExpr.sum(literals) <= len(groups) - 1)

    def bound(self, excess: cp_model.LinearExprT, most: int, first: int, each: int) -> None:
        """No positive excess."""
        del first, each
        if most > 0:
            self._enforce(excess <= 0)

    def count(self, amount: cp_model.LinearExprT) -> None:
        """None at all."""
        self._enforce(amount <= 0)

    def _close(self, literals: Sequence[Literal]) -> None:
        for literal in literals:
            self._model.add(literal == 0)

    def _enforce(self, constraint: cp_model.BoundedLinearExpression | bool | np.bool_) -> None:
        # a constant expression compares to a plain bool, which the model takes as well
        added = self._model.add(constraint)
        if self._when:
            added.only_enforce_if(self._when)


class Priced:
    """Breaches have a price; it lands in `terms`."""

    def __init__(self, model: cp_model.CpModel, price: Soft, terms: list[cp_model.LinearExprT]) -> None:
        self._model = model
        self._price = price
        self._terms = terms

    def forbid(self, literals: Sequence[Literal], amount: int = 1) -> None:
        """A literal that is true when all are."""
        broken = self._model.new_bool_var("broken")
        self._model.add_bool_or([broken, *(literal.negated() for literal in literals)])
        self._terms.append(self._price.pence(amount) * broken)

    def forbid_groups(self, groups: Sequence[Sequence[Literal]], amount: int = 1) -> None:
        """A literal that is true when every group has a true one."""
        if not all(groups):
            return
        literals = [literal for group in groups for literal in group]
        if len(groups) == 1:
            self._terms.append(self._price.pence(amount) * cp_model.LinearExpr.sum(literals))
            return
        broken = self._model.new_bool_var("broken")
        self._model.add(cp_model.LinearExpr.sum(literals) - broken <= len(groups) - 1)
        self._terms.append(self._price.pence(amount) * broken)

    def bound(self, excess: cp_model.LinearExprT, most: int, first: int, each: int) -> None:
        """Variables that add up to the excess at least; the cheaper first unit fills before the rest."""
        if most <= 0:
            return
        if first == each:
            # one unit at a time is counted in blocks of the price's units, of which every breach is a multiple
            block = self._price.per_units if each == 1 else 1
            surplus = self._model.new_int_var(0, -(-most // block), "surplus")
            self._model.add(block * surplus >= excess)
            self._terms.append(self._price.pence(each * block) * surplus)
            return
        begun = self._model.new_bool_var("begun")
        more = self._model.new_int_var(0, most - 1, "more")
        self._model.add(begun + more >= excess)
        self._terms.append(self._price.pence(first) * begun + self._price.pence(each) * more)

    def count(self, amount: cp_model.LinearExprT) -> None:
        """The amount itself."""
        self._terms.append(self._price.pence_per_unit * amount)
