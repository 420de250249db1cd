"""The mark that keeps text from running as a formula, and its removal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.spreadsheet_text import guard_text, unguard_text


@pytest.mark.parametrize(
    "text",
    ['=HYPERLINK("x")', "@SUM(1)", "+441632960000", "-1+1", "\t=1+1", "\r=1", "＝1+1", " =1", "'=1", "''-"],
)
def test_runnable_text_gets_one_apostrophe_and_loses_it_again(text: str) -> None:
    assert guard_text(text) == f"'{text}"
    assert unguard_text(guard_text(text)) == text


@pytest.mark.parametrize("text", ["", "Ann", "0017", "'s-Gravenhage", "O'Brien", "a=1", "1-2"])
def test_other_text_is_left_alone_in_both_directions(text: str) -> None:
    assert guard_text(text) == text
    assert unguard_text(text) == text


@given(
    st.text(alphabet=st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("'=+-@ \t\r\n＝")))
)
def test_every_text_comes_back(text: str) -> None:
    assert unguard_text(guard_text(text)) == text
