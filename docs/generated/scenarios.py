"""The keys of a scenario file, from the models that read it."""

from __future__ import annotations

from pydantic import BaseModel

from docs.generated.markdown import code, sentence
from docs.generated.settings import key_table
from scenarios.changes import CHANGE_MODELS
from scenarios.schema import Scenario


def text() -> str:
    """The file, then one part for each kind of change."""
    top = "\n\n".join(["### The file", key_table(Scenario)])
    return "\n\n".join([top, *(_kind(kind, model) for kind, model in CHANGE_MODELS.items())])


def _kind(kind: str, model: type[BaseModel]) -> str:
    return "\n\n".join(
        [
            "### " + code(f'kind = "{kind}"'),
            sentence(model.__doc__ or ""),
            key_table(model, frozenset({"kind"})),
        ]
    )
