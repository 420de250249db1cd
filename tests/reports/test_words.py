"""Figures, days and money as people read them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from reports import words


def test_days_carry_their_weekday_in_any_locale() -> None:
    assert words.short_day(date(2026, 11, 30)) == "Mon 30 Nov"
    assert words.span(date(2026, 12, 28), date(2027, 1, 3)) == "Mon 28 Dec 2026 to Sun 3 Jan 2027"
    assert words.span(date(2026, 11, 30), date(2026, 12, 6)) == "Mon 30 Nov to Sun 6 Dec 2026"
    assert words.span(date(2026, 11, 30), date(2026, 11, 30)) == "Mon 30 Nov 2026"


def test_moments_name_their_zone() -> None:
    assert (
        words.moment(datetime(2026, 7, 1, 9, 5, tzinfo=ZoneInfo("Europe/London")))
        == "Wed 1 Jul 2026, 09:05 BST"
    )


@pytest.mark.parametrize(
    ("pence", "currency", "text"),
    [
        (0, "GBP", "£0"),
        (1250, "GBP", "£12.50"),
        (1200, "EUR", "€12"),
        (123456, "USD", "$1,235"),
        (-123456, "GBP", "−£1,235"),
        (99999, "MYR", "MYR 1,000"),
    ],
)
def test_money_is_in_the_hospital_s_currency(pence: int, currency: str, text: str) -> None:
    assert words.money(pence, currency) == text


@pytest.mark.parametrize(
    ("share", "text"), [(1.0, "100 %"), (0.999, "over 99 %"), (0.5, "50 %"), (0.0, "0 %"), (1.07, "107 %")]
)
def test_a_share_below_one_is_never_shown_as_100_percent(share: float, text: str) -> None:
    assert words.percent(share) == text


def test_signs_and_counts() -> None:
    assert [words.signed(x, 1) for x in (1.25, -0.04, 0, -2)] == ["+1.2", "0.0", "0.0", "−2.0"]
    assert [words.count(n, "shift") for n in (0, 1, 1200)] == ["0 shifts", "1 shift", "1,200 shifts"]


def test_wishes_read_as_sentences() -> None:
    assert words.wish_words("day_off", None) == "wanted the day off"
    assert words.wish_words("avoid", None) == "asked to be spared any shift"
    assert words.wish_words("want", "N") == "wanted N"


def test_a_span_of_one_day_is_that_day() -> None:
    first = date(2026, 11, 30)
    assert words.short_span(first, first) == "Mon 30 Nov"
    assert words.short_span(first, date(2026, 12, 6)) == "Mon 30 Nov to Sun 6 Dec"
