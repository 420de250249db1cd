"""Where in a TOML file a fault lies, in words, and which keys are legal there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

Models = Sequence[type[BaseModel]]


def path_words(model: type[BaseModel], content: object, location: Sequence[int | str]) -> str:
    """`location` as a reader of the file finds it: units 'MED', beds_staffed.

    Items of a list go by their id, or by their number from 1. Names that pydantic adds for the chosen kind of a union are
    left out.
    """
    words: list[str] = []
    owners: Models = [model]
    value = content
    for part in location:
        if isinstance(part, int):
            value = value[part] if isinstance(value, list) and part < len(value) else None
            identifier = value.get("id") if isinstance(value, dict) else None
            words[-1] += f" '{identifier}'" if isinstance(identifier, str) else f" {part + 1}"
            continue
        narrowed = _of_kind(owners, part)
        if narrowed and not (isinstance(value, dict) and part in value):
            owners = narrowed
            continue
        owners = _below(owners, part)
        value = value.get(part) if isinstance(value, dict) else None
        words.append(part)
    return ", ".join(_joined(words))


def legal_keys(model: type[BaseModel], location: Sequence[int | str]) -> list[str]:
    """The keys that are legal at `location` inside `model`."""
    owners: Models = [model]
    for part in location:
        if isinstance(part, str):
            owners = _of_kind(owners, part) or _below(owners, part) or owners
    return sorted({key for owner in owners for key in owner.model_fields})


def _joined(words: Sequence[str]) -> list[str]:
    """Keys of nested tables are written with points, as in the file's [headings]."""
    joined: list[str] = []
    for word in words:
        if joined and not joined[-1][-1].isdigit() and not joined[-1].endswith("'"):
            joined[-1] += f".{word}"
        else:
            joined.append(word)
    return joined


def _of_kind(owners: Models, tag: str) -> Models:
    """Those of several models that a field of one constant value tells to be `tag`."""
    if len(owners) < 2:
        return []
    return [
        owner
        for owner in owners
        if any(
            get_origin(field.annotation) is Literal and get_args(field.annotation) == (tag,)
            for field in owner.model_fields.values()
        )
    ]


def _below(owners: Models, key: str) -> Models:
    return [
        inner
        for owner in owners
        if key in owner.model_fields
        for inner in _models(owner.model_fields[key].annotation)
    ]


def _models(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [found for argument in get_args(annotation) for found in _models(argument)]
