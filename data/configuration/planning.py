"""How a plan is made: limits on outside help, the solver's effort, and how files are read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal, get_args

from pydantic import Field, model_validator

from data.configuration.base import Id, Section


class Cover(Section):
    """`[cover]`: outside help."""

    agency_hours_week: float | None = Field(default=None, ge=0)
    """Most agency hours a week in the whole hospital; not given means no limit."""
    bank_hours_week: float | None = Field(default=None, ge=0)
    """Most bank hours a week in the whole hospital; not given means no limit."""
    most_per_shift: int = Field(default=2, ge=0)
    """Most bank workers, and most agency workers, for one skill in one unit and shift."""
    bank_per_shift: int | None = Field(default=None, ge=0)
    """Most bank workers of all skills together in one unit and shift; not given means no limit beside `most_per_shift`."""
    agency_per_shift: int | None = Field(default=None, ge=0)
    """The same of agency workers; a unit may have a limit of its own."""
    float_pence_per_shift: int = Field(default=1_500, ge=0)
    """What sending somebody to another unit for a shift costs the plan."""
    unfamiliar_pence_per_shift: int = Field(default=0, ge=0)
    """What sending somebody to a unit that they hardly know costs the plan for a shift, on top."""
    familiar_from_shifts: int = Field(default=3, ge=1)
    """Somebody knows a unit after so many shifts there in the known published roster."""
    substitution_pence_per_shift: int = Field(default=1_000, ge=0)
    """What using a higher skill for a lower one costs the plan, for a shift."""


class Planning(Section):
    """`[planning]`: horizon and effort."""

    horizon_weeks: int = Field(default=1, ge=1, le=12)
    seconds: float = Field(default=60, gt=0)
    """Most seconds for the roster."""
    gap: float = Field(default=0.01, ge=0, lt=1)
    """Stop when the roster is proven to be within this share of the best possible cost."""
    stall_seconds: float | None = Field(default=None, gt=0)
    """Stop after so many seconds without a better roster or a better proof; not given means never."""
    seed: int = 1
    reproducible: bool = True
    """Whether equal inputs and seed must give the same roster, at some cost in speed."""
    n_workers: int = Field(default=2, ge=1, le=64)
    """How many threads search for a roster that need not be reproducible, and how many processes plan devices of a large network."""
    beds_seconds: float = Field(default=20, gt=0)
    """Most seconds for the bed plan."""
    equipment_seconds: float = Field(default=60, gt=0)
    """Most seconds for the plan of all devices."""
    equipment_gap: float = Field(default=0.005, ge=0, lt=1)
    """Stop when the plan of devices is proven to be within this share of the best possible cost."""


class ForecastEvent(Section):
    """`[[forecasting.events]]`: days that are not ordinary, such as a strike, a norovirus closure or a first lockdown."""

    name: str
    kind: Literal["ignore", "repeats", "step"] = "ignore"
    """"ignore": past days that will not come again. "repeats": days that come again; what they change is learnt from the
    earlier days of the same name. "step": from `first_day` on everything is on a new level, as after a ward has moved."""
    first_day: date
    last_day: date | None = None
    """Must be given unless the kind is "step", which has no end."""
    unit_ids: tuple[Id, ...] = ()
    """Units concerned; none given means all."""
    percent: float | None = Field(default=None, ge=-100)
    """How much the event changes counts, such as -40, where it is known and need not be learnt."""

    @model_validator(mode="after")
    def _in_order(self) -> ForecastEvent:
        if self.kind == "step":
            if self.last_day is not None:
                raise ValueError(
                    'no last_day for a "step", which lasts; name days that end as "repeats" or "ignore"'
                )
        elif self.last_day is None:
            raise ValueError('a last_day; only a "step" has none')
        elif self.last_day < self.first_day:
            raise ValueError(f"a last_day on or after first_day ({self.first_day}); found {self.last_day}")
        if self.kind == "ignore" and self.percent is not None:
            raise ValueError(
                'no percent for days to "ignore"; an event that comes again is of kind "repeats"'
            )
        return self

    def concerns(self, unit_id: str) -> bool:
        """Whether the unit is one of those named, or none is."""
        return not self.unit_ids or unit_id in self.unit_ids


ForecasterName = Literal[
    "seasonal_naive",
    "weekday_median",
    "intermittent",
    "theta",
    "ets",
    "regression_arima",
    "regression",
    "pooled",
    "pooled_yearly",
    "prophet",
]


class Forecasting(Section):
    """`[forecasting]`: what the forecasters may use."""

    history_days: int = Field(default=1_095, ge=28)
    """Most days of history that are used."""
    forecasters: tuple[ForecasterName, ...] = Field(
        default=tuple(name for name in get_args(ForecasterName) if name != "prophet"), min_length=1
    )
    """Those that are combined; `prophet` takes as long as all the others together."""
    backtest_origins: int = Field(default=40, ge=6)
    """On how many past days, eight days apart, each forecaster is tried."""
    n_samples: int = Field(default=400, ge=50)
    """Sample paths behind the occupancy distribution."""
    events: tuple[ForecastEvent, ...] = ()
    """Days that are not ordinary: forecasters must not take them as such."""

    def odd_periods(self, unit_id: str) -> list[tuple[date, date]]:
        """First and last day of each declared period of the unit; steps are none, as they do not end."""
        return [
            (event.first_day, event.last_day)
            for event in self.events
            if event.last_day is not None and event.concerns(unit_id)
        ]


class SourceSetting(Section):
    """`[sources.TABLE]`: how files of one table are written where the data leave it open."""

    columns: Mapping[str, Id] = Field(default_factory=dict)
    """Header in the file = column of the table."""
    date_order: Literal["day_first", "month_first"] | None = None
    decimal_mark: Literal["point", "comma"] | None = None
