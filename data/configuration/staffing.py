"""Staffing standards: how many people a unit needs for its patients."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from data.configuration.base import Id, Section


class Rounding(StrEnum):
    """How a fractional need becomes people."""

    UP = "up"
    """Every started person counts (Victoria since 2016)."""
    HALF_UP = "half_up"
    """From one half on (the former Victorian 50 % rule)."""
    DOWN = "down"


class _Standard(Section):
    unit_id: Id
    skill_id: Id
    shift_ids: tuple[Id, ...] = ()
    """The shifts it holds for; empty means all shifts of the unit."""
    minimum: int = Field(default=0, ge=0)
    """Never fewer than this, however few patients there are."""
    rounding: Rounding = Field(default=Rounding.UP, strict=False)


class RatioStandard(_Standard):
    """One person for so many patients, for the highest hourly census in the shift."""

    method: Literal["ratio"]
    patients_per_person: float = Field(gt=0)


class HoursStandard(_Standard):
    """Care hours per patient day, for the mean census in the shift."""

    method: Literal["hours_per_patient_day"]
    hours: float = Field(gt=0)
    share: float | None = Field(default=None, gt=0, le=1)
    """The part of the day's hours that falls to each of these shifts; not given means by length."""


class FixedStandard(_Standard):
    """So many people whatever the census."""

    method: Literal["fixed"]
    people: int = Field(ge=0)


StaffingStandard = Annotated[RatioStandard | HoursStandard | FixedStandard, Field(discriminator="method")]
