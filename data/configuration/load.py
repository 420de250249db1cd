"""Reading TOML files into frozen models, with every fault reported at once in a manager's words."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from data.configuration.hospital import Hospital
from data.problems import InputError, Problem

Model = TypeVar("Model", bound=BaseModel)


def load_hospital(path: Path) -> Hospital:
    """Read and check `hospital.toml`; raises InputError listing every fault."""
    return load_toml(path, Hospital)


def load_toml(path: Path, model: type[Model]) -> Model:
    """Read a TOML file into `model`; raises InputError listing every fault."""
    return validate(read_toml(path), model, path.name)


def read_toml(path: Path) -> dict[str, Any]:
    """The content of a TOML file; raises InputError when it is missing, not UTF-8, or not TOML."""
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
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
    except tomllib.TOMLDecodeError as error:
        problem = Problem(
            file=str(path), expected=f"TOML ({error})", fix='write texts in quotes, such as id = "0017"'
        )
    raise InputError([problem], f"{path.name} cannot be read")


def validate(content: dict[str, Any], model: type[Model], file: str) -> Model:
    """Check `content` against `model`; raises InputError listing every fault."""
    try:
        # TOML has one kind of array; tuples and enums are read from lists and texts all the same.
        return model.model_validate_json(_json(content))
    except ValidationError as error:
        problems = [problem for detail in error.errors() for problem in _problems(detail, model, file)]
        raise InputError(problems, f"{file} cannot be used") from None


def _json(content: dict[str, Any]) -> str:
    import json

    return json.dumps(content, default=str)


def _problems(detail: ErrorDetails, model: type[BaseModel], file: str) -> Iterator[Problem]:
    where = _path(detail)
    if detail["type"] == "extra_forbidden":
        key = str(detail["loc"][-1])
        near = get_close_matches(key, _known_keys(model, detail["loc"][:-1]), n=1)
        fix = f"did you mean '{near[0]}'?" if near else "remove it"
        yield Problem(file=file, column=where, value=key, expected="a known key", fix=fix)
    elif detail["type"] == "value_error":
        for line in str(detail["ctx"]["error"]).splitlines():
            yield Problem(file=file, column=where or None, expected=line)
    elif detail["type"] == "missing":
        yield Problem(file=file, column=where, expected="this key to be given")
    else:
        message = detail["msg"].removeprefix("Input should be ").rstrip(".")
        yield Problem(file=file, column=where, value=str(detail["input"]), expected=message)


def _path(detail: ErrorDetails) -> str:
    parts: list[str] = []
    for part in detail["loc"]:
        if isinstance(part, int):
            parts[-1] = f"{parts[-1]}[{part + 1}]"
        else:
            parts.append(str(part))
    return ".".join(parts)


def _known_keys(model: type[BaseModel], location: tuple[int | str, ...]) -> list[str]:
    """The keys that are legal at `location` inside `model`."""
    models = [model]
    for part in location:
        if isinstance(part, str):
            inner = [
                m
                for owner in models
                if part in owner.model_fields
                for m in _models(owner.model_fields[part].annotation)
            ]
            models = inner or models
    return sorted({key for owner in models for key in owner.model_fields})


def _models(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [found for argument in get_args(annotation) for found in _models(argument)]
