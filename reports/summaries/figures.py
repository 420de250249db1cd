"""The figures of a comparison in words, with their difference to the first plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.words import MINUS, NONE, money, number, percent, signed
from scenarios.compare import Figure

OVERVIEW = (
    ("open_shifts", "Open shifts"),
    ("extra_pence", "Overtime, bank, agency"),
    ("escalation_chance", "Chance of too few beds"),
    ("equipment_days_short", "Device-days short"),
)
"""The figures to look at first, by key, with short titles."""


@dataclass(frozen=True, slots=True)
class FigureCell:
    """One plan's figure. `difference` is empty for the first plan and where nothing is known; `=` means no difference."""

    value: str
    difference: str


def figure_cells(figure: Figure, currency: str) -> tuple[FigureCell, ...]:
    """The cells of one figure, in the order of the plans."""
    return tuple(
        FigureCell(
            NONE if value is None else _value(value, figure.unit, currency),
            "" if difference is None or position == 0 else _difference(difference, figure.unit, currency),
        )
        for position, (value, difference) in enumerate(zip(figure.values, figure.differences, strict=True))
    )


def same_everywhere(figures: Sequence[Figure], currency: str) -> str | None:
    """A sentence of the figures that are the same in every plan, so that they need no row; None where none is."""
    same = [f"{one.title} {figure_cells(one, currency)[0].value}" for one in figures if not one.differs]
    return f"The same in every plan: {'; '.join(same)}." if same else None


def _value(value: float, unit: str, currency: str) -> str:
    if unit == "share":
        return percent(value, 1)
    if unit == "pence":
        return money(value, currency)
    if unit == "hours":
        return f"{number(value, 1)} h"
    return number(value, 0 if unit == "shifts" else 1)


def _difference(difference: float, unit: str, currency: str) -> str:
    if unit == "share":
        text = signed(difference * 100, 1)
        return "=" if _is_zero(text) else f"{text} points"
    if unit == "pence":
        # Beside thousands, pence are noise; of less than one they are all there is.
        shown = abs(difference) if abs(difference) < 100 else round(abs(difference), -2)
        text = money(shown, currency)
        return "=" if round(difference) == 0 else f"{'+' if difference > 0 else MINUS}{text}"
    text = signed(difference, 0 if unit == "shifts" else 1)
    return "=" if _is_zero(text) else text


def _is_zero(text: str) -> bool:
    return not text.strip("0.,")


def plan_blocks(n_plans: int, abreast: int) -> list[list[int]]:
    """Places of the plans of each table, at most `abreast` of them; the first plan stands in every one."""
    step = abreast - 1
    others = range(1, n_plans)
    return [[0, *others[at : at + step]] for at in range(0, len(others), step)] or [[0]]
