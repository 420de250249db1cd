"""Which of two sets of figures is the stricter one, rule by rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from data.configuration.pack import Figure

MORE_IS_STRICTER: Mapping[tuple[str, str], bool] = {
    ("minimum_rest", "hours"): True,
    ("rest_after_nights", "hours"): True,
    ("rest_after_long_shifts", "from_hours"): False,
    ("rest_after_long_shifts", "hours"): True,
    ("weekly_rest", "days_off"): True,
    ("weekly_rest", "in_weeks"): False,
    ("weekly_rest", "hours"): True,
    ("weekly_rest", "whole_days"): True,
    ("consecutive_days", "at_most"): False,
    ("consecutive_nights", "at_most"): False,
    ("nights_in_period", "at_most"): False,
    ("nights_in_period", "in_weeks"): True,
    ("consecutive_long_shifts", "at_most"): False,
    ("consecutive_long_shifts", "longer_than_hours"): False,
    ("consecutive_late_shifts", "at_most"): False,
    ("consecutive_late_shifts", "longer_than_hours"): False,
    ("consecutive_late_shifts", "ends_after_hour"): False,
    ("rest_after_runs", "hours"): True,
    ("rest_after_runs", "after_days"): False,
    ("rest_after_runs", "after_long_shifts"): False,
    ("rest_after_runs", "after_late_shifts"): False,
    ("rest_after_runs", "longer_than_hours"): False,
    ("rest_after_runs", "ends_after_hour"): False,
    ("maximum_shift", "hours"): False,
    ("maximum_shift", "breaks_count"): True,
    ("maximum_shift", "clock_change_counts"): True,
    ("rolling_hours", "at_most_hours"): False,
    ("rolling_hours", "in_days"): True,
    ("rolling_hours", "any_hour"): True,
    ("average_hours", "at_most_hours_week"): False,
    ("average_hours", "in_weeks"): False,
    ("weekends", "at_most"): False,
    ("weekends", "in_weeks"): True,
    ("weekends", "friday_night_counts"): True,
    ("sundays", "at_most"): False,
    ("sundays", "in_weeks"): True,
    ("overtime", "period_hours"): False,
    ("overtime", "day_hours"): False,
    ("overtime", "percent"): True,
}
"""(rule, key) -> whether a larger figure asks more of the roster, the other keys being equal."""

_IN_A_SPAN: Mapping[str, tuple[str, str]] = {
    "weekly_rest": ("days_off", "in_weeks"),
    "nights_in_period": ("at_most", "in_weeks"),
    "weekends": ("at_most", "in_weeks"),
    "rolling_hours": ("at_most_hours", "in_days"),
}
"""Rules with a number of something in any so many weeks or days: neither figure says anything without the other.

Sundays are counted in the weeks that end with the plan alone: a shorter span says nothing of the weeks before it.
"""

_SPANS = ("in_weeks", "in_days")


def laxer_keys(
    rule: str, own: Mapping[str, Figure | None], law: Mapping[str, Figure]
) -> Iterator[tuple[str, ...]]:
    """The keys of `law`, alone or as a number and its span, by which `own` asks less; `own` has them all.

    An average is compared key by key: laws bound the reference period from above ("not exceeding four months"), so a shorter
    one is within them.
    """
    pair = _IN_A_SPAN.get(rule)
    together = pair if pair is not None and all(key in law for key in pair) else ()
    if together and not _holds_in_span(rule, *(_numbers(figures, *together) for figures in (own, law))):
        yield together
    for key, figure in law.items():
        if key not in together and _is_laxer(rule, key, own[key], figure):
            yield (key,)


def is_as_strict(rule: str, one: Mapping[str, Figure | None], other: Mapping[str, Figure | None]) -> bool:
    """Whether a plan that keeps the figures `one` keeps `other`, whatever was worked before; both have the same keys.

    Only over the same span: what a shorter one asks of the weeks ahead makes up for nothing that lies behind.
    """
    known = {key: figure for key, figure in other.items() if figure is not None}
    same_span = all(one.get(key) == other.get(key) for key in _SPANS)
    return same_span and not any(laxer_keys(rule, one, known))


def _is_laxer(rule: str, key: str, own: Figure | None, law: Figure) -> bool:
    """Whether `own` asks less than `law`; a figure without a direction must be the very same."""
    if own is None:
        return True
    more = MORE_IS_STRICTER.get((rule, key))
    if more is None:
        return own != law
    return own < law if more else own > law


def _numbers(figures: Mapping[str, Figure | None], amount: str, span: str) -> tuple[float, int]:
    return float(figures[amount] or 0), int(figures[span] or 1)


def _holds_in_span(rule: str, own: tuple[float, int], law: tuple[float, int]) -> bool:
    holds = _so_many_off if rule == "weekly_rest" else _so_few
    return holds(*own, *law)


def _so_many_off(own: float, own_weeks: int, law: float, weeks: int) -> bool:
    """Whether `own` days off in any `own_weeks` weeks make at least `law` in any `weeks`.

    As many whole spans as fit have theirs, and the weeks that are left have what does not fit into the rest of one more.
    """
    whole, left = divmod(weeks, own_weeks)
    return whole * own + (max(0, own - 7 * (own_weeks - left)) if left else 0) >= law


def _so_few(own: float, own_span: int, law: float, span: int) -> bool:
    """Whether at most `own` in any `own_span` is at most `law` in any `span`: so many spans cover it."""
    return -(-span // own_span) * own <= law
