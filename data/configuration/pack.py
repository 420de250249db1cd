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


class PackRule(Section):
    """`[rules.NAME]`: figures of one labour rule."""

    source: str
    """Where the figures stand."""
    figures: Mapping[str, Figure] = Field(default_factory=dict)
    """Binding: a hospital may be stricter, never laxer, and the rule is hard."""
    usual: Mapping[str, Figure] = Field(default_factory=dict)
    """Figures to start from that the source does not fix; a hospital may change them either way."""


class PackRatio(Section):
    """`[ratios.TYPE]`: most patients for one nurse in one kind of unit, by part of the day. Binding."""

    source: str
    patients_per_person: Mapping[str, float]
    """For morning, afternoon and night."""


class PackRegime(Section):
    """`[regimes.ID]`: how overtime is reckoned. Binding."""

    source: str
    figures: Mapping[str, Figure]


class Pack(Section):
    """One law or agreement."""

    title: str
    about: str
    """What it covers, what not, and what to look at."""
    rules: Mapping[str, PackRule] = Field(default_factory=dict)
    ratios: Mapping[str, PackRatio] = Field(default_factory=dict)
    regimes: Mapping[str, PackRegime] = Field(default_factory=dict)


@lru_cache(maxsize=len(PACK_IDS))
def load_pack(pack_id: str) -> Pack:
    """The pack with this id, which is one of PACK_IDS."""
    path = resources.files("data.configuration").joinpath("packs", f"{pack_id}.toml")
    return Pack.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
