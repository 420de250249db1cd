"""A page that puts runs of one week side by side: what was changed in the inputs first, then every figure."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reports.page.templates import page_css, template_environment
from reports.run_view import read_run
from reports.summaries.figures import OVERVIEW, figure_cells, plan_blocks, same_everywhere
from reports.summaries.headline import headline
from reports.summaries.staffing_shift import staffing_shift
from reports.summaries.units import unit_weeks
from reports.words import moment, span
from scenarios.compare import compare, compared_run

PLANS_ABREAST = 5
"""Plans beside each other in one table: more do not fit a sheet of paper."""

MOST_ROWS = 12
"""Units and skills, and people, shown of each plan."""


def write_comparison(run_folders: Sequence[Path], path: Path, about_changes: Sequence[str] = ()) -> None:
    """Write one self-contained page; the first run is what the others are compared to, `about_changes` as `compare` has them.

    Raises InputError when a folder is not a whole run or the runs are not of one week.
    """
    comparison = compare([compared_run(folder) for folder in run_folders], about_changes)
    runs = [read_run(folder) for folder in run_folders]
    first = runs[0].record
    cells = {figure.key: figure_cells(figure, first.currency) for figure in comparison.figures}
    unit_names = {unit["unit_id"]: unit["name"] for run in runs for unit in run.units}
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
            blocks=plan_blocks(len(runs), PLANS_ABREAST),
            overview=[(title, cells[key]) for key, title in OVERVIEW],
            figures=[(figure.title, cells[figure.key]) for figure in comparison.figures if figure.differs],
            same=same_everywhere(comparison.figures, first.currency),
            shifts=[staffing_shift(runs[0], run) for run in runs[1:]],
            most_rows=MOST_ROWS,
            unit_names=unit_names,
            units=[(unit_id, [found.get(unit_id) for found in by_unit]) for unit_id in unit_names],
            remarks=comparison.remarks,
            css=page_css(),
            chart_css="",
        )
    )
    path.write_text(page, encoding="utf-8", newline="\n")
