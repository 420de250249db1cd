"""`report.html`: one page without scripts and without anything from the network."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from markupsafe import Markup

from reports.charts.slim_svg import StyleSheet
from reports.page.bed_plan import bed_cost, bed_weeks
from reports.page.bed_strips import HEIGHT, bed_strips
from reports.page.cost_lines import cost_lines
from reports.page.equipment_lines import SHOWN, equipment_lines, rental_sums
from reports.page.forecast_cards import forecast_cards
from reports.page.heat_map import heat_weeks
from reports.page.open_days import open_days
from reports.page.rule_groups import rule_groups
from reports.page.templates import page_css, template_environment
from reports.page.tiles import tiles
from reports.run_view import RunView
from reports.summaries.decisions import decision_lines
from reports.summaries.fairness import fairness
from reports.summaries.headline import LIKELY_FULL, headline
from reports.summaries.ledger import ledger_lines, past_weeks
from reports.summaries.open_shifts import shift_times
from reports.summaries.past_forecasts import read_past_forecasts
from reports.summaries.peaks import hospital_peak, planned_peaks
from reports.summaries.quality import quality_sentences
from reports.summaries.totals import total_sentences
from reports.summaries.units import unit_weeks
from reports.words import moment, span

DECISIONS_SHOWN = 12
"""As many questions as a meeting of a quarter of an hour can take; the rest opens on a click."""


def write_page(run: RunView, path: Path) -> None:
    """Write the page in UTF-8."""
    path.write_text(render_page(run), encoding="utf-8", newline="\n")


def render_page(run: RunView) -> str:
    """The whole page."""
    styles = StyleSheet()
    changes = sorted(run.rows("changes"), key=lambda row: (row["date"], run.person_name(row["staff_id"])))
    content: dict[str, object] = {
        "run": run,
        "record": run.record,
        "state": run.state,
        "period": span(run.days[0], run.days[-1]),
        "made": moment(run.created),
        "cutoff": moment(datetime.fromisoformat(run.record.cutoff).astimezone(run.zone)),
        "news": headline(run),
        "tiles": tiles(run),
        "input_changes": sorted(run.rows("input_changes"), key=lambda row: row["position"]),
        "decisions": decision_lines(run),
        "decisions_shown": DECISIONS_SHOWN,
        "units": unit_weeks(run),
        "strips": bed_strips(run),
        "strip_height": HEIGHT,
        "likely_full": LIKELY_FULL,
        "weeks": heat_weeks(run) if run.rows("coverage") else (),
        "open_days": open_days(run),
        "shift_times": {shift_id: shift_times(run, shift_id) for shift_id in run.shifts},
        "cards": forecast_cards(run, styles),
        "past": read_past_forecasts(run.folder),
        "hospital_peak": hospital_peak(planned_peaks(run)),
        "hospital_totals": total_sentences(run.rows("forecast_totals")),
        "bed_weeks": bed_weeks(run),
        "bed_cost": bed_cost(run),
        "bed_outliers": sorted(run.rows("bed_outliers"), key=lambda row: row["date"]),
        "moved_admissions": sorted(run.rows("moved_admissions"), key=lambda row: row["from_day"]),
        "has_equipment": bool(run.rows("equipment")),
        "equipment": equipment_lines(run),
        "equipment_shown": SHOWN,
        "loans": run.rows("equipment_loans"),
        "moves": run.rows("equipment_moves"),
        "services": run.rows("equipment_services"),
        "equipment_types": run.rows("equipment_types"),
        "rentals": run.rows("equipment_rentals"),
        "rental_sums": rental_sums(run),
        "fairness": fairness(run),
        "ledger": ledger_lines(run),
        "ledger_weeks": past_weeks(run),
        "rules": rule_groups(run),
        "changes": changes,
        "n_changed": len({row["staff_id"] for row in changes}),
        "quality": quality_sentences(run.record),
        "costs": cost_lines(run),
        "notes": sorted(run.record.notes, key=lambda note: note.severity != "warning"),
        "series": run.rows("forecast_series"),
    }
    template = template_environment().get_template("report.html.j2")
    return template.render(
        content,
        sections=_sections(content),
        css=page_css(),
        # The declarations come from matplotlib and hold only our own colours and widths.
        chart_css=Markup(styles.css()),  # noqa: S704
    )


def _sections(content: dict[str, object]) -> list[tuple[str, str]]:
    """Anchor and label of the sections that the page has."""
    return [
        (anchor, label)
        for anchor, label, needs in (
            ("scenario", "Scenario", "input_changes"),
            ("decide", "To decide", "decisions"),
            ("units", "Week at a glance", "units"),
            ("coverage", "Coverage", "weeks"),
            ("open", "Open shifts", "open_days"),
            ("forecasts", "Forecasts", "cards"),
            ("past-forecasts", "Past forecasts", "past"),
            ("beds", "Beds", "bed_weeks"),
            ("equipment", "Equipment", "run"),
            ("people", "Hours and fairness", "run"),
            ("rules", "Rules", "run"),
            ("changes", "Changes", "run"),
            ("quality", "Quality", "run"),
            ("data", "Data and notes", "run"),
        )
        if content[needs]
    ]
