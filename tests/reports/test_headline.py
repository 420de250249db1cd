"""The sentence on top of the page, for good and bad weeks."""

from pathlib import Path

from reports.run_view import read_run
from reports.summaries.decisions import decision_lines
from reports.summaries.headline import headline
from tests.reports.run_sample import sample_tables, write_sample_run
from tests.reports.sample_hospital import DAYS


def _coverage(n_open: int) -> list[dict[str, object]]:
    rows = sample_tables()["coverage"].to_pylist()
    for number, row in enumerate(rows):
        row["open"] = int(number < n_open)
    return rows


def test_a_week_without_open_shifts_can_be_staffed(tmp_path: Path) -> None:
    news = headline(read_run(write_sample_run(tmp_path, tables={"coverage": _coverage(0)})))
    assert (news.state, news.answer) == ("good", "Week 43 can be staffed: all 126 needed shifts are filled.")


def test_one_open_shift_is_singular(tmp_path: Path) -> None:
    news = headline(read_run(write_sample_run(tmp_path, tables={"coverage": _coverage(1)})))
    assert news.answer.startswith(
        "Week 43 cannot be fully staffed: 1 of 126 needed shifts stays open, all in Int"
    )


def test_other_horizons_are_named_by_their_dates(tmp_path: Path) -> None:
    run = read_run(write_sample_run(tmp_path, tables={"coverage": _coverage(0)}, n_days=14))
    assert headline(run).answer.startswith("The time from Mon 19 Oct to Sun 1 Nov 2026 can be staffed")


def test_units_that_may_be_full_are_named_with_their_day(tmp_path: Path) -> None:
    row = {"unit_id": "NA", "date": DAYS[2], "beds_staffed": 16, "p10": 12.0, "p50": 15.0, "p90": 18.0}
    folder = write_sample_run(tmp_path, tables={"occupancy": [row | {"chance_full": 0.4}]})
    assert (
        "May need more beds than are staffed: Notaufnahme Süd (40 % on Wed 21 Oct)."
        in headline(read_run(folder)).details
    )


def test_a_decision_names_its_unit_once(tmp_path: Path) -> None:
    rows = [
        {"rank": 1, "topic": "beds", "unit_id": "NA", "text": "Notaufnahme Süd: open 2 beds?"},
        {"rank": 2, "topic": "beds", "unit_id": "NA", "text": "Open 2 beds?"},
    ]
    lines = decision_lines(read_run(write_sample_run(tmp_path, tables={"decisions": rows})))
    assert [line.unit_name for line in lines] == ["", "Notaufnahme Süd"]
