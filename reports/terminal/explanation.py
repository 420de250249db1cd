"""The result of `wardwise explain`."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType

from reports.terminal.text import ALARM, MUTED, bullets, grid, heading, plain
from reports.words import money, short_day
from scenarios.explaining.answers import Explanation, Obstacle


def explanation(answer: Explanation, currency: str) -> RenderableType:
    """The question, how things are, the reasons, and what stands in the way."""
    parts: list[RenderableType] = [plain(answer.question, "bold"), bullets([*answer.facts, *answer.remarks])]
    for obstacle in answer.obstacles:
        parts += _obstacle(obstacle, currency)
    if not answer.reasons:
        return Group(*parts)
    table = grid([("Who", "left"), ("Day", "left"), ("If", "left"), ("Cost", "right"), ("Why", "left")])
    for reason in answer.reasons:
        table.add_row(
            plain(f"{reason.name} ({reason.staff_id})"),
            plain(short_day(reason.date)),
            plain(reason.what),
            plain(
                _signed(reason.pence, currency) if reason.can_be else "cannot be",
                "" if reason.can_be else ALARM,
            ),
            plain("\n".join(reason.why)),
        )
    parts += [table, plain("Costs are planning figures of the whole plan against the run as it is.", MUTED)]
    return Group(*parts)


def _obstacle(obstacle: Obstacle, currency: str) -> Iterator[RenderableType]:
    yield heading(f"Wanted: {obstacle.wanted}")
    if obstacle.causes:
        yield plain(
            "These cannot all be had; with any one of them gone, the others can:"
            if obstacle.is_minimal
            else "These cannot all be had:"
        )
        yield bullets(obstacle.causes)
    if obstacle.ways:
        yield plain("Each of these would do, the cheapest first:")
        yield bullets([f"{way.what}: {_price(way.pence, currency)}" for way in obstacle.ways])
    for remark in obstacle.remarks:
        yield plain(remark)


def _price(pence: int | None, currency: str) -> str:
    return "no price is set" if pence is None else money(pence, currency)


def _signed(pence: int, currency: str) -> str:
    return f"{'+' if pence > 0 else ''}{money(pence, currency)}"
