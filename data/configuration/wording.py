"""Pydantic's errors in a manager's words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches

from pydantic_core import ErrorDetails

from data.configuration.base import PATTERN_WORDS

_TYPES = {
    "string_type": "text in quotes",
    "int_type": "a whole number without quotes",
    "int_from_float": "a whole number",
    "float_type": "a number without quotes",
    "bool_type": "true or false, without quotes",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "a table of keys",
    "mapping_type": "a table of keys",
    "model_type": "a table of keys",
    "model_attributes_type": "a table of keys",
    "finite_number": "a finite number",
    "string_too_short": "text that is not empty",
}
_LIMITS = {
    "greater_than": ("a number above {}", "gt"),
    "greater_than_equal": ("{} or more", "ge"),
    "less_than": ("a number below {}", "lt"),
    "less_than_equal": ("{} or less", "le"),
    "string_too_long": ("at most {} characters", "max_length"),
    "too_short": ("at least {} of them", "min_length"),
    "too_long": ("at most {} of them", "max_length"),
}


def expectation(detail: ErrorDetails) -> tuple[str, str | None]:
    """What was expected, and how to mend it, for one error of pydantic."""
    kind, context, found = detail["type"], detail.get("ctx", {}), detail["input"]
    if kind in _LIMITS:
        words, key = _LIMITS[kind]
        limit = context[key]
        return words.format(f"{limit:g}" if isinstance(limit, float) else limit), None
    if kind in ("literal_error", "enum"):
        return _one_of(_quoted(context["expected"]), found)
    if kind == "union_tag_invalid":
        return _one_of(_quoted(context["expected_tags"]), context["tag"])
    if kind == "union_tag_not_found":
        return f"the key {context['discriminator']}, which says what kind it is", None
    if kind == "string_pattern_mismatch":
        pattern = context["pattern"]
        return PATTERN_WORDS.get(pattern, f"text of the form {pattern}"), None
    if kind.startswith("date_"):
        return "a date such as 2026-11-30, without quotes", None
    if kind == "string_type" and isinstance(found, int | float) and not isinstance(found, bool):
        return _TYPES[kind], f'write "{found}"'
    if kind in ("tuple_type", "list_type") and isinstance(found, dict):
        return _TYPES[kind], f"write [[{detail['loc'][-1]}]] with two brackets for each item"
    if kind in _TYPES:
        return _TYPES[kind], None
    return re.sub(r"^(Input|Value|String) should (be|have) ", "", detail["msg"]).rstrip("."), None


def found_words(value: object) -> str | None:
    """A single value as it stands in the file; None for a list or table, which would only fill the line."""
    match value:
        case bool():
            return "true" if value else "false"
        case str() | int() | float():
            return str(value)
        case _:
            return None


def _quoted(text: str) -> list[str]:
    return re.findall(r"'([^']*)'", text)


def _one_of(choices: Sequence[str], found: object) -> tuple[str, str | None]:
    near = get_close_matches(str(found), choices, n=1)
    return f"one of {', '.join(choices)}", f"did you mean '{near[0]}'?" if near else None
