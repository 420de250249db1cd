"""Cost against open shifts: every plan of a sweep as a point, those that no other beats joined by a line."""

from __future__ import annotations

from collections.abc import Sequence

from scenarios.sweep import Point

WIDTH, HEIGHT = 640, 320
_LEFT, _BOTTOM, _EDGE = 56, 44, 16


def frontier_chart(points: Sequence[Point], best: Sequence[Point]) -> str:
    """An SVG, classes `dot`, `best` and `edge`; it holds numbers and fixed words only. Amounts are in thousands."""
    known = [
        (point.extra_pence / 100_000, point.open_shifts)
        for point in points
        if point.extra_pence is not None and point.open_shifts is not None
    ]
    if not known:
        return ""
    most_cost = max(cost for cost, _ in known) or 1
    most_open = max(n_open for _, n_open in known) or 1

    def place(cost: float, n_open: float) -> tuple[float, float]:
        x = _LEFT + (WIDTH - _LEFT - _EDGE) * cost / most_cost
        y = HEIGHT - _BOTTOM - (HEIGHT - _BOTTOM - _EDGE) * n_open / most_open
        return x, y

    parts = [_axes(most_cost, most_open)]
    line = [place((p.extra_pence or 0) / 100_000, p.open_shifts or 0) for p in best]
    if len(line) > 1:
        corners = " ".join(f"{x:.1f},{y:.1f}" for x, y in line)
        parts.append(f'<polyline points="{corners}" fill="none" stroke="#1b6e8a" stroke-width="2"/>')
    for cost, n_open in known:
        x, y = place(cost, n_open)
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#9db4c0" stroke="#5b6c7d"/>')
    parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="#1b6e8a"/>' for x, y in line]
    return (
        f'<svg class="frontier" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="Open shifts against the cost of overtime, bank and agency">{"".join(parts)}</svg>'
    )


def _axes(most_cost: float, most_open: int) -> str:
    base, right = HEIGHT - _BOTTOM, WIDTH - _EDGE
    style = 'font-size="12" fill="currentColor"'
    return (
        f'<path d="M{_LEFT} {_EDGE}V{base}H{right}" fill="none" stroke="#5b6c7d"/>'
        f'<text x="{_LEFT - 8}" y="{_EDGE + 4}" text-anchor="end" {style}>{most_open}</text>'
        f'<text x="{_LEFT - 8}" y="{base + 4}" text-anchor="end" {style}>0</text>'
        f'<text x="{_LEFT}" y="{base + 18}" {style}>0</text>'
        f'<text x="{right}" y="{base + 18}" text-anchor="end" {style}>{most_cost:,.1f} thousand</text>'
        f'<text x="{(_LEFT + right) / 2}" y="{HEIGHT - 6}" text-anchor="middle" {style}>'
        "overtime, bank and agency</text>"
        f'<text transform="translate(14 {(_EDGE + base) / 2}) rotate(-90)" text-anchor="middle" {style}>'
        "open shifts</text>"
    )
