"""Excel refuses a workbook over one bad sheet name."""

import re

from hypothesis import given
from hypothesis import strategies as st

from reports.workbook.sheet_names import sheet_names


def test_illegal_letters_and_long_names_become_legal() -> None:
    assert sheet_names(["A/B: [c]*?\\d", "x" * 40]) == ["A B c d", "x" * 31]


def test_names_that_differ_by_case_or_only_late_get_numbers() -> None:
    long = "Intensive Care and High Dependency"
    assert sheet_names(["Ward", "ward", f"{long} A", f"{long} B"]) == [
        "Ward",
        "ward (2)",
        "Intensive Care and High Depende",
        "Intensive Care and High Dep (2)",
    ]


def test_reserved_empty_and_quoted_names() -> None:
    assert sheet_names(["History", "'", "'quoted'"]) == ["History (2)", "Unit", "quoted"]


@given(st.lists(st.text(), max_size=8))
def test_always_legal_and_unique(titles: list[str]) -> None:
    names = sheet_names(titles)
    assert len({name.casefold() for name in names}) == len(titles)
    for name in names:
        assert 1 <= len(name.encode("utf-16-le", "surrogatepass")) // 2 <= 31
        assert not re.search(r"[\[\]:*?/\\\x00-\x1f]", name)
        assert not name.startswith("'")
        assert not name.endswith("'")
