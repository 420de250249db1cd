"""The keys of a scenario file, from the models that read it."""

from __future__ import annotations

from typing import get_args

from pydantic import BaseModel

from docs.generated.markdown import code, sentence
from docs.generated.settings import key_table
from scenarios.changes import AnyChange
from scenarios.schema import Scenario


def text() -> str:
    """The file, then one part for each kind of change."""
    top = "\n\n".join(["### The file", key_table(Scenario)])
    kinds = get_args(get_args(AnyChange)[0])
    return "\n\n".join([top, *(_kind(model) for model in kinds)])


def _kind(model: type[BaseModel]) -> str:
    (kind,) = get_args(model.model_fields["kind"].annotation)
    return "\n\n".join(
        [
            "### " + code(f'kind = "{kind}"'),
            sentence(model.__doc__ or ""),
            key_table(model, frozenset({"kind"})),
        ]
    )
