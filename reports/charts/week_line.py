"""A small chart without axes: what was forecast and what was counted, from week to week."""

from __future__ import annotations

from collections.abc import Sequence

WIDTH, HEIGHT = 120, 28
_EDGE = 3


def week_line(actual: Sequence[float], expected: Sequence[float]) -> str:
    """An SVG of two lines, classes `actual` and `expected`; empty text for fewer than two weeks. Holds numbers only."""
    if len(actual) < 2:
        return ""
    low, high = min(*actual, *expected), max(*actual, *expected)
    scale = (HEIGHT - 2 * _EDGE) / (high - low) if high > low else 0.0
    step = (WIDTH - 2 * _EDGE) / (len(actual) - 1)

    def line(values: Sequence[float], name: str) -> str:
        points = " ".join(
            f"{_EDGE + step * number:.1f},{HEIGHT - _EDGE - scale * (value - low):.1f}"
            for number, value in enumerate(values)
        )
        return f'<polyline class="{name}" points="{points}"/>'

    inside = line(expected, "expected") + line(actual, "actual")
    return (
        f'<svg class="weekline" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'aria-hidden="true">{inside}</svg>'
    )
