"""The result of `wardwise replan`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rich.console import Group, RenderableType

from reports.terminal.text import ALARM, MUTED, bullets, grid, heading, plain
from reports.words import NONE, count, number, short_day, span
from scenarios.replanning.calls import Call


@dataclass(frozen=True, slots=True)
class ReplanResult:
    """What a re-plan did. `n_changed` assignments were decided to change, of which `at_least` are proven to be needed."""

    run_id: str
    run_dir: Path
    first_day: date
    last_day: date
    happened: str
    n_changed: int
    at_least: int
    open_before: int
    open_after: int
    seconds: float
    known_breaches: tuple[str, ...]
    remarks: tuple[str, ...]
    calls: tuple[Call, ...]


def call_list_table(done: ReplanResult) -> RenderableType:
    """Figures, then the calls by urgency."""
    changes = count(done.n_changed, "assignment changes", "assignments change")
    proof = f"any roster that leaves no more open changes at least {number(done.at_least)}"
    details = [
        f"{changes}; {proof}.",
        f"Open shifts: {number(done.open_after)}; without changes there would be {number(done.open_before)}.",
        *done.remarks,
    ]
    parts: list[RenderableType] = [
        plain(f"{span(done.first_day, done.last_day)}: {done.happened}", MUTED),
        bullets(details),
    ]
    if done.known_breaches:
        parts += [
            heading("Broken before anything changed, not by this plan"),
            bullets(done.known_breaches, ALARM),
        ]
    if not done.calls:
        return Group(*parts, plain("Nobody has to be called.", "bold"))
    table = grid(
        [
            ("Starts", "left"),
            ("Who", "left"),
            ("Id", "left"),
            ("Was", "left"),
            ("Is now", "left"),
            ("What", "left"),
        ]
    )
    for call in done.calls:
        table.add_row(
            plain(f"{short_day(call.starts.date())} {call.starts:%H:%M}"),
            plain(call.name),
            plain(call.staff_id or NONE),
            plain(call.before or NONE),
            plain(call.after),
            plain(call.what),
        )
    return Group(*parts, heading("To call, the most urgent first"), table)
