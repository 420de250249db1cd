"""The figures of a comparison in words, with their difference to the first plan."""

from __future__ import annotations

from dataclasses import dataclass

from reports.words import MINUS, NONE, money, number, percent, signed
from scenarios.compare import Figure


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
        text = money(abs(difference), currency)
        return "=" if round(difference) == 0 else f"{'+' if difference > 0 else MINUS}{text}"
    text = signed(difference, 0 if unit == "shifts" else 1)
    return "=" if _is_zero(text) else text


def _is_zero(text: str) -> bool:
    return not text.strip("0.,")
