"""`report.html`: what the meeting reads, with nothing from the network and nothing run from data."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from data.runs import read_run_table
from reports.monitoring import write_monitoring
from reports.summaries.past_forecasts import take_along
from reports.write import write_reports
from tests.reports.run_sample import sample_tables, write_sample_run
from tests.reports.sample_hospital import LONG_NAME, PEOPLE
from tests.reports.test_monitor_report import REPORT

OWN_TAGS = {
    "a", "article", "body", "br", "col", "colgroup", "dd", "details", "div", "dl", "dt", "figcaption", "figure",
    "footer", "h1", "h2", "h3", "head", "header", "html", "li", "line", "main", "meta", "nav", "ol", "p", "path", "rect",
    "section", "span", "strong", "style", "summary", "svg", "table", "tbody", "td", "text", "th", "thead", "title", "tr",
    "ul",
}  # fmt: skip


class Page(HTMLParser):
    """Collects tags, attributes and the text that a reader sees."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str, str]] = []
        self.cells: list[list[str]] = []
        self._text: list[str] = []
        self._hidden = 0
        self.feed(text)
        self.text = " ".join("".join(self._text).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self._hidden += tag == "style"
        self._text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag == "style"
        self._text.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._text.append(data)


@pytest.fixture(scope="module")
def source(run_folder: Path) -> str:
    return (run_folder / "report.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def page(source: str) -> Page:
    return Page(source)


def test_no_element_and_no_handler_is_made_from_data(page: Page) -> None:
    assert page.tags == OWN_TAGS
    assert not [name for _, name, _ in page.attributes if name.startswith("on")]


def test_nothing_comes_from_the_network(source: str, page: Page) -> None:
    links = [
        (tag, name, value) for tag, name, value in page.attributes if name in {"href", "src", "xlink:href"}
    ]
    assert links
    assert all(tag == "a" and value.startswith("#") for tag, _, value in links)
    assert "@import" not in source
    assert "url(" not in source
    assert "xmlns" not in source


def test_anchors_of_the_contents_exist(page: Page) -> None:
    ids = [value for _, name, value in page.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    assert {value[1:] for _, name, value in page.attributes if name == "href"} <= set(ids)


def test_awkward_names_are_visible_as_typed(page: Page) -> None:
    assert "St. Example's <i>Hospital</i>" in page.text
    assert "Census of <b>Sunday</b> is missing." in page.text
    # S3 breaks a rule, S2 has a changed day.
    assert PEOPLE[2][1] in page.text
    assert PEOPLE[1][1] in page.text
    assert LONG_NAME in page.text


def test_template_syntax_in_data_stays_as_typed(tmp_path: Path) -> None:
    folder = write_sample_run(tmp_path, tables={"forecast": []}, hospital="{{7*7}} {% raw %}")
    write_reports(folder)
    assert "{{7*7}} {% raw %}" in Page((folder / "report.html").read_text(encoding="utf-8")).text


def test_headline_answers_the_question_of_the_meeting(page: Page) -> None:
    assert (
        "Week 43 cannot be fully staffed: 58 of 126 needed shifts stay open, the most in Notaufnahme Süd (22)."
    ) in page.text
    assert "Expect 46 patients for 52 staffed beds on an ordinary day (89 %), 50 on a busy one." in page.text


def test_decisions_stand_in_order(page: Page) -> None:
    places = [page.text.index(text) for text in ("Open 3 RN nights", "Hold 2 elective", "Census of <b>")]
    assert places == sorted(places)


def test_heat_map_has_a_cell_for_each_unit_day_and_shift(source: str, run_folder: Path) -> None:
    titles = re.findall(r'<td class="(\w+)[^"]*" title="(\w+ \d+ \w+ \w): (\d+) there, (\d+) needed', source)
    assert len(titles) == 3 * 7 * 3
    rows = read_run_table(run_folder, "coverage").to_pylist()
    n_open = sum(row["open"] > 0 for row in rows)
    short = [level for level, *_ in titles if level.startswith("short")]
    assert 0 < len(short) <= n_open


def test_open_shifts_are_listed_with_their_day(page: Page) -> None:
    section = page.text[page.text.index("Needed, and nobody there") :]
    assert section.index("Mon 19 Oct") < section.index("E HCA × 1") < section.index("Tue 20 Oct")


def test_charts_have_bands_text_and_a_description(source: str, page: Page) -> None:
    charts = re.findall(r'<svg class="chart".*?</svg>', source)
    assert len(charts) == 6
    assert all(">Mon 19 Oct</text>" in chart for chart in charts)
    assert "Occupied beds, Notaufnahme Süd: median from" in page.text
    # One class for each look, not one style for each path.
    assert not [value for _, name, value in page.attributes if name == "style" and "stroke" in value]


def test_fallback_holiday_and_notes_are_not_silent(page: Page) -> None:
    assert "Replaced: prophet did not converge" in page.text
    assert "◆ Wed 21 Oct Founders' Day" in page.text
    assert "[W1] admissions: prophet failed, ets took over" in page.text


def test_equipment_shows_shortage_moves_and_rentals(page: Page) -> None:
    section = page.text[page.text.index("Where devices may run short") :]
    assert "infusion pump Thu 22 Oct 11 – 1 8 11 12 30 % 2.8 1" in section
    assert "Ventilator Wed 21 Oct 2 10 £900" in section
    assert "Ventilator Intensive Care / High Dependency & [B]ay Wed 21 Oct to Sun 25 Oct 2 £900" in section
    assert "Tue 20 Oct 08:00 08:45 infusion pump Shared pool Intensive Care" in section
    assert "4 P1 P2 P3 P4 45 £60" in section
    assert (
        "V7 Ventilator Intensive Care / High Dependency & [B]ay Tue 20 Oct to Wed 21 Oct Fri 23 Oct –"
        in section
    )
    assert "LOAN 4 infusion pump Shared pool Wed 21 Oct to Fri 23 Oct 3 2 £90" in section
    assert "Ventilator 12 5.6 in proportion to need £2,100" in section


def test_beds_show_surge_missing_staff_escalation_and_moves(page: Page) -> None:
    section = page.text[page.text.index("Planned beds, each with its staff.") :]
    assert "are expected to cost £3,500 less than with the usual beds." in section
    assert "24 24 26 24 24 24 24 1.8" in section
    assert "8 8 8 8 8 8 (6) 8 1.8" in section
    assert "OPEL 3 10 % 62 % 10 % 10 % 10 % 10 % 10 % open <surge>" in section
    assert "FULL, Intensive Care / High Dependency & [B]ay 10 %" in section
    assert "Thu 22 Oct Intensive Care / High Dependency & [B]ay =HYPERLINK" in section
    assert "1 planned admission to move" in section
    assert "TCI <7>" in section
    assert (
        "Thu 22 Oct: 24 beds, usually 24, 0 of them surge, 2 kept for other units; staff for 24"
        in " ".join(value for _, name, value in page.attributes if name == "title" and value)
    )


def test_rules_changes_and_quality_are_in_plain_words(page: Page) -> None:
    assert "Weekends off trust policy no 1 1 weekend £120" in page.text
    assert "2 changed days of 2 people." in page.text
    assert "Thu 22 Oct ＝1+1 off NA N" in page.text
    assert (
        "It is proven that no roster costs less than £23,350, so at most 0.8 % could still be saved."
        in page.text
    )


def test_provenance_names_run_data_and_software(page: Page) -> None:
    footer = page.text[page.text.index("Made with wardwise") :]
    for part in (
        "Fri 16 Oct 2026, 10:30 BST",
        "2026-W43-baseline-0123456789",
        "stays stays-0003",
        "seed 1",
        "abababababab",
    ):
        assert part in footer


def test_scenario_changes_come_before_everything_they_explain(tmp_path: Path) -> None:
    change = {
        "position": 1,
        "scenario": "winter",
        "change": "unit_closure",
        "target": "W1 <b>",
        "before": "24 beds",
        "after": "closed",
    }
    folder = write_sample_run(tmp_path, tables={"input_changes": [change], "forecast": []}, scenario="winter")
    write_reports(folder)
    text = Page((folder / "report.html").read_text(encoding="utf-8")).text
    assert "draft · scenario winter" in text
    assert text.index("winter unit closure W1 <b> 24 beds closed") < text.index("The week at a glance")


def test_a_run_without_rows_still_makes_every_report(tmp_path: Path) -> None:
    empty = {"n_days": 7, "objective_pence": None, "bound_pence": None, "gap": None, "status": "none_found"}
    folder = write_sample_run(tmp_path, tables=None, **empty)
    write_reports(folder)
    text = Page((folder / "report.html").read_text(encoding="utf-8")).text
    assert "No roster was found for week 43." in text
    assert "No equipment is planned in this run." in text
    assert (folder / "roster.csv").read_text(encoding="utf-8").count("\n") == 1


def test_a_ward_reached_by_transfers_shows_transfers(tmp_path: Path) -> None:
    """Wards without direct admissions once showed an empty chart of zeros."""
    rows = [row for row in sample_tables()["forecast"].to_pylist() if row["measure"] == "admissions"]
    none = [row | {"value": 0.0} for row in rows]
    folder = write_sample_run(
        tmp_path, tables={"forecast": none + [row | {"measure": "transfers_in"} for row in rows]}
    )
    write_reports(folder)
    text = Page((folder / "report.html").read_text(encoding="utf-8")).text
    assert "Transfers in a day" in text
    assert "Admissions a day" not in text


def test_a_long_list_of_decisions_folds_after_the_first_dozen(tmp_path: Path) -> None:
    rows = [{"rank": n, "topic": "beds", "unit_id": None, "text": f"Question {n}?"} for n in range(1, 16)]
    folder = write_sample_run(tmp_path, tables={"decisions": rows, "forecast": []})
    write_reports(folder)
    text = Page((folder / "report.html").read_text(encoding="utf-8")).text
    assert (
        text.index("Question 12?")
        < text.index("3 further questions of less weight")
        < text.index("Question 13?")
    )


def test_the_last_judgement_of_past_forecasts_stands_in_the_page_and_beside_it(tmp_path: Path) -> None:
    runs = tmp_path / "runs"
    runs.mkdir()
    folder = write_sample_run(tmp_path / "made", tables={"forecast": []})
    take_along(runs, folder)
    write_reports(folder)
    assert "Past forecasts" not in Page((folder / "report.html").read_text(encoding="utf-8")).text
    write_monitoring(REPORT, runs)
    take_along(runs, folder)
    write_reports(folder)
    assert (folder / "monitoring.html").read_bytes() == (runs / "monitoring.html").read_bytes()
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert '<a href="monitoring.html">' in page
    text = Page(page).text
    assert "▲ 1 of 2 series needs attention." in text
    assert "▲ [red]</script> PUMP in use Too low by 0.69 on average (5 %)." in text
    assert "MED occupied beds Good." not in text


def test_a_damaged_judgement_is_said_and_stops_nothing(tmp_path: Path) -> None:
    folder = write_sample_run(tmp_path, tables={"forecast": []})
    (folder / "monitoring.json").write_text("{", encoding="utf-8")
    write_reports(folder)
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert "The last judgement of past forecasts cannot be read; run `wardwise monitor` again." in page
    assert 'href="monitoring.html"' not in page


def test_fair_shares_name_who_is_furthest_above_and_below(source: str) -> None:
    assert "12 weeks before the plan" in source
    line = re.search(
        r"<td>Nights</td><td class=\"num\">21</td><td>(.*?)</td><td class=\"num\">\+1\.5</td>", source
    )
    assert line is not None
