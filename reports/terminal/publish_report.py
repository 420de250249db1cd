"""The result of `wardwise publish`."""

from __future__ import annotations

from rich.console import Group, RenderableType

from data.publish import Published
from reports.terminal.text import ALARM, bullets, plain
from reports.words import count, number, span


def publish_report(published: Published) -> RenderableType:
    """What is published now, and what it replaced."""
    days = span(published.first_day, published.last_day)
    shifts = count(published.n_shifts, "shift")
    if published.was_published:
        return plain(f"{published.run_id} is the published roster of {days} already; nothing changed.")
    parts: list[RenderableType] = [
        plain(f"{published.run_id} is the published roster of {days} now: {shifts}.", "bold")
    ]
    counts = (
        f"{number(published.n_new)} new, {number(published.n_changed)} changed, "
        f"{number(published.n_removed)} taken away, {number(published.n_unchanged)} as published before."
    )
    details = [counts]
    if published.replaced_run_id:
        details.append(f"It replaces {published.replaced_run_id}.")
    if published.n_changed or published.n_removed:
        people = count(published.n_people_affected, "person", "people")
        details.append(f"Shifts of {people} differ from what was published before.")
    parts.append(bullets(details))
    if published.is_scenario:
        parts.append(plain("It was planned with a scenario, not with the data as they are.", ALARM))
    return Group(*parts)
