"""Keys of pydantic models in a reader's words: type, limits, default and meaning."""

from __future__ import annotations

import json
import types
from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from docs.generated.markdown import code, sentence, table

PLAIN = {bool: "true or false", int: "whole number", float: "number", str: "text", date: "date"}
LIMITS = (("ge", "at least"), ("gt", "above"), ("le", "at most"), ("lt", "below"))


def key_table(model: type[BaseModel], leave_out: frozenset[str] = frozenset()) -> str:
    """A table of the keys of one model."""
    rows = [
        (code(name), _kind(field), _default(field), sentence(field.description or ""))
        for name, field in model.model_fields.items()
        if name not in leave_out
    ]
    return table(("Key", "Value", "If not given", "Meaning"), rows)


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """Every model that an annotation mentions."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from models_in(argument)


def _kind(field: FieldInfo) -> str:
    limits = [
        f"{words} {getattr(limit, name):g}"
        for limit in field.metadata
        for name, words in LIMITS
        if getattr(limit, name, None) is not None
    ]
    return ", ".join([_words(field.annotation), *limits])


def _words(annotation: Any) -> str:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _words(arguments[0])
    if origin is Literal:
        return " or ".join(code(json.dumps(value)) for value in arguments)
    if origin in (Union, types.UnionType):
        words = (_words(argument) for argument in arguments if argument is not type(None))
        return " or ".join(dict.fromkeys(words))
    if origin is tuple:
        return f"list of {_words(arguments[0])}"
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return f"table of {_words(arguments[0])} = {_words(arguments[1])}"
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return " or ".join(code(json.dumps(member.value)) for member in annotation)
    return PLAIN.get(annotation, "table")


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "**must be given**"
    value = field.get_default(call_default_factory=True)
    if value is None or value == () or value == {}:
        return "-"
    if isinstance(value, Enum):
        value = value.value
    return code(json.dumps(list(value) if isinstance(value, tuple) else value))
