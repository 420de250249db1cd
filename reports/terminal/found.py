"""The result of `wardwise scenario find`."""

from __future__ import annotations

from typing import Any

from rich.console import Group, RenderableType

from reports.terminal.text import MUTED, grid, heading, plain
from reports.words import NONE, money, number
from scenarios.find import Found
from scenarios.vary import Axis


def found_report(axis: Axis, found: Found, currency: str) -> RenderableType:
    """The answer, then every plan that was made for it."""
    table = grid(
        ((axis.name, "right"), (found.target.figure, "right"), ("Overtime, bank and agency", "right"))
    )
    for one in found.tried:
        cells = (
            f"{one.value:g}",
            "no plan" if one.figure is None else number(one.figure, _decimals(one.figure)),
            NONE if one.extra_pence is None else money(one.extra_pence, currency),
        )
        table.add_row(*map(plain, cells))
    parts: list[RenderableType] = [plain(answer(axis, found)), heading("Plans made for it"), table]
    if not found.is_monotone:
        text = "The figure rises and falls on the way: values between these may do better or worse."
        parts.append(plain(text, MUTED))
    return Group(*parts)


def answer(axis: Axis, found: Found) -> str:
    """In a sentence."""
    target = f"{found.target.figure} of at most {found.target.at_most:g}"
    known = [one for one in found.tried if one.figure is not None]
    values = f"the {len(found.tried)} values of {axis.name} that were tried"
    ends = f"from {axis.values[0]:g} to {axis.values[-1]:g}"
    if found.reached_at is None:
        if not known:
            return f"No plan exists for any of {values}, {ends}."
        best = min(known, key=lambda one: one.figure or 0)
        return f"None of {values}, {ends}, reaches {target}: the best is {best.figure:g}, at {best.value:g}."
    if found.missed_at is None:
        return f"All of {values}, {ends}, reach {target}."
    return f"{axis.name} = {found.reached_at:g} reaches {target}; {found.missed_at:g} does not."


def found_json(axis: Axis, found: Found) -> dict[str, Any]:
    """What `--json` prints."""
    return {
        "free": axis.name,
        "figure": found.target.figure,
        "at_most": found.target.at_most,
        "reached_at": found.reached_at,
        "missed_at": found.missed_at,
        "is_monotone": found.is_monotone,
        "answer": answer(axis, found),
        "tried": found.tried,
    }


def _decimals(value: float) -> int:
    return 0 if float(value).is_integer() else 2
