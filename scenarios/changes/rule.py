"""`kind = "rule"`: another setting of a labour rule."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Literal

from pydantic import Field

from data.configuration.rules import Rules
from data.inputs import PlanInputs
from scenarios.changes.base import Change, Claim, Difference, Fault, unknown_id
from scenarios.days import horizon
from scenarios.hospital_again import with_parts

RULES = tuple(Rules.model_fields)


class RuleChange(Change):
    """A rule gets other settings, for the whole plan. It is held to the packs of `hospital.toml` like the file itself."""

    kind: Literal["rule"]
    rule: str
    """The part of `[rules]`, such as "minimum_rest"."""
    set: Mapping[str, bool | int | float | str] = Field(min_length=1)
    """Keys of that part with their new values, such as { hours = 12 }."""

    def faults(self, inputs: PlanInputs) -> Iterator[Fault]:
        """An unknown rule, and everything that `hospital.toml` would be refused for."""
        if self.rule not in RULES:
            yield from unknown_id("rule", self.rule, RULES)
            return
        found = self._changed(inputs)
        if isinstance(found, tuple):
            for problem in found:
                yield Fault("set", problem.value or json.dumps(dict(self.set)), problem.expected, problem.fix)

    def claims(self, inputs: PlanInputs) -> tuple[Claim, ...]:
        """Each key of the rule."""
        span = horizon(inputs.grid)
        return tuple(Claim("rule setting", (self.rule, key), span) for key in self.set)

    def apply(self, inputs: PlanInputs) -> tuple[PlanInputs, tuple[Difference, ...]]:
        """Replace the settings."""
        old = self._settings(inputs)
        hospital = self._changed(inputs)
        if isinstance(hospital, tuple):
            raise TypeError("applied in spite of its faults")
        new = getattr(hospital.rules, self.rule).model_dump(mode="json")
        differences = tuple(
            Difference(f"rule {self.rule}, {key}", _words(old.get(key)), _words(new[key])) for key in self.set
        )
        return replace(inputs, hospital=hospital), differences

    def _settings(self, inputs: PlanInputs) -> dict[str, Any]:
        settings: dict[str, Any] = getattr(inputs.hospital.rules, self.rule).model_dump(mode="json")
        return settings

    def _changed(self, inputs: PlanInputs) -> Any:
        rules = inputs.hospital.rules.model_dump(mode="json")
        rules[self.rule] = self._settings(inputs) | dict(self.set)
        return with_parts(inputs.hospital, {"rules": rules})


def _words(value: object) -> str:
    return "not given" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
