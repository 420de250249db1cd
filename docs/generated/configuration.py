"""The keys of hospital.toml, from the models that read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_origin

from pydantic import BaseModel

from data.configuration.hospital import Hospital
from data.configuration.rules import Rules
from docs.generated.markdown import code, sentence
from docs.generated.settings import key_table, models_in


def text() -> str:
    """One part for each section of the file."""
    return "\n\n".join(_sections())


def _sections() -> Iterator[str]:
    alone = {name for name, field in Hospital.model_fields.items() if not list(models_in(field.annotation))}
    alone.discard("sources")
    about = "### At the top of the file"
    yield f"{about}\n\n{key_table(Hospital, frozenset(Hospital.model_fields) - alone)}"
    for name, field in Hospital.model_fields.items():
        models = list(models_in(field.annotation))
        if models == [Rules]:
            yield from _rules()
        elif len(models) == 1:
            yield _section(_header(name, field.annotation), models[0])
            yield from _inner(name, models[0])
        else:
            for model in models:
                yield _section(f"`[[{name}]]` with {_discriminator(model)}", model)


def _rules() -> Iterator[str]:
    for name, field in Rules.model_fields.items():
        defaults = field.get_default()
        yield _section(f"`[rules.{name}]`", type(defaults), _changed(defaults))
        yield from _inner(f"rules.{name}", type(defaults))


def _changed(setting: BaseModel) -> str:
    """The values of this rule when its section is left out, where they differ from the table; the source always does."""
    keys = sorted(setting.model_fields_set - {"source"})
    given = ", ".join(f"`{key} = {_toml(getattr(setting, key))}`" for key in keys)
    return f"When the section is left out: {given}." if given else ""


def _toml(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value).lower()


def _section(title: str, model: type[BaseModel], *more: str) -> str:
    about = sentence((model.__doc__ or "").split(": ", 1)[-1])
    about = about[:1].upper() + about[1:]
    return "\n\n".join(part for part in (f"### {title}", about, *more, key_table(model)) if part)


def _inner(name: str, model: type[BaseModel]) -> Iterator[str]:
    for key, field in model.model_fields.items():
        for inner in models_in(field.annotation):
            yield _section(f"`[[{name}.{key}]]`", inner)


def _header(name: str, annotation: Any) -> str:
    origin = get_origin(annotation)
    if origin is tuple:
        return code(f"[[{name}]]")
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return code(f"[{name}.TABLE]")
    return code(f"[{name}]")


def _discriminator(model: type[BaseModel]) -> str:
    (value,) = model.model_fields["method"].annotation.__args__  # type: ignore[union-attr]
    return code(f'method = "{value}"')
