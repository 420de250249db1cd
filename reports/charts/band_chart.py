"""A forecast as bands: recent history, then the 50, 80 and 95 % intervals around the median.

No text from data enters a chart (matplotlib would read `$` as mathematics); names stand in the page around it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from io import StringIO
from typing import Any

import matplotlib as mpl
import matplotlib.ticker
import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from reports.charts.slim_svg import StyleSheet, slim_svg
from reports.words import day_and_month, weekday

BANDS: tuple[tuple[float, float, str], ...] = (
    (0.025, 0.975, "#d3e4ea"),
    (0.1, 0.9, "#a9cbd6"),
    (0.25, 0.75, "#74a9ba"),
)
"""Lower level, upper level and colour: the 95, 80 and 50 % intervals, widest first."""
MEDIAN = "#12505f"
HISTORY = "#3d4a57"
LIMIT = "#b3431e"
_GRID = "#dfe5ea"
_TEXT = "#5d6875"
_MOST_POINTS = 400


@dataclass(frozen=True, slots=True)
class BandSeries:
    """What one chart shows. `levels` maps each quantile level to values at `times`; all times are aware.

    A history value of nan (not known) is a gap in the line. `limits` are drawn as a dashed line: each value holds from
    its time to the next one's.
    """

    history_times: Sequence[datetime]
    history: Sequence[float]
    times: Sequence[datetime]
    levels: Mapping[float, npt.NDArray[np.float64]]
    daily: bool
    limits: Sequence[tuple[datetime, float]] = ()


def band_chart(
    series: BandSeries, zone: tzinfo, styles: StyleSheet, title: str, size: tuple[float, float] = (5.0, 1.9)
) -> str:
    """The chart as an inline `<svg>` with `title` for screen readers; `size` is in inches."""
    with mpl.rc_context(
        {"svg.fonttype": "none", "font.size": 8, "axes.linewidth": 0.6, "path.simplify": False}
    ):
        figure = Figure(figsize=size)
        FigureCanvasSVG(figure)
        axes = figure.add_axes((0.065, 0.13, 0.925, 0.82))
        for background in (figure.patch, axes.patch):
            background.set_visible(False)
        _draw(axes, series)
        _dress(axes, series, zone)
        out = StringIO()
        figure.savefig(out, format="svg", metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
    return slim_svg(out.getvalue(), styles, title)


def _draw(axes: Axes, series: BandSeries) -> None:
    start = _origin(series)
    thin = _thin(series.times)
    times = [_days(start, at) for at in series.times[::thin]]
    for low, high, colour in BANDS:
        x, bottom = _line(times, series.levels[low][::thin], daily=series.daily)
        _, top = _line(times, series.levels[high][::thin], daily=series.daily)
        # One polygon: fill_between would put it behind an id, of which a page must have no two alike.
        axes.fill([*x, *reversed(x)], [*bottom, *reversed(top)], color=colour, linewidth=0, clip_on=False)
    axes.plot(
        *_line(times, series.levels[0.5][::thin], daily=series.daily),
        color=MEDIAN,
        linewidth=1.5,
        clip_on=False,
    )
    if series.history:
        thin = _thin(series.history_times)
        past = [_days(start, at) for at in series.history_times[::thin]]
        axes.plot(
            *_line(past, series.history[::thin], daily=series.daily),
            color=HISTORY,
            linewidth=1.1,
            clip_on=False,
        )
    if series.limits:
        starts = [0.0, *(_days(start, at) for at, _ in series.limits[1:])]
        x = [*starts, _days(start, series.times[-1])]
        y = [value for _, value in series.limits]
        axes.plot(
            x,
            [*y, y[-1]],
            drawstyle="steps-post",
            color=LIMIT,
            linewidth=1.0,
            linestyle=(0, (5, 3)),
            clip_on=False,
        )


def _thin(times: Sequence[datetime]) -> int:
    """Every how many points are drawn."""
    return max(1, -(-len(times) // _MOST_POINTS))


def _line(
    times: Sequence[float], values: Sequence[float] | npt.NDArray[np.float64], *, daily: bool
) -> tuple[list[float], list[float]]:
    """The points to join; a daily value holds for its whole day."""
    if not daily:
        return list(times), [float(value) for value in values]
    ends = [*times[1:], times[-1] + 1]
    x = [x for pair in zip(times, ends, strict=True) for x in pair]
    return x, [float(value) for value in values for _ in range(2)]


def _dress(axes: Axes, series: BandSeries, zone: tzinfo) -> None:
    start, end = _origin(series), series.times[-1]
    last = _days(start, end) + (1 if series.daily else 0)
    axes.set_xlim(0, last)
    axes.set_ylim(*_limits(series))
    now = _days(start, series.times[0])
    axes.axvline(now, color=_TEXT, linewidth=0.8)
    mondays, names = _day_ticks(start, end, zone)
    axes.set_xticks(mondays, names)
    axes.yaxis.set_major_locator(mpl.ticker.MaxNLocator(nbins=4, integer=True))
    axes.tick_params(length=0, labelsize=8, labelcolor=_TEXT, pad=4)
    axes.grid(axis="y", color=_GRID, linewidth=0.6)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(_GRID)
    _no_clip([*axes.get_ygridlines(), *axes.lines])


def _no_clip(artists: Sequence[Any]) -> None:
    for artist in artists:
        artist.set_clip_on(False)


def _limits(series: BandSeries) -> tuple[float, float]:
    """Room for everything drawn; from 0, but for values that lie close together far above it."""
    known = [value for value in series.history if not np.isnan(value)]
    parts: list[float] = [*known, *series.levels[0.025], *series.levels[0.975]]
    parts += [value for _, value in series.limits]
    low, high = min(parts), max(parts)
    margin = max((high - low) * 0.08, 0.5)
    bottom = 0.0 if series.daily or low < high * 0.75 else low - margin
    return max(bottom, 0.0), high + margin


def _day_ticks(start: datetime, end: datetime, zone: tzinfo) -> tuple[list[float], list[str]]:
    """A tick at each local Monday (every second or fourth one in long charts)."""
    first, last = start.astimezone(zone).date(), end.astimezone(zone).date()
    # A label centred on the last day would not fit.
    dates = map(date.fromordinal, range(first.toordinal(), last.toordinal() - 1))
    mondays = [day for day in dates if day.weekday() == 0]
    stride = 1 + len(mondays) // 7
    shown = mondays[::stride]
    at = [_days(start, datetime(d.year, d.month, d.day, tzinfo=zone)) for d in shown]
    return at, [f"{weekday(d)} {day_and_month(d)}" for d in shown]


def _origin(series: BandSeries) -> datetime:
    return series.history_times[0] if series.history_times else series.times[0]


def _days(start: datetime, at: datetime) -> float:
    return (at.timestamp() - start.timestamp()) / 86_400
