"""Rules that are not kept, by rule and by where it stands."""

from __future__ import annotations

from pathlib import Path

from reports.page.rule_groups import rule_groups
from reports.run_view import read_run
from tests.reports.run_sample import write_sample_run
from tests.reports.sample_hospital import DAYS


def test_the_same_rule_of_two_laws_is_two_groups(tmp_path: Path) -> None:
    """Under one heading, the breaches of a directive would stand beside the source of another law."""
    rows: list[dict[str, object]] = [
        {
            "rule": "weekly_rest",
            "title": f"weekly rest by {source}",
            "source": source,
            "staff_id": "S3",
            "first_date": DAYS[5],
            "amount": 1,
            "unit": "times",
            "is_hard": True,
            "cost_pence": 0,
            "message": f"S3 has no day off, {source}",
        }
        for source in ("directive", "agreement")
    ]
    groups = rule_groups(read_run(write_sample_run(tmp_path, tables={"breaches": rows})))
    assert [(group.title, group.source) for group in groups] == [
        ("weekly rest by agreement", "agreement"),
        ("weekly rest by directive", "directive"),
    ]
