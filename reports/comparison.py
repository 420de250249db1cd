"""A page that puts runs of one week side by side: what was changed in the inputs first, then every figure."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reports.page.templates import page_css, template_environment
from reports.run_view import read_run
from reports.summaries.figures import figure_cells
from reports.summaries.headline import headline
from reports.summaries.units import unit_weeks
from reports.words import moment, span
from scenarios.compare import compare, compared_run


def write_comparison(run_folders: Sequence[Path], path: Path) -> None:
    """Write one self-contained page; the first run is what the others are compared to.

    Raises InputError when a folder is not a whole run or the runs are not of one week.
    """
    comparison = compare([compared_run(folder) for folder in run_folders])
    runs = [read_run(folder) for folder in run_folders]
    first = runs[0].record
    units = list(dict.fromkeys(unit["unit_id"] for run in runs for unit in run.units))
    by_unit = [{unit.unit_id: unit for unit in unit_weeks(run)} for run in runs]
    page = (
        template_environment()
        .get_template("comparison.html.j2")
        .render(
            record=first,
            period=span(runs[0].days[0], runs[0].days[-1]),
            made=moment(max(run.created for run in runs).astimezone(runs[0].zone)),
            plans=list(zip(comparison.names, comparison.changes, map(headline, runs), runs, strict=True)),
            names=comparison.names,
            figures=[(figure.title, figure_cells(figure, first.currency)) for figure in comparison.figures],
            units=[
                (next(r.unit_name(u) for r in runs if u in r.unit_names), [found.get(u) for found in by_unit])
                for u in units
            ],
            remarks=comparison.remarks,
            css=page_css(),
            chart_css="",
        )
    )
    path.write_text(page, encoding="utf-8", newline="\n")
