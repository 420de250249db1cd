"""A pack: the figures of one law or agreement, read from its TOML file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

from pydantic import Field

from data.configuration.base import Section

PACK_IDS = (
    "acgme",
    "california_title_22",
    "eu_working_time_directive",
    "german_arbzg",
    "nhs_agenda_for_change",
    "nhs_doctors_2016",
    "us_flsa",
    "victoria_ratios",
)

Figure = bool | int | float


class OptOut(Section):
    """`[rules.NAME.opt_out]`: people may agree not to be bound by the rule, as far as the law lets them."""

    source: str
    figures: Mapping[str, Figure] = Field(default_factory=dict)
    """What binds them all the same, in place of figures of the rule; none given means that the rule does not bind them."""


class PackRule(Section):
    """`[rules.NAME]`: figures of one labour rule."""

    source: str
    """Where the figures stand."""
    figures: Mapping[str, Figure] = Field(default_factory=dict)
    """Binding: a hospital may be stricter, never laxer, and the rule is hard."""
    usual: Mapping[str, Figure] = Field(default_factory=dict)
    """Figures to start from that the source does not fix; a hospital may change them either way."""
    opt_out: OptOut | None = None
    """Not given means that nobody can opt out."""


class PackRatio(Section):
    """`[ratios.TYPE]`: most patients for one nurse in one kind of unit, by part of the day. Binding."""

    source: str
    patients_per_person: Mapping[str, float]
    """For morning, afternoon and night."""
    share_of_first_skill: float = Field(default=0, ge=0, le=1)
    """The least share of those who count that must have the first of a unit's `ratio_skill_ids`."""

    def counted(self, first: float, others: float) -> float:
        """How many people, or people per patient, count of those with the first skill and of the others."""
        if not self.share_of_first_skill:
            return first + others
        return first + min(others, first * (1 - self.share_of_first_skill) / self.share_of_first_skill)


class PackRegime(Section):
    """`[regimes.ID]`: how overtime is reckoned. Binding."""

    source: str
    figures: Mapping[str, Figure]


class Pack(Section):
    """One law or agreement."""

    title: str
    about: str
    """What it covers, and what to look at."""
    not_covered: str
    """What the law or agreement asks for and this pack does not, and where wardwise reckons differently."""
    rules: Mapping[str, PackRule] = Field(default_factory=dict)
    ratios: Mapping[str, PackRatio] = Field(default_factory=dict)
    regimes: Mapping[str, PackRegime] = Field(default_factory=dict)


@lru_cache(maxsize=len(PACK_IDS))
def load_pack(pack_id: str) -> Pack:
    """The pack with this id, which is one of PACK_IDS."""
    path = resources.files("data.configuration").joinpath("packs", f"{pack_id}.toml")
    return Pack.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
