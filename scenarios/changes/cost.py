"""`kind = "cost"`: another price of an hour."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar, Literal

from pydantic import Field

from data.configuration.base import Id
from data.configuration.people import Skill
from data.inputs import PlanInputs
from scenarios.changes.base import Change, Claim, Difference, Fault, unknown_id
from scenarios.days import horizon
from scenarios.hospital_again import replaced
from scenarios.wording import money_words

_KEYS = {
    "pay": "pence_per_hour",
    "bank": "bank_pence_per_hour",
    "agency": "agency_pence_per_hour",
    "shortage": "shortage_pence_per_hour",
}


class CostChange(Change):
    """The price of an hour changes: pay, bank, agency, or what an hour without a needed person is worth avoiding."""

    amounts: ClassVar[tuple[str, ...]] = ("percent", "pence_per_hour")

    kind: Literal["cost"]
    price: Literal["pay", "bank", "agency", "shortage"]
    percent: float | None = Field(default=None, ge=-100, le=1000)
    """+10 means a tenth dearer."""
    pence_per_hour: int | None = Field(default=None, ge=0)
    """The new price, instead of a percentage."""
    skill_id: Id | None = None
    """The skill; not given means all skills that have this price."""

    def faults(self, inputs: PlanInputs) -> Iterator[Fault]:
        """An unknown skill, or none that has the price."""
        yield from unknown_id("skill_id", self.skill_id, inputs.hospital.skill_by_id)
        if self.skill_id is None or self.skill_id in inputs.hospital.skill_by_id:
            found = [skill for skill in inputs.hospital.skills if self._means(skill)]
            if not found:
                yield Fault("price", self.price, f"a skill with {_KEYS[self.price]} in hospital.toml")
            elif self.price == "shortage" and any(self._price(skill) <= 0 for skill in found):
                yield Fault(
                    "price",
                    self.price,
                    "a price of shortage above 0: it is what makes a roster cover the need",
                )

    def claims(self, inputs: PlanInputs) -> tuple[Claim, ...]:
        """The price of the skill."""
        return (Claim(f"{self.price} price", (self.skill_id,), horizon(inputs.grid)),)

    def apply(self, inputs: PlanInputs) -> tuple[PlanInputs, tuple[Difference, ...]]:
        """Replace the price."""
        key, currency = _KEYS[self.price], inputs.hospital.hospital.currency
        skills: list[Skill] = []
        differences: list[Difference] = []
        for skill in inputs.hospital.skills:
            after = skill
            if self._means(skill):
                after = skill.model_copy(update={key: self._price(skill)})
                words = [f"{money_words(getattr(one, key), currency, 2)} an hour" for one in (skill, after)]
                differences.append(Difference(f"{self.price} price, {skill.id}", *words))
            skills.append(after)
        hospital = replaced(inputs.hospital, skills=tuple(skills))
        return replace(inputs, hospital=hospital), tuple(differences)

    def _means(self, skill: Skill) -> bool:
        return self.skill_id in (None, skill.id) and getattr(skill, _KEYS[self.price]) is not None

    def _price(self, skill: Skill) -> int:
        old: int = getattr(skill, _KEYS[self.price])
        return (
            self.pence_per_hour
            if self.pence_per_hour is not None
            else round(old * (1 + (self.percent or 0) / 100))
        )
