"""What all sections of `[rules.*]` have in common."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from data.configuration.base import Id, Section

DEFAULT_SOURCE = "wardwise default"
"""The source of rules that neither `hospital.toml` nor a pack speaks of."""


class RuleSetting(Section):
    """What every rule says of itself."""

    source: str = "trust policy"
    """The law, agreement or policy it comes from; shown in reports."""


class RuleChoice(RuleSetting):
    """A rule that must hold, has a price, or is off."""

    enforcement: Literal["hard", "soft", "off"] = "hard"
    pence_per_unit: int | None = Field(default=None, ge=1)
    """The price of one unit of breach: paid with enforcement "soft", reckoned with by `wardwise explain` when "hard"."""
    contract_ids: tuple[Id, ...] = ()
    """The contracts whose people this section binds; none given means all."""

    @model_validator(mode="after")
    def _soft_has_a_price(self) -> RuleChoice:
        if self.enforcement == "soft" and self.pence_per_unit is None:
            raise ValueError('pence_per_unit, the price of one unit of breach, beside enforcement = "soft"')
        return self
