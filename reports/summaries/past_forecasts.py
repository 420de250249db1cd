"""What the last `wardwise monitor` said, in a few lines that a run's report takes along."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from data.calendar import zone_info
from forecasting.monitoring.report import MonitorReport, State
from reports.summaries.monitoring import URGENT, judged_span, series_name
from reports.words import moment

PAGE = "monitoring.html"
SUMMARY = "monitoring.json"


class FoundInSeries(BaseModel):
    """A series that has something to tell."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    needs_attention: bool
    verdict: str


class PastForecasts(BaseModel):
    """`monitoring.json`: the answer of `wardwise monitor`, and what it found. `is_damaged` when it could not be read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    answer: str
    span: str
    known_until: str
    needs_attention: bool
    found: Sequence[FoundInSeries]
    is_damaged: bool = False


def summarise(report: MonitorReport) -> PastForecasts:
    """The answer and the urgent series."""
    return PastForecasts(
        answer=report.answer,
        span=judged_span(report),
        known_until=moment(report.known_until.astimezone(zone_info(report.zone))),
        needs_attention=report.needs_attention,
        found=tuple(
            FoundInSeries(
                name=series_name(one), needs_attention=one.state is State.ATTENTION, verdict=one.verdict
            )
            for one in report.series
            if one.state in URGENT
        ),
    )


def take_along(runs_folder: Path, run_folder: Path) -> None:
    """Copy the newest judgement into a run, so that the run stays whole when the next one is made; nothing where none is."""
    if not (runs_folder / SUMMARY).is_file() or not (runs_folder / PAGE).is_file():
        return
    for name in (PAGE, SUMMARY):
        shutil.copyfile(runs_folder / name, run_folder / name)


def read_past_forecasts(run_folder: Path) -> PastForecasts | None:
    """The judgement that the run took along; None where there was none. A damaged one is said to be so."""
    path = run_folder / SUMMARY
    if not path.is_file():
        return None
    try:
        return PastForecasts.model_validate_json(path.read_bytes())
    except ValidationError:
        answer = "The last judgement of past forecasts cannot be read; run `wardwise monitor` again."
        return PastForecasts(
            answer=answer, span="", known_until="", needs_attention=True, found=(), is_damaged=True
        )
