"""Faults of hospital.toml are said all at once, in plain words, with the near miss."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from data.configuration.json_schema import hospital_schema
from data.configuration.load import load_hospital
from data.problems import InputError
from data.workspace import template_text

TEMPLATE = template_text("hospital.toml")


def faults(folder: Path, *changes: tuple[str, str], text: str = TEMPLATE) -> list[str]:
    """The lines listed for the template with each (old, new) applied once."""
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = folder / "hospital.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_hospital(path)
    return [str(problem).removeprefix("hospital.toml, ") for problem in caught.value.problems]


def test_the_template_is_valid_and_a_byte_order_mark_is_fine(tmp_path: Path) -> None:
    path = tmp_path / "hospital.toml"
    path.write_text(TEMPLATE, encoding="utf-8-sig")
    assert [unit.id for unit in load_hospital(path).units] == ["MED", "ICU"]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (
            "hours = 11",
            "hour = 11",
            "rules.minimum_rest.hour: found 'hour', expected a known key; did you mean 'hours'?",
        ),
        (
            "beds_staffed = 24",
            "bed_staffed = 24",
            "units 'MED', bed_staffed: found 'bed_staffed', expected a known key; did you mean 'beds_staffed'?",
        ),
        ('id = "MED"', "id = 17", "units 1, id: found '17', expected text in quotes; write \"17\""),
        (
            "beds_staffed = 8",
            'beds_staffed = "8"',
            "units 'ICU', beds_staffed: found '8', expected a whole number without quotes",
        ),
        (
            "hours_week = 37.5",
            "hours_week = 99",
            "contracts 'FULL', hours_week: found '99', expected 80 or less",
        ),
        (
            'method = "ratio"',
            'method = "ratios"',
            (
                "staffing 1, method: found 'ratios', expected one of ratio, hours_per_patient_day, fixed; "
                "did you mean 'ratio'?"
            ),
        ),
        (
            'method = "ratio"\n',
            "",
            "staffing 1, method: expected the key 'method', which says what kind it is",
        ),
        (
            "patients_per_person = 8",
            "patients_per_person = 0",
            "staffing 1, patients_per_person: found '0', expected a number above 0",
        ),
        (
            'kind = "ward"',
            'kind = "wards"',
            (
                "units 'MED', kind: found 'wards', expected one of emergency, assessment, ward, critical_care, maternity, "
                "paediatrics, other; did you mean 'ward'?"
            ),
        ),
        (
            'start = "07:00"',
            'start = "7 h"',
            "shifts 'E', start: found '7 h', expected a time of day such as \"07:00\"",
        ),
        ('"#f2c14e"', '"red"', "shifts 'E', colour: found 'red', expected a colour such as \"#9db4c0\""),
        (
            'enforcement = "soft"\npence_per_unit = 6000',
            'enforcement = "soft"',
            (
                "rules.consecutive_days_off: expected pence_per_unit, the price of one unit of breach, beside "
                'enforcement = "soft"'
            ),
        ),
        ("gap = 0.01", "gap = nan", "planning.gap: found 'nan', expected a finite number"),
        (
            "reproducible = true",
            'reproducible = "yes"',
            "planning.reproducible: found 'yes', expected true or false, without quotes",
        ),
        (
            "date = 2026-12-24",
            'date = "24/12/2026"',
            "hospital.local_holidays 1, date: found '24/12/2026', expected a date such as 2026-11-30, without quotes",
        ),
        (
            'shift_ids = ["LD", "LN"]',
            'shift_ids = ["LD", "LX"]',
            "units 'ICU', shift_ids: found 'LX', expected an id out of E, L, LD, LN, N; did you mean 'L'?",
        ),
        (
            'shift_ids = ["E", "L"]\nmethod',
            'shift_ids = ["E", "LD"]\nmethod',
            "staffing 1, shift_ids: found 'LD', expected a shift of unit 'MED' out of E, L, N; did you mean 'L'?",
        ),
        (
            'zone = "Europe/London"',
            'zone = "Europe/Londn"',
            (
                "hospital.zone: found 'Europe/Londn', expected an IANA time zone such as Europe/London; "
                "did you mean 'Europe/London'?"
            ),
        ),
        (
            'id = "PART"',
            'id = "FULL"',
            "contracts 'FULL', id: found 'FULL', expected each id once; it is given 2 times",
        ),
        (
            "[forecasting]",
            "[sources.dayly_counts]\n[forecasting]",
            (
                "sources: found 'dayly_counts', expected a table out of absences, bed_limits, bed_outliers, call_outs, daily_counts, device_uses, equipment, equipment_bookings, equipment_services, "
                "equipment_use, escalation_levels, ledger, maintenance, pins, planned_admissions, requests, restrictions, roster, staff, stays; did you mean 'daily_counts'?"
            ),
        ),
    ],
)
def test_one_fault(tmp_path: Path, old: str, new: str, line: str) -> None:
    assert faults(tmp_path, (old, new)) == [line]


def test_a_break_as_long_as_the_shift(tmp_path: Path) -> None:
    changes = [('end = "15:00"\nunpaid_break_minutes = 30', 'end = "09:00"\nunpaid_break_minutes = 120')]
    assert faults(tmp_path, *changes) == [
        "shifts 'E', unpaid_break_minutes: found '120', expected a break shorter than the shift (07:00 to 09:00)"
    ]


def test_all_faults_come_at_once_without_those_that_follow_from_others(tmp_path: Path) -> None:
    """Every unit at fault leaves no unit, which is no news."""
    lines = faults(tmp_path, ('id = "MED"', "id = 17"), ("beds_staffed = 8", 'beds_staffed = "8"'))
    assert [line.split(":")[0] for line in lines] == ["units 1, id", "units 'ICU', beds_staffed"]


def test_no_jargon(tmp_path: Path) -> None:
    """Whatever is broken, words of the validator stay out."""
    text = TEMPLATE.replace('"', "").replace("[[", "[").replace("]]", "]")
    lines = faults(tmp_path, text=text) + faults(
        tmp_path, text="units = 3\nskills = [1]\nrules = []\n[shifts]\nid = 1\n"
    )
    for line in lines:
        for word in (
            "Input",
            "tuple",
            "Tuple",
            "instance",
            "dictionary",
            "validat",
            "discriminator",
            "pydantic",
        ):
            assert word not in line


def test_single_brackets_are_explained(tmp_path: Path) -> None:
    changes = [
        ('[[units]]\nid = "MED"', '[units]\nid = "MED"'),
        ('[[units]]\nid = "ICU"', '[skills2]\nid = "ICU"'),
    ]
    lines = faults(tmp_path, *changes)
    assert "units: expected a list; write [[units]] with two brackets for each item" in lines
    assert "skills2: found 'skills2', expected a known key; did you mean 'skills'?" in lines


def test_what_is_no_toml_names_the_line(tmp_path: Path) -> None:
    [line] = faults(tmp_path, ('name = "Example Hospital"', "name = Example"))
    assert "expected TOML (Invalid value (at line 15, column 8))" in line


def test_the_schema_describes_the_keys() -> None:
    schema = hospital_schema()
    assert schema["title"] == "hospital.toml"
    assert set(schema["required"]) == {"hospital", "units", "skills", "contracts", "shifts"}
    assert schema["$defs"]["Shift"]["properties"]["end"]["description"].startswith("At or before `start`")
    assert schema["additionalProperties"] is False
    json.dumps(schema)


def test_people_outside_the_count_stand_in_for_nobody_and_are_asked_for_nowhere(tmp_path: Path) -> None:
    lines = faults(tmp_path, ('id = "HCA"', 'id = "HCA"\nbeside_skill_ids = ["RN"]'))
    assert any(
        line.startswith("skills 'RN', stands_in_for: found 'HCA', expected no such thing") for line in lines
    )
    assert any("skill_id: found 'HCA', expected no such thing: people with" in line for line in lines)


def test_only_on_call_hours_count_in_part(tmp_path: Path) -> None:
    assert faults(tmp_path, ('id = "E"', 'id = "E"\npaid_percent = 50')) == [
        "shifts 'E', paid_percent: found '50', expected 100, unless on_call = true"
    ]
