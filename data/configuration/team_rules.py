"""`[rules.team]`: rules that bind several people at once."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from data.configuration.base import Id, Section


class TeamRule(Section):
    """What every rule of a team says of itself."""

    source: str = "trust policy"
    enforcement: Literal["hard", "soft"] = "soft"
    pence_per_unit: int | None = Field(default=None, ge=1)
    """With enforcement "soft", which holds if nothing is said: the price of one person too few or too many."""

    @model_validator(mode="after")
    def _soft_has_a_price(self) -> TeamRule:
        if self.enforcement == "soft" and self.pence_per_unit is None:
            raise ValueError('pence_per_unit, the price of one unit of breach, unless enforcement = "hard"')
        return self


class SkillMix(TeamRule):
    """`[[rules.team.skill_mix]]`: on each shift, so many people who are employed as one of some skills.

    They count whatever skill they work as on the shift: a senior nurse who stands in for a nurse is still there.
    """

    skill_ids: tuple[Id, ...] = Field(min_length=1)
    unit_ids: tuple[Id, ...] = ()
    """The units; none given means all that these people can work in."""
    shift_ids: tuple[Id, ...] = ()
    """The shifts; none given means all."""
    at_least: int | None = Field(default=None, ge=1)
    at_most: int | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _has_a_bound(self) -> SkillMix:
        if self.at_least is None and self.at_most is None:
            raise ValueError("at_least, at_most, or both")
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise ValueError(f"at_least ({self.at_least}) that is no more than at_most ({self.at_most})")
        return self


class Apart(TeamRule):
    """`[[rules.team.apart]]`: people of whom no two work in one unit at one time."""

    staff_ids: tuple[Id, ...] = Field(min_length=2)
    handover_minutes: int = Field(default=60, ge=0)
    """Shifts that overlap by no more than this are not worked together."""


class Together(TeamRule):
    """`[[rules.team.together]]`: somebody who works only where one of some others works the same shift."""

    staff_id: Id
    with_staff_ids: tuple[Id, ...] = Field(min_length=1)


class TeamSetting(Section):
    """Rules that bind several people at once. None holds unless it is written."""

    skill_mix: tuple[SkillMix, ...] = ()
    apart: tuple[Apart, ...] = ()
    together: tuple[Together, ...] = ()
