"""Case 60: moving and cleaning are counted once, between two uses; what does not fit is said with the time that lacks."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from optimization.equipment.turnaround import Use, turnarounds
from tests.cases.case_rows import read_rows

CASE = Path(__file__).parent / "60"


def rows(name: str) -> list[dict[str, str]]:
    return read_rows(CASE / name)


def the_uses() -> list[Use]:
    return [
        Use(
            row["use_id"],
            row["site"],
            datetime.fromisoformat(row["from"]),
            datetime.fromisoformat(row["to"]),
        )
        for row in rows("uses.csv")
    ]


TRANSFER = {
    (row["from"], row["to"]): timedelta(hours=float(row["hours_incl_cleaning"]))
    for row in rows("transfer.csv")
}
CLEANING = timedelta(minutes=float(rows("devices.csv")[0]["clean_min"]))


def test_what_fits_and_what_lacks() -> None:
    assert [one.words for one in turnarounds(the_uses(), TRANSFER, CLEANING)] == [
        "U2 after U1: not possible, lacks 1 h",
        "U3 after U2: possible",
        "U4 after U3: possible",
    ]


def test_on_one_site_only_cleaning_is_needed_and_between_sites_it_is_not_added() -> None:
    needed = {(one.before, one.after): one.needed for one in turnarounds(the_uses(), TRANSFER, CLEANING)}
    assert needed["U3", "U4"] == timedelta(minutes=30)
    assert needed["U2", "U3"] == timedelta(hours=9)


@pytest.mark.parametrize("minutes", [0, 29, 30, 31, 539, 540, 541])
@pytest.mark.parametrize("site", ["North", "South"])
def test_an_exact_fit_is_enough_and_a_minute_less_is_not(minutes: int, site: str) -> None:
    start = datetime.fromisoformat("2024-06-03 08:00")
    hour = timedelta(hours=1)
    uses = [
        Use("A", "North", start, start + hour),
        Use(
            "B",
            site,
            start + hour + timedelta(minutes=minutes),
            start + 9 * hour + timedelta(minutes=minutes),
        ),
    ]
    (one,) = turnarounds(list(reversed(uses)), TRANSFER, CLEANING)
    needed = 30 if site == "North" else 540
    assert one.lacking == timedelta(minutes=max(0, needed - minutes))
    assert one.possible is (minutes >= needed)
