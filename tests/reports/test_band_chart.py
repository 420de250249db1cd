"""Charts: small, without ids or namespaces, and right when history has holes and beds change within the week."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from reports.charts.band_chart import BANDS, LIMIT, MEDIAN, BandSeries, band_chart
from reports.charts.slim_svg import StyleSheet, slim_svg

ZONE = ZoneInfo("Europe/London")
START = datetime(2026, 10, 18, 23, tzinfo=UTC)


def _series(n_days: int = 7, *, daily: bool = False, limits: tuple[float, ...] = ()) -> BandSeries:
    step = timedelta(days=1) if daily else timedelta(hours=1)
    times = [START + n * step for n in range(n_days if daily else n_days * 24)]
    levels = (0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975)
    return BandSeries(
        history_times=[START - timedelta(days=n) for n in (3, 2, 1)],
        history=[10.0, float("nan"), 12.0],
        times=times,
        levels={level: np.full(len(times), 10 + 10 * level) for level in levels},
        daily=daily,
        limits=[(START + timedelta(days=n), beds) for n, beds in enumerate(limits)],
    )


def _paths(svg: str, styles: StyleSheet, colour: str) -> list[str]:
    classes = [name for rule, name in styles.classes.items() if colour in rule]
    return [d for d, name in re.findall(r'<path d="([^"]*)" class="(\w+)"', svg) if name in classes]


def test_has_one_shape_per_band_and_a_median() -> None:
    styles = StyleSheet()
    svg = band_chart(_series(), ZONE, styles, "Beds")
    assert all(len(_paths(svg, styles, colour)) == 1 for *_, colour in BANDS)
    assert len(_paths(svg, styles, MEDIAN)) == 1
    assert ">Mon 19 Oct</text>" in svg
    assert "xmlns" not in svg
    assert " id=" not in svg
    assert " style=" not in svg


def test_staffed_beds_step_down_on_the_day_they_close() -> None:
    styles = StyleSheet()
    svg = band_chart(_series(limits=(20.0, 20.0, 14.0)), ZONE, styles, "Beds")
    (path,) = _paths(svg, styles, LIMIT)
    heights = {y for _, y in re.findall(r"([\d.]+) ([\d.]+)", path)}
    assert len(heights) == 2


def test_two_charts_share_their_styles() -> None:
    styles = StyleSheet()
    band_chart(_series(), ZONE, styles, "Beds")
    before = dict(styles.classes)
    band_chart(_series(), ZONE, styles, "More beds")
    assert styles.classes == before
    assert ".c0 { " in styles.css()


def test_long_horizons_are_thinned() -> None:
    short, long = (len(band_chart(_series(n), ZONE, StyleSheet(), "Beds")) for n in (14, 84))
    assert long < 2 * short


@pytest.mark.parametrize("daily", [False, True])
def test_title_is_escaped(daily: bool) -> None:
    svg = band_chart(_series(daily=daily), ZONE, StyleSheet(), "<script>$x$ & {}")
    assert "<title>&lt;script&gt;$x$ &amp; {}</title>" in svg


def test_a_drawing_that_refers_to_ids_is_refused() -> None:
    with pytest.raises(ValueError, match="without clip paths and markers"):
        slim_svg('<svg viewBox="0 0 1 1"><use xlink:href="#m1"/></svg>', StyleSheet(), "x")
