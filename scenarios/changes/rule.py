"""`kind = "rule"`: another setting of a labour rule."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Literal

from pydantic import Field

from data.configuration.chosen_packs import chosen_packs
from data.configuration.held_rules import held_rules
from data.configuration.hospital import Hospital
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
        hospital = self._changed(inputs)
        if isinstance(hospital, tuple):
            raise TypeError("applied in spite of its faults")
        differences = tuple(
            Difference(
                f"rule {self.rule}, {key}",
                self._in_force(inputs.hospital, key),
                self._in_force(hospital, key),
            )
            for key in self.set
        )
        return replace(inputs, hospital=hospital), differences

    def _in_force(self, hospital: Hospital, key: str) -> str:
        """The values that hold, of which there are several where a pack binds some people and not others."""
        held = [each.setting for each in held_rules(hospital) if each.name == self.rule]
        settings = held or [getattr(hospital.rules, self.rule)]
        return " and ".join(dict.fromkeys(_words(each.model_dump(mode="json").get(key)) for each in settings))

    def _changed(self, inputs: PlanInputs) -> Any:
        rules = inputs.hospital.rules.model_dump(mode="json", exclude_unset=True)
        rules[self.rule] = self._written(inputs.hospital) | dict(self.set)
        return with_parts(inputs.hospital, {"rules": rules})

    def _written(self, hospital: Hospital) -> dict[str, Any]:
        """What holds of the section without a pack: its keys, or how it holds where `hospital.toml` has no such section."""
        setting = getattr(hospital.rules, self.rule)
        content: dict[str, Any] = setting.model_dump(mode="json", exclude_unset=True)
        if self.rule in hospital.rules.model_fields_set:
            return content
        everybody = {contract.id for contract in hospital.contracts}
        by_packs = [
            chosen.contract_ids for chosen in chosen_packs(hospital) if self.rule in chosen.pack.rules
        ]
        if by_packs:
            content.pop("source", None)
        return {} if frozenset[str]().union(*by_packs) == everybody else content


def _words(value: object) -> str:
    return "not given" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
