"""The row of key figures: short where all is well, and naming who is missing where it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from reports.page.tiles import tiles
from reports.run_view import read_run
from tests.reports.run_sample import write_sample_run


@pytest.mark.parametrize(
    ("rates", "said"),
    [
        ({"RN": 1.0, "HCA": 1.0}, "in every skill"),
        ({"RN": 0.5, "HCA": 0.41}, "HCA 41 %, RN 50 %"),
        ({"RN": 1.0, "HCA": 0.9}, "HCA 90 %; all others 100 %"),
        (dict.fromkeys("ABCDEF", 0.9), "A 90 %, B 90 %, C 90 %, D 90 % and 2 more"),
    ],
)
def test_skills_are_named_where_they_lack_people(rates: dict[str, float], said: str, tmp_path: Path) -> None:
    run = read_run(write_sample_run(tmp_path))
    kpis = run.record.kpis.model_dump() | {"fill_rate_by_skill": rates}
    other = read_run(write_sample_run(tmp_path, "2026-W43-other-0000000001", kpis=kpis))
    assert next(tile.detail for tile in tiles(other) if tile.label == "Filled") == said
