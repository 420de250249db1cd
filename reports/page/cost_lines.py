"""What the plan's price is made of."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from reports.run_view import RunView

_TITLES = {
    "coverage": "Expected shortage and surplus of people",
    "bank": "Bank shifts",
    "agency": "Agency shifts",
    "assignment": "Floating and stand-in work",
}


@dataclass(frozen=True, slots=True)
class CostLine:
    """One kind of cost over all units, and its part of the whole from 0 to 1."""

    title: str
    pence: int
    share: float


def cost_lines(run: RunView) -> tuple[CostLine, ...]:
    """The kinds that cost anything, dearest first."""
    titles = {row["rule"]: f"Rule: {row['title']}" for row in run.rows("breaches")}
    sums: dict[str, int] = defaultdict(int)
    for row in run.rows("costs"):
        sums[row["kind"]] += row["pence"]
    total = sum(sums.values())
    return tuple(
        CostLine(_TITLES.get(kind) or titles.get(kind) or f"Rule: {_plain(kind)}", pence, pence / total)
        for kind, pence in sorted(sums.items(), key=lambda item: -item[1])
        if pence
    )


def _plain(kind: str) -> str:
    return kind.replace("_", " ")
