"""Which of two figures is the stricter one, and the settings that packs bring along."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from data.configuration.pack import PACK_IDS, Figure, Pack, load_pack

MORE_IS_STRICTER: Mapping[tuple[str, str], bool] = {
    ("minimum_rest", "hours"): True,
    ("rest_after_nights", "hours"): True,
    ("rest_after_long_shifts", "from_hours"): False,
    ("rest_after_long_shifts", "hours"): True,
    ("weekly_rest", "days_off"): True,
    ("weekly_rest", "in_weeks"): False,
    ("weekly_rest", "hours"): True,
    ("consecutive_days", "at_most"): False,
    ("consecutive_nights", "at_most"): False,
    ("nights_in_period", "at_most"): False,
    ("nights_in_period", "in_weeks"): True,
    ("consecutive_long_shifts", "at_most"): False,
    ("consecutive_long_shifts", "longer_than_hours"): False,
    ("maximum_shift", "hours"): False,
    ("maximum_shift", "breaks_count"): True,
    ("rolling_hours", "at_most_hours"): False,
    ("rolling_hours", "in_days"): True,
    ("average_hours", "at_most_hours_week"): False,
    ("average_hours", "in_weeks"): False,
    ("weekends", "at_most"): False,
    ("weekends", "in_weeks"): True,
    ("sundays", "at_most"): False,
    ("sundays", "in_weeks"): True,
    ("overtime", "period_hours"): False,
    ("overtime", "day_hours"): False,
    ("overtime", "percent"): True,
}
"""(rule, key) -> whether a larger figure asks more of the roster, the other keys being equal."""


def is_laxer(rule: str, key: str, own: Figure | None, binding: Figure) -> bool:
    """Whether `own` asks less than `binding`; a figure without a direction must be the very same."""
    if own is None:
        return True
    more = MORE_IS_STRICTER.get((rule, key))
    if more is None:
        return own != binding
    return own < binding if more else own > binding


def with_packs(content: Mapping[str, Any]) -> dict[str, Any]:
    """The content of `hospital.toml` with the figures of its packs wherever it does not give its own.

    Where two packs speak of one figure, the stricter holds. Parts that are not what they should be are left for
    validation to report.
    """
    packs = [load_pack(pack_id) for pack_id in pack_ids(content.get("pack", ())) if pack_id in PACK_IDS]
    rules = content.get("rules", {})
    if not packs or not isinstance(rules, dict):
        return dict(content)
    filled = dict(rules)
    for name, brought in _brought(packs).items():
        own = rules.get(name, {})
        if isinstance(own, dict):
            filled[name] = {**brought, **own}
    overtime = rules.get("overtime", {})
    regimes = overtime.get("regimes", []) if isinstance(overtime, dict) else None
    if isinstance(regimes, list) and regimes:
        filled["overtime"] = {**overtime, "regimes": [_regime(packs, regime) for regime in regimes]}
    return {**content, "rules": filled}


def pack_ids(written: object) -> tuple[str, ...]:
    """`pack` may be one id or a list of ids."""
    if isinstance(written, str):
        return (written,)
    return tuple(each for each in written if isinstance(each, str)) if isinstance(written, Iterable) else ()


def _brought(packs: Iterable[Pack]) -> dict[str, dict[str, Any]]:
    brought: dict[str, dict[str, Any]] = {}
    for pack in packs:
        for name, rule in pack.rules.items():
            section = brought.setdefault(name, {"enforcement": "hard", "source": ""})
            for key, figure in {**rule.figures, **rule.usual}.items():
                if key not in section or is_laxer(name, key, section[key], figure):
                    section[key] = figure
            section["source"] = "; ".join(part for part in (section["source"], rule.source) if part)
    return brought


def _regime(packs: Iterable[Pack], written: Any) -> Any:
    if not isinstance(written, dict):
        return written
    for pack in packs:
        law = pack.regimes.get(str(written.get("id")))
        if law is not None:
            written = {"source": law.source, **law.figures, **written}
    return written
