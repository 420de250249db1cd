"""A changed configuration, checked as the file itself is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from data.configuration.hospital import Hospital
from data.configuration.load import validate
from data.problems import InputError, Problem


def replaced(hospital: Hospital, /, **parts: Any) -> Hospital:
    """`hospital` with other parts, given as models; what was looked up in the old one is forgotten, unlike in a copy.

    Raises pydantic's ValidationError when ids in it do not resolve: changes refuse that before they are applied.
    """
    return Hospital.model_validate({name: getattr(hospital, name) for name in Hospital.model_fields} | parts)


def with_parts(hospital: Hospital, parts: Mapping[str, Any]) -> Hospital | tuple[Problem, ...]:
    """`hospital` with top-level parts replaced by plain values; the problems instead when that is not a valid one.

    What `hospital.toml` does not write stays unwritten: packs speak where it does not.
    """
    content = hospital.model_dump(mode="json", exclude_unset=True) | dict(parts)
    try:
        return validate(content, Hospital, "hospital.toml")
    except InputError as error:
        return error.problems
