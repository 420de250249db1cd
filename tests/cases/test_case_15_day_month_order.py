"""Case 15: the order of day and month is a matter of the whole column, and never guessed."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from data.importers.delimited import read_delimited
from data.importers.files import import_files
from data.importers.values.column import UnsettledColumnError
from data.importers.values.dates import parse_dates
from data.importers.values.instants import parse_instants
from data.problems import InputError
from data.workspace import Workspace
from tests.workspaces import new_workspace, write_text

CASE = Path(__file__).parent / "15"


def with_unit(name: str, folder: Path) -> Path:
    """The case's file, for unit A."""
    lines = (CASE / name).read_text(encoding="utf-8").splitlines()
    return write_text(folder / name, "\n".join([lines[0] + ",unit", *(line + ",A" for line in lines[1:])]))


def stored_days(workspace: Workspace) -> list[date]:
    days: list[date] = workspace.store.read("daily_counts").column("date").to_pylist()
    return days


def test_one_value_settles_the_column(tmp_path: Path) -> None:
    assert parse_dates(read_delimited(CASE / "clear.csv").column(0)).values == [
        date(2024, 4, 3),
        date(2024, 4, 13),
    ]
    workspace = new_workspace(tmp_path / "w")
    import_files(workspace, [with_unit("clear.csv", tmp_path)])
    assert stored_days(workspace) == [date(2024, 4, 3), date(2024, 4, 13)]


def test_no_value_settles_it_so_the_order_is_asked_for(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path / "w")
    with pytest.raises(InputError) as caught:
        import_files(workspace, [with_unit("ambiguous.csv", tmp_path)])
    [problem] = caught.value.problems
    assert (problem.file, problem.row, problem.column) == ("ambiguous.csv", 2, "date")
    assert problem.fix == (
        'set date_order = "day_first" or "month_first" in [sources.daily_counts], or write dates as YYYY-MM-DD'
    )
    assert workspace.store.snapshot_id("daily_counts") is None


@pytest.mark.parametrize(
    ("order", "days"),
    [
        ("day_first", [date(2024, 4, 3), date(2024, 4, 4), date(2024, 4, 5)]),
        ("month_first", [date(2024, 3, 4), date(2024, 4, 4), date(2024, 5, 4)]),
    ],
)
def test_a_declared_order_answers(tmp_path: Path, order: str, days: list[date]) -> None:
    more = f'[sources.daily_counts]\ndate_order = "{order}"\n'
    workspace = new_workspace(tmp_path / "w", more=more)
    import_files(workspace, [with_unit("ambiguous.csv", tmp_path)])
    assert stored_days(workspace) == days


def test_both_orders_are_rejected_naming_the_rows(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path / "w")
    with pytest.raises(InputError) as caught:
        import_files(workspace, [with_unit("mixed.csv", tmp_path)])
    assert [(p.row, p.value) for p in caught.value.problems] == [(2, "13/04/2024"), (3, "04/14/2024")]
    assert "both day-first and month-first dates are there" in caught.value.problems[0].expected


def test_dates_against_the_declared_order_are_rejected(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path / "w", more='[sources.daily_counts]\ndate_order = "month_first"\n')
    with pytest.raises(
        InputError, match=r"row 3, column 'date': found '13/04/2024', expected month-first dates"
    ):
        import_files(workspace, [with_unit("clear.csv", tmp_path)])


@pytest.mark.parametrize("sign", ["/", ".", "-"])
def test_no_separator_counts_as_an_answer(sign: str) -> None:
    """03.04.2024 is usually day-first, but usually is a guess."""
    with pytest.raises(UnsettledColumnError):
        parse_dates([f"03{sign}04{sign}2024"])
    assert parse_dates([f"03{sign}04{sign}2024", f"13{sign}04{sign}2024"]).values[0] == date(2024, 4, 3)


def test_patients_times_are_judged_alike_and_their_values_not_shown(tmp_path: Path) -> None:
    assert parse_instants(["03/04/2024 10:00", "13/04/2024 10:00"], "UTC").values[0].day == 3  # type: ignore[union-attr]
    workspace = new_workspace(tmp_path / "w")
    text = "visit_id,unit,entered,left\nV1,A,03/04/2024 10:00,04/04/2024 10:00\n"
    with pytest.raises(InputError) as caught:
        import_files(workspace, [write_text(tmp_path / "stays.csv", text)])
    assert [(p.row, p.column, p.value) for p in caught.value.problems] == [
        (2, "entered", None),
        (2, "left", None),
    ]
    assert "03/04" not in str(caught.value)


@pytest.mark.parametrize(
    "text", ["2024-02-30", "31/04/2024", "13/13/2024", "03/04/24", "soon", "2024-4", "20241301"]
)
def test_what_is_no_date_is_a_fault_of_its_row_alone(text: str) -> None:
    parsed = parse_dates([text, "2024-04-13"])
    assert list(parsed.faults) == [0]
    assert parsed.values == [None, date(2024, 4, 13)]


@pytest.mark.parametrize(
    "text",
    [
        "2024-04-03",
        "2024/4/3",
        "20240403",
        "3 Apr 2024",
        "03-April-2024",
        "2024-04-03 00:00:00",
        "2024-04-03T00:00",
    ],
)
def test_forms_that_need_no_order(text: str) -> None:
    assert parse_dates([text]).values == [date(2024, 4, 3)]


DAYS = st.dates(date(1990, 1, 1), date(2060, 1, 1))


@given(days=st.lists(DAYS, min_size=1, max_size=8), day_first=st.booleans())
def test_a_column_comes_back_whole_or_is_asked_about(days: list[date], day_first: bool) -> None:
    form = "%d/%m/%Y" if day_first else "%m/%d/%Y"
    texts = [day.strftime(form) for day in days]
    if any(day.day > 12 for day in days):
        assert parse_dates(texts).values == days
    else:
        with pytest.raises(UnsettledColumnError):
            parse_dates(texts)
    assert parse_dates(texts, "day_first" if day_first else "month_first").values == days


@given(days=st.lists(DAYS, min_size=2, max_size=8), data=st.data())
def test_mixed_columns_are_never_read(days: list[date], data: st.DataObject) -> None:
    late = [day for day in days if day.day > 12]
    assume(len(late) >= 2)
    texts = [late[0].strftime("%d/%m/%Y"), late[1].strftime("%m/%d/%Y")]
    texts += [day.strftime(data.draw(st.sampled_from(["%d/%m/%Y", "%m/%d/%Y"]))) for day in days]
    with pytest.raises(UnsettledColumnError, match="both"):
        parse_dates(texts)


def test_consecutive_days_do_not_settle_it() -> None:
    """That three rows become three days in a row is a hint, and a hint is not an answer."""
    texts = [(date(2024, 4, 3) + timedelta(days=n)).strftime("%d/%m/%Y") for n in range(3)]
    with pytest.raises(UnsettledColumnError, match="no day in this column is above 12"):
        parse_dates(texts)
