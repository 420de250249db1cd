"""Case 13: the day on which the data was extracted is not over; it stays out of the fit and is the first day forecast."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from data.calendar import local_midnight
from data.importers.files import import_files
from data.inputs import Measure
from data.load_inputs import load_inputs
from data.tables import DAILY_COUNTS, STAYS
from forecasting.forecast import make_forecast
from forecasting.history import gather_series
from tests.forecasting.forecast_inputs import ZONE, counts_table, hospital, plan_inputs, stay
from tests.workspaces import new_workspace, write_text

CASE = Path(__file__).parent / "13"


def stays_of_the_case() -> list[dict[str, object]]:
    rows = [line.split(",") for line in (CASE / "events.csv").read_text(encoding="utf-8").splitlines()[1:]]
    return [
        stay(visit, unit, datetime.fromisoformat(at).replace(tzinfo=ZoneInfo(ZONE)), None)
        for visit, unit, at in rows
    ]


def test_the_days_of_the_case_before_the_extract() -> None:
    rows = stays_of_the_case()
    earlier = stay("V0", "A", local_midnight(date(2024, 5, 14), ZONE) + timedelta(hours=9), None)
    inputs = plan_inputs(hospital({"A": "ward"}), date(2024, 5, 20), stays=STAYS.table([earlier, *rows]))
    admissions = next(
        s for s in gather_series(inputs, inputs.tables.stays) if s.key.measure is Measure.ADMISSIONS
    )
    assert admissions.first_day == date(2024, 5, 15)
    assert admissions.counts.tolist() == [10, 11, 9, 10, 12]
    assert admissions.end == date(2024, 5, 20)
    forecast = make_forecast(inputs).quantiles.to_pandas()
    chosen = (forecast["measure"] == "admissions") & (forecast["quantile"] == 0.5)
    values = forecast[chosen].sort_values("time")["value"]
    assert values.iloc[0] == pytest.approx(10.4, abs=1)
    assert np.isfinite(values).all()


EARLIER = ["V0", "A", "2024-05-14 09:00"]
"""The first day of a list of events may have begun before the list; it is left out as well."""


def as_stays(rows: list[list[str]]) -> str:
    return "\n".join(
        ["visit_id,unit,entered,left", *(f"{visit},{unit},{at}," for visit, unit, at in [EARLIER, *rows])]
    )


def as_movements(rows: list[list[str]]) -> str:
    lines = [f"{visit},admit,{unit},{at}" for visit, unit, at in [EARLIER, *rows]]
    return "\n".join(["visit_id,event,unit_id,time", *lines])


def as_daily_counts(rows: list[list[str]]) -> str:
    counts = Counter((at[:10], unit) for _, unit, at in rows)
    return "\n".join(
        ["date,unit,admissions", *(f"{day},{unit},{n}" for (day, unit), n in sorted(counts.items()))]
    )


@pytest.mark.parametrize("write", [as_stays, as_movements, as_daily_counts])
def test_every_kind_of_file_that_holds_these_events(
    write: Callable[[list[list[str]]], str], tmp_path: Path
) -> None:
    """Drawn at 09:15 of 20 May, with 3 admissions where 10.4 are usual: out of the fit, first in the forecast, and said."""
    rows = [line.split(",") for line in (CASE / "events.csv").read_text(encoding="utf-8").splitlines()[1:]]
    workspace = new_workspace(tmp_path / "w", ["A"])
    import_files(workspace, [write_text(tmp_path / "drawn.csv", write(rows))])
    inputs = load_inputs(workspace, None)
    assert inputs.cutoff == local_midnight(date(2024, 5, 20), ZONE)
    (said,) = (note.text for note in inputs.notes if "taken as not complete" in note.text)
    assert said.startswith("2024-05-20 is the newest day ")
    forecast = make_forecast(inputs).quantiles.to_pandas()
    chosen = (forecast["measure"] == "admissions") & (forecast["quantile"] == 0.5)
    ahead = forecast[chosen].sort_values("time")
    assert ahead["time"].iloc[0] == local_midnight(date(2024, 5, 20), ZONE)
    assert ahead["value"].iloc[0] == pytest.approx(10.4, abs=2.5)


def test_the_same_days_as_returns_leave_the_unfinished_one_out_with_a_note(tmp_path: Path) -> None:
    """The events of the case counted by day at 09:15 of the last: 3 where 10.4 are usual."""
    events = stays_of_the_case()
    days = [row["entered"].astimezone(ZoneInfo(ZONE)).date() for row in events]  # type: ignore[attr-defined]
    first = min(days)
    admissions: list[float | None] = [
        float(days.count(first + timedelta(days=n))) for n in range((max(days) - first).days + 1)
    ]
    assert admissions == [10, 11, 9, 10, 12, 3]
    workspace = new_workspace(tmp_path, ["A"])
    workspace.store.add(DAILY_COUNTS, counts_table("A", first, admissions=admissions), "test")
    inputs = load_inputs(workspace, None)
    assert inputs.cutoff == local_midnight(date(2024, 5, 20), ZONE)
    assert [note.text for note in inputs.notes if "not complete" in note.text] == [
        "2024-05-20 is the newest day of daily counts; taken as not complete: 3 admissions where 10.4 are usual."
    ]
    forecast = make_forecast(inputs).quantiles.to_pandas()
    chosen = (forecast["measure"] == "admissions") & (forecast["quantile"] == 0.5)
    assert forecast[chosen].sort_values("time")["value"].iloc[0] == pytest.approx(10.4, abs=1)
