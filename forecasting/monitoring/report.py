"""The result of monitoring, without the libraries that made it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class State(StrEnum):
    """How a series stands, the most urgent last."""

    EARLY = "early"
    """Too few days to say anything."""
    GOOD = "good"
    WATCH = "watch"
    """Something to know; nothing that has to be done."""
    ATTENTION = "attention"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something found in one series: `kind` is drift, level_shift, bias, too_sure, too_cautious or challenger."""

    kind: str
    state: State
    text: str


@dataclass(frozen=True, slots=True)
class Challenger:
    """Another forecaster over the same days: mean absolute errors of the champion and of it; of small counts root mean squares.

    `gain` is the share by which its error is smaller (negative: larger).
    """

    forecaster: str
    champion_error: float
    error: float
    gain: float


@dataclass(frozen=True, slots=True)
class Week:
    """The days from one forecast to the next, for a chart: mean count and mean expected value."""

    first_day: date
    last_day: date
    actual: float
    expected: float


@dataclass(frozen=True, slots=True)
class SeriesReport:
    """How the forecasts of one series did.

    `bias` is the mean of expected value minus count, positive when too high, in what is counted; `mase` is None where
    the history never changes. `off_share` is the sum of errors over the sum of counts, None where nothing was counted; `off_share_of_values` the mean
    share over the `n_off_values` values above zero, for reading only. `n_at_least` days were cut off by a full unit. Values are days, or hours for the census from stays. `challengers` stand the best first.
    """

    unit_id: str
    measure: str
    item_id: str
    forecaster: str
    n_forecasts: int
    n_days: int
    n_values: int
    mean_actual: float
    mase: float | None
    wis: float
    bias: float
    off_share: float | None
    off_share_of_values: float | None
    n_off_values: int
    coverage_50: float
    coverage_80: float
    coverage_95: float
    n_at_least: int
    state: State
    verdict: str
    findings: tuple[Finding, ...]
    challengers: tuple[Challenger, ...]
    weeks: tuple[Week, ...]


@dataclass(frozen=True, slots=True)
class MonitorReport:
    """All series, the most urgent first, and what they were judged by.

    `n_forecasts` were judged, `n_hindsight` of them made in hindsight; `n_kept` are all in the store. `known_until` ends
    complete history. `answer` is the result in a sentence, `advice` what to do when nothing could be judged.
    """

    hospital: str
    zone: str
    known_until: datetime
    n_kept: int
    n_forecasts: int
    n_hindsight: int
    first_cutoff: datetime | None
    last_cutoff: datetime | None
    needs_attention: bool
    answer: str
    advice: str | None
    series: tuple[SeriesReport, ...]
    notes: tuple[str, ...]
