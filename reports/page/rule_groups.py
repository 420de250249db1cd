"""Rules not kept, by rule, with their price."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from reports.run_view import Row, RunView
from reports.words import count, hours

SHOWN = 200
"""The most single breaches of one rule that the page lists; the rest is counted there."""


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """All breaches of one rule, dearest first."""

    title: str
    source: str
    unit: str
    amount: int
    pence: int
    is_hard: bool
    rows: tuple[Row, ...]

    @property
    def amount_words(self) -> str:
        """The amounts added up; minutes are shown as hours."""
        if self.unit == "minutes":
            return f"{hours(self.amount)} hours"
        return count(self.amount, self.unit.removesuffix("s"))

    @property
    def shown(self) -> tuple[Row, ...]:
        """The breaches that the page lists."""
        return self.rows[:SHOWN]

    @property
    def n_hidden(self) -> int:
        """How many it does not."""
        return max(len(self.rows) - SHOWN, 0)


def rule_groups(run: RunView) -> tuple[RuleGroup, ...]:
    """The rules that are not kept, each law's by itself: hard ones first, then the dearest."""
    groups: dict[tuple[str, str, bool], list[Row]] = defaultdict(list)
    for row in run.rows("breaches"):
        groups[row["rule"], row["source"], row["is_hard"]].append(row)
    made = [
        RuleGroup(
            title=rows[0]["title"],
            source=source,
            unit=rows[0]["unit"],
            amount=sum(row["amount"] for row in rows),
            pence=sum(row["cost_pence"] for row in rows),
            is_hard=is_hard,
            rows=tuple(sorted(rows, key=lambda r: (-r["cost_pence"], r["first_date"], r["staff_id"]))),
        )
        for (_, source, is_hard), rows in groups.items()
    ]
    return tuple(sorted(made, key=lambda group: (not group.is_hard, -group.pence, group.title)))
