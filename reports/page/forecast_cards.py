"""Each unit's forecast: a chart of beds, a chart of arrivals, and how near such forecasts were."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
import pandas as pd
from markupsafe import Markup

from data.calendar import local_midnight
from reports.charts.band_chart import BandSeries, band_chart
from reports.charts.slim_svg import StyleSheet
from reports.run_view import Row, RunView
from reports.summaries.peaks import highest_peaks, peak_words, planned_peaks
from reports.words import number, percent

ARRIVALS = ("attendances", "admissions", "transfers_in")
"""The measures that count arrivals; a unit shows the one by which most of its patients come."""

SHOWN_DAYS = 28
"""History before the forecast that the charts show."""

_TITLES = {
    "occupied_beds": "Occupied beds",
    "attendances": "Attendances a day",
    "admissions": "Admissions a day",
    "transfers_in": "Transfers in a day",
}


@dataclass(frozen=True, slots=True)
class ForecastChart:
    """A chart, what it shows, and how near such forecasts were in the past."""

    title: str
    svg: Markup
    record: str
    fallback: str | None


@dataclass(frozen=True, slots=True)
class ForecastCard:
    """The charts of one unit, and its highest census of the week in words."""

    unit_name: str
    peak: str | None
    charts: tuple[ForecastChart, ...]


def forecast_cards(run: RunView, styles: StyleSheet) -> tuple[ForecastCard, ...]:
    """A card for each unit that has a forecast of beds or arrivals."""
    quantiles, history = (
        dict(iter(run.frame(table).groupby(["unit_id", "measure"]))) for table in ("forecast", "history")
    )
    makers = {(row["unit_id"], row["measure"]): row for row in run.rows("forecast_series")}
    peaks = {peak.unit_id: peak_words(peak) for peak in highest_peaks(planned_peaks(run))}
    cards = []
    for unit in run.units:
        unit_id = unit["unit_id"]
        arrivals = max(
            (m for m in ARRIVALS if (unit_id, m) in quantiles),
            key=lambda measure: float(quantiles[unit_id, measure]["value"].mean()),
            default=None,
        )
        shown = [m for m in ("occupied_beds", arrivals) if m and (unit_id, m) in quantiles]
        charts = tuple(
            _chart(
                run,
                unit,
                measure,
                quantiles[unit_id, measure],
                history.get((unit_id, measure)),
                makers.get((unit_id, measure)),
                styles,
            )
            for measure in shown
        )
        if charts:
            cards.append(ForecastCard(unit["name"], peaks.get(unit_id), charts))
    return tuple(cards)


def _chart(
    run: RunView,
    unit: Row,
    measure: str,
    quantiles: pd.DataFrame,
    history: pd.DataFrame | None,
    maker: Row | None,
    styles: StyleSheet,
) -> ForecastChart:
    wide = quantiles.pivot_table(index="time", columns="quantile", values="value").sort_index()
    past = [] if history is None else history.sort_values("time")[["time", "value"]].to_numpy().tolist()
    first = wide.index[0]
    known = [(at, value) for at, value in past if first - timedelta(days=SHOWN_DAYS) <= at < first]
    series = BandSeries(
        history_times=[at.astimezone(UTC) for at, _ in known],
        history=[float("nan") if pd.isna(value) else float(value) for _, value in known],
        times=[at.to_pydatetime() for at in wide.index],
        levels={float(level): wide[level].to_numpy(dtype=np.float64) for level in wide.columns},
        daily=measure != "occupied_beds",
        limits=_staffed_beds(run, unit) if measure == "occupied_beds" else (),
    )
    title = _TITLES[measure]
    words = f"{title}, {unit['name']}: {_words(series)}"
    return ForecastChart(
        title=title,
        # band_chart escapes the title; everything else in the drawing is numbers and dates.
        svg=Markup(band_chart(series, run.zone, styles, words)),  # noqa: S704
        record=_record(maker) if maker else "",
        fallback=maker["fallback"] if maker else None,
    )


def _staffed_beds(run: RunView, unit: Row) -> list[tuple[datetime, float]]:
    """The staffed beds of each planned day, which a scenario may change within the week."""
    days = sorted(
        (row["date"], row["beds_staffed"])
        for row in run.rows("occupancy")
        if row["unit_id"] == unit["unit_id"]
    )
    return [(local_midnight(day, run.record.zone), float(beds)) for day, beds in days]


def _words(series: BandSeries) -> str:
    """The chart in a sentence, for those who do not see it."""
    middle = series.levels[0.5]
    return (
        f"median from {number(float(middle.min()))} to {number(float(middle.max()))}, 95 % interval from "
        f"{number(float(series.levels[0.025].min()))} to {number(float(series.levels[0.975].max()))}"
    )


def _record(row: Row) -> str:
    """How near past forecasts were, as far as it is known."""
    sentences = []
    mase, inside = row["mase"], row["coverage_80"]
    if mase is not None:
        gain = f"{percent(1 - mase)} nearer" if mase < 0.995 else "no nearer"
        sentences.append(f"Past forecasts were {gain} than repeating last week.")
    if inside is not None:
        sentences.append(f"{percent(inside)} of days lay inside the 80 % band.")
    return " ".join(sentences)
