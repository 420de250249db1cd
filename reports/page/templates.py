"""The template environment: every value is escaped, a missing one is an error."""

from __future__ import annotations

from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from reports import words


def template_environment() -> Environment:
    """Templates of `reports/templates` with the filters of `reports.words`; autoescape is always on."""
    made = Environment(
        loader=PackageLoader("reports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "balance": _balance,
        "count": words.count,
        "money": words.money,
        "number": words.number,
        "percent": words.percent,
        "plain": _plain,
        "clock": words.clock,
        "short_day": words.short_day,
        "short_span": words.short_span,
        "signed": words.signed,
    }
    return made


def page_css() -> Markup:
    """The style sheet, which is ours and holds no data."""
    return Markup((files("reports") / "templates" / "page.css").read_text(encoding="utf-8"))  # noqa: S704


def _plain(identifier: str) -> str:
    return identifier.replace("_", " ")


def _balance(minutes: float | None) -> str:
    return words.NONE if minutes is None else words.signed(minutes / 60, 1)
