"""The result of `wardwise explain`."""

from __future__ import annotations

from rich.console import Group, RenderableType

from reports.terminal.text import ALARM, MUTED, bullets, grid, plain
from reports.words import money, short_day
from scenarios.explaining import Explanation


def explanation(answer: Explanation, currency: str) -> RenderableType:
    """The question, how things are, and the reasons."""
    parts: list[RenderableType] = [plain(answer.question, "bold"), bullets([*answer.facts, *answer.remarks])]
    if not answer.reasons:
        return Group(*parts)
    table = grid([("Who", "left"), ("Day", "left"), ("If", "left"), ("Cost", "right"), ("Why", "left")])
    for reason in answer.reasons:
        sign = "+" if reason.pence > 0 else ""
        table.add_row(
            plain(f"{reason.name} ({reason.staff_id})"),
            plain(short_day(reason.date)),
            plain(reason.what),
            plain(
                f"{sign}{money(reason.pence, currency)}" if reason.can_be else "cannot be",
                "" if reason.can_be else ALARM,
            ),
            plain("\n".join(reason.why)),
        )
    parts += [table, plain("Costs are planning figures of the whole plan against the run as it is.", MUTED)]
    return Group(*parts)
