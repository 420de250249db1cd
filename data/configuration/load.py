"""Reading TOML files into frozen models, with every fault reported at once in a manager's words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from data.configuration.faults import ConfigurationError
from data.configuration.hospital import Hospital
from data.configuration.location import legal_keys, path_words
from data.configuration.pack_regimes import with_regimes
from data.configuration.toml_text import parse_toml
from data.configuration.wording import expectation, found_words
from data.problems import InputError, Problem

Model = TypeVar("Model", bound=BaseModel)


def load_hospital(path: Path) -> Hospital:
    """Read and check `hospital.toml`, its packs included; raises InputError listing every fault."""
    return validate(with_regimes(read_toml(path)), Hospital, path.name)


def load_toml(path: Path, model: type[Model]) -> Model:
    """Read a TOML file into `model`; raises InputError listing every fault."""
    return validate(read_toml(path), model, path.name)


def read_toml(path: Path) -> dict[str, Any]:
    """The content of a TOML file; raises InputError when it is missing, too large, not UTF-8, or not TOML."""
    try:
        return parse_toml(path)
    except FileNotFoundError:
        problem = Problem(
            file=str(path), expected="a file that exists", fix="`wardwise init` writes a commented one"
        )
    except IsADirectoryError:
        problem = Problem(file=str(path), expected="a file, not a folder")
    except UnicodeDecodeError as error:
        problem = Problem(
            file=str(path), expected=f"UTF-8 text ({error.reason})", fix="save the file as UTF-8"
        )
    raise InputError([problem], f"{path.name} cannot be read")


def validate(content: dict[str, Any], model: type[Model], file: str) -> Model:
    """Check `content` against `model`; raises InputError listing every fault."""
    try:
        # TOML has one kind of array; tuples and enums are read from lists and texts all the same.
        return model.model_validate_json(json.dumps(content, default=str))
    except ValidationError as error:
        problems = _problems(error.errors(), model, content)
        named = [replace(problem, file=file) for problem in problems]
        raise InputError(named, f"{file} cannot be used") from None


def _problems(
    details: list[ErrorDetails], model: type[BaseModel], content: dict[str, Any]
) -> Iterator[Problem]:
    meant = _meant_keys(details, model)
    for detail in details:
        location = detail["loc"]
        where = path_words(model, content, location)
        if detail["type"] == "extra_forbidden":
            yield _unknown_key(where, location, meant.get(location), model)
        elif detail["type"] == "missing":
            if not any(location == (*wrong[:-1], near) for wrong, near in meant.items()):
                yield Problem(key=where, expected="this key to be given")
        elif detail["type"] == "value_error":
            yield from _own_problems(detail, where)
        elif detail["type"] in ("union_tag_invalid", "union_tag_not_found"):
            key = detail.get("ctx", {})["discriminator"].strip("'")
            expected, fix = expectation(detail)
            value = detail.get("ctx", {}).get("tag")
            yield Problem(key=f"{where}, {key}", value=value, expected=expected, fix=fix)
        elif not _follows_from_others(detail, details):
            expected, fix = expectation(detail)
            yield Problem(key=where, value=found_words(detail["input"]), expected=expected, fix=fix)


def _unknown_key(
    where: str, location: tuple[int | str, ...], meant: str | None, model: type[BaseModel]
) -> Problem:
    known = ", ".join(legal_keys(model, location[:-1]))
    fix = f"did you mean '{meant}'?" if meant else f"known here: {known}"
    return Problem(key=where, value=str(location[-1]), expected="a known key", fix=fix)


def _meant_keys(details: list[ErrorDetails], model: type[BaseModel]) -> dict[tuple[int | str, ...], str]:
    """For each unknown key the known one it was probably meant to be."""
    meant = {}
    for detail in details:
        location = detail["loc"]
        if detail["type"] == "extra_forbidden":
            near = get_close_matches(str(location[-1]), legal_keys(model, location[:-1]), n=1)
            if near:
                meant[location] = near[0]
    return meant


def _own_problems(detail: ErrorDetails, where: str) -> Iterator[Problem]:
    error = detail.get("ctx", {})["error"]
    if isinstance(error, ConfigurationError):
        yield from error.problems
    else:
        yield Problem(key=where or None, value=found_words(detail["input"]), expected=str(error))


def _follows_from_others(detail: ErrorDetails, details: list[ErrorDetails]) -> bool:
    """Whether a list counts as too short only because items of it are at fault, which is reported already."""
    depth = len(detail["loc"])
    return detail["type"] == "too_short" and any(
        len(other["loc"]) > depth and other["loc"][:depth] == detail["loc"] for other in details
    )
