"""Packs bring figures with their sources; a hospital may be stricter than a law and never laxer."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.configuration.hospital import Hospital
from data.configuration.load import load_hospital
from data.configuration.pack import PACK_IDS, load_pack
from data.configuration.pack_figures import MORE_IS_STRICTER
from data.configuration.rules import OvertimeRegime, Rules
from data.problems import InputError

PLACE = """
[[units]]
id = "MED"
name = "Medicine"
beds_staffed = 20
shift_ids = ["E", "D", "N"]
UNIT
[[skills]]
id = "RN"
name = "Nurse"
pence_per_hour = 2000
shortage_pence_per_hour = 9000

[[contracts]]
id = "FT"
name = "Full"
hours_week = 37.5

[[shifts]]
id = "E"
name = "Early"
start = "07:00"
end = "15:00"

[[shifts]]
id = "D"
name = "Day"
start = "07:00"
end = "19:00"

[[shifts]]
id = "N"
name = "Night"
start = "19:00"
end = "07:00"
is_night = true
"""
IDENTITY = """
[hospital]
name = "H"
zone = "Europe/London"
country = "GB"
"""


def load(folder: Path, pack: str, more: str = "", unit: str = "") -> Hospital:
    path = folder / "hospital.toml"
    path.write_text(f"pack = {pack}\n{IDENTITY}{PLACE.replace('UNIT', unit)}{more}", encoding="utf-8")
    return load_hospital(path)


def faults(folder: Path, pack: str, more: str = "", unit: str = "") -> list[str]:
    with pytest.raises(InputError) as caught:
        load(folder, pack, more, unit)
    return [str(problem).removeprefix("hospital.toml, ") for problem in caught.value.problems]


@pytest.mark.parametrize("pack_id", PACK_IDS)
def test_every_figure_of_a_pack_is_a_setting_with_a_source(pack_id: str, tmp_path: Path) -> None:
    pack = load_pack(pack_id)
    settings = load(tmp_path, f'"{pack_id}"').rules
    assert pack.rules or pack.ratios or pack.regimes
    for name, rule in pack.rules.items():
        setting = getattr(settings, name)
        assert rule.source
        assert setting.source == rule.source
        assert setting.enforcement == "hard"
        for key in rule.figures:
            assert (name, key) in MORE_IS_STRICTER, "a binding figure needs a direction"
        for key, figure in {**rule.figures, **rule.usual}.items():
            assert getattr(setting, key) == figure
    for ratio in pack.ratios.values():
        assert ratio.source
        assert set(ratio.patients_per_person) == {"morning", "afternoon", "night"}
    for regime in pack.regimes.values():
        assert set(regime.figures) <= set(OvertimeRegime.model_fields)


@pytest.mark.parametrize(("rule", "key"), MORE_IS_STRICTER)
def test_a_direction_is_of_a_setting_that_exists(rule: str, key: str) -> None:
    if rule == "overtime":
        assert key in OvertimeRegime.model_fields
    else:
        assert key in type(Rules.model_fields[rule].get_default()).model_fields


@pytest.mark.parametrize("pack_id", PACK_IDS)
def test_no_binding_figure_can_be_relaxed_and_every_one_can_be_tightened(
    pack_id: str, tmp_path: Path
) -> None:
    for name, rule in load_pack(pack_id).rules.items():
        for key, figure in rule.figures.items():
            step = 1 if MORE_IS_STRICTER[name, key] else -1
            (line,) = faults(tmp_path, f'"{pack_id}"', f"[rules.{name}]\n{key} = {figure - step}\n")
            if (name, key, figure) == ("weekly_rest", "days_off", 1):  # no setting has fewer
                assert line == "rules.weekly_rest.days_off: found '0', expected 1 or more"
                continue
            assert line.startswith(f"rules.{name}, {key}: found '{figure - step:g}")
            assert f"{figure:g}, the figure of {load_pack(pack_id).title} ({rule.source})" in line
            if figure + step > 0:
                load(tmp_path, f'"{pack_id}"', f"[rules.{name}]\n{key} = {figure + step}\n")


def test_the_error_names_both_figures_and_the_source(tmp_path: Path) -> None:
    (line,) = faults(tmp_path, '"eu_working_time_directive"', "[rules.minimum_rest]\nhours = 9.5\n")
    assert line == (
        "rules.minimum_rest, hours: found '9.5', expected at least 11, the figure of EU Working Time Directive "
        "(Directive 2003/88/EC, article 3); a figure of a law can be made stricter, never laxer"
    )


@pytest.mark.parametrize("enforcement", ['"off"', '"soft"\npence_per_unit = 5'])
def test_a_binding_rule_is_neither_soft_nor_off(enforcement: str, tmp_path: Path) -> None:
    more = f"[rules.average_hours]\nenforcement = {enforcement}\n"
    (line,) = faults(tmp_path, '"eu_working_time_directive"', more)
    assert '"hard": EU Working Time Directive does not let this rule be broken' in line


def test_usual_figures_may_go_either_way(tmp_path: Path) -> None:
    for hours in (24, 48):
        made = load(tmp_path, '"eu_working_time_directive"', f"[rules.weekly_rest]\nhours = {hours}\n")
        assert made.rules.weekly_rest.hours == hours
        assert made.rules.weekly_rest.enforcement == "hard"


def test_of_two_packs_the_stricter_figure_holds(tmp_path: Path) -> None:
    made = load(tmp_path, '["acgme", "eu_working_time_directive"]')
    assert made.rules.minimum_rest.hours == 11
    assert made.rules.average_hours.at_most_hours_week == 48
    assert made.rules.average_hours.in_weeks == 4
    assert "ACGME" in made.rules.average_hours.source
    assert "2003/88/EC" in made.rules.average_hours.source


def test_a_pack_that_does_not_exist_is_named_with_the_near_one(tmp_path: Path) -> None:
    (line,) = faults(tmp_path, '"german_arbzeitg"')
    assert line.startswith("pack: found 'german_arbzeitg', expected a pack out of acgme, ")
    assert line.endswith("did you mean 'german_arbzg'?")


def test_a_scenario_cannot_relax_what_the_pack_fixed(tmp_path: Path) -> None:
    """A changed hospital is validated again; its figures are all written then."""
    made = load(tmp_path, '"eu_working_time_directive"')
    content = made.model_dump()
    assert Hospital.model_validate(content) == made
    content["rules"]["minimum_rest"]["hours"] = 8
    with pytest.raises(ValueError, match="at least 11, the figure of EU Working Time Directive"):
        Hospital.model_validate(content)


STANDARD = """
[[staffing]]
unit_id = "MED"
skill_id = "RN"
method = "ratio"
"""
IN_UNIT = 'ratio_type = "medical_surgical"\nratio_skill_ids = ["RN"]\n'


def test_ratios_hold_at_all_times(tmp_path: Path) -> None:
    lines = faults(tmp_path, '"california_title_22"', f"{STANDARD}patients_per_person = 6", IN_UNIT)
    assert [line.split(":")[0] for line in lines] == [
        f"staffing of unit 'MED', shift '{shift}'" for shift in ("E", "D", "N")
    ]
    assert "at most 5 patients for one RN, rounded up, by California nurse-to-patient ratios" in lines[0]
    load(tmp_path, '"california_title_22"', f"{STANDARD}patients_per_person = 5", IN_UNIT)
    load(tmp_path, '"california_title_22"', f"{STANDARD}patients_per_person = 4", IN_UNIT)


def test_ratios_follow_the_part_of_the_day_and_are_rounded_up(tmp_path: Path) -> None:
    by_day = f'{STANDARD}patients_per_person = 4\nshift_ids = ["E", "D"]\n'
    assert len(faults(tmp_path, '"victoria_ratios"', by_day, IN_UNIT)) == 1
    both = f'{by_day}{STANDARD}patients_per_person = 8\nshift_ids = ["N"]\n'
    load(tmp_path, '"victoria_ratios"', both, IN_UNIT)
    half = both.replace("= 8", '= 8\nrounding = "half_up"')
    assert "rounded up" in faults(tmp_path, '"victoria_ratios"', half, IN_UNIT)[0]


def test_a_kind_of_unit_that_no_pack_knows(tmp_path: Path) -> None:
    unit = IN_UNIT.replace("medical_surgical", "medical_surgery")
    (line,) = faults(tmp_path, '"victoria_ratios"', unit=unit)
    assert line == (
        "units 'MED', ratio_type: found 'medical_surgery', expected a kind of unit out of coronary_care, "
        "medical_surgical; did you mean 'medical_surgical'?"
    )


REGIME = '[[rules.overtime.regimes]]\nid = "flsa_8_80"\ncontract_ids = ["FT"]\nfirst_day = 2026-11-30\n'


def test_a_regime_takes_its_figures_from_the_law(tmp_path: Path) -> None:
    (regime,) = load(tmp_path, '"us_flsa"', REGIME).rules.overtime.regimes
    assert (regime.period_days, regime.period_hours, regime.day_hours, regime.percent) == (14, 80, 8, 150)
    assert regime.source == "29 U.S.C. 207 (j)"
    (line,) = faults(tmp_path, '"us_flsa"', f"{REGIME}percent = 125\n")
    assert "found '125', expected at least 150, the figure of US Fair Labor Standards Act" in line
    load(tmp_path, '"us_flsa"', f"{REGIME}percent = 200\n")


def test_nobody_has_two_regimes(tmp_path: Path) -> None:
    both = REGIME + REGIME.replace("flsa_8_80", "flsa_40")
    (line,) = faults(tmp_path, '"us_flsa"', both)
    assert "'FT' is in 'flsa_8_80' and in 'flsa_40', and nobody's overtime is reckoned in two ways" in line
