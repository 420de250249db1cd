"""Ratios, regimes and contracts: which units and people a pack binds, and what it says of the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.configuration.hospital import Hospital
from data.configuration.pack_notes import pack_notes
from data.problems import InputError
from tests.unit.test_packs import faults, held, load

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
        "units 'MED', ratio_type: found 'medical_surgery', expected a kind of unit out of aged_high_care, "
        "antenatal_postnatal, coronary_care, high_dependency, medical_surgical, neonatal_intensive_care, "
        "palliative_care, rehabilitation; did you mean 'medical_surgical'?"
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


def test_a_regime_of_another_name_is_as_strict_as_the_law(tmp_path: Path) -> None:
    """60 hours at 100 % were accepted under any other id."""
    own = '[[rules.overtime.regimes]]\nid = "ours"\ncontract_ids = ["FT"]\nfirst_day = 2026-11-30\nperiod_days = 7\n'
    (line,) = faults(tmp_path, '"us_flsa"', f"{own}period_hours = 60\npercent = 100\n")
    assert line.startswith(
        "rules.overtime.regimes 'ours', id: found 'ours', expected flsa_40 or flsa_8_80, or figures as strict as one of "
        "these, for contracts that US Fair Labor Standards Act binds"
    )
    load(tmp_path, '"us_flsa"', f"{own}period_hours = 40\nday_hours = 8\npercent = 150\n")


def test_contracts_without_a_regime_and_units_without_a_ratio_are_named(tmp_path: Path) -> None:
    (note,) = pack_notes(load(tmp_path, '"us_flsa"'))
    assert note.startswith("US Fair Labor Standards Act: the overtime of FT is not reckoned by it, ")
    assert not list(pack_notes(load(tmp_path, '"us_flsa"', REGIME)))
    standard = f"{STANDARD}patients_per_person = 5"
    (note,) = pack_notes(load(tmp_path, '"california_title_22"', standard))
    assert note.startswith("California nurse-to-patient ratios: no ratio holds in MED, as no ratio_type ")
    assert not list(pack_notes(load(tmp_path, '"california_title_22"', standard, IN_UNIT)))


OUT = '[rules.average_hours]\nopt_out_contract_ids = ["FT"]\n'


def test_nobody_opts_out_of_a_law_without_an_opt_out(tmp_path: Path) -> None:
    """Under ACGME the key switched the 80 hours off."""
    (line,) = faults(tmp_path, '"acgme"', OUT)
    assert line == (
        "rules.average_hours, opt_out_contract_ids: found 'FT', expected contracts that ACGME common program "
        "requirements does not bind: it knows no opt-out (ACGME Common Program Requirements, section VI.F: 80 hours a "
        "week over four weeks)"
    )
    assert not held(load(tmp_path, '"nhs_agenda_for_change"', OUT), "average_hours")


def test_a_limit_that_an_opt_out_leaves_holds(tmp_path: Path) -> None:
    made = load(tmp_path, '"nhs_doctors_2016"', OUT)
    ((title, _, _),) = held(made, "average_hours")
    assert title == "at most 56 h a week on average over 26 weeks"
    (line,) = faults(tmp_path, '"nhs_doctors_2016"', f"{OUT}at_most_hours_week = 60\n")
    assert "found '60', expected at most 56" in line


NURSES = '\n[[contracts]]\nid = "DOC"\nname = "Doctor"\nhours_week = 40\n'


def of_doctors(folder: Path, more: str = "", pack: str = '"nhs_doctors_2016"') -> Hospital:
    return load(folder, f'{pack}\npack_contracts = {{ nhs_doctors_2016 = ["DOC"] }}', f"{NURSES}{more}")


def test_a_pack_binds_the_contracts_that_it_is_chosen_for(tmp_path: Path) -> None:
    """Doctors and nurses of one hospital: the doctors' figures do not bind the nurses."""
    made = of_doctors(tmp_path)
    assert {(title, contracts) for title, contracts, _ in held(made, "consecutive_days")} == {
        ("at most 8 days of work in a row", frozenset({"DOC"})),
        ("at most 6 days of work in a row", frozenset({"FT"})),
    }
    assert {contracts for _, contracts, _ in held(made, "rolling_hours")} == {frozenset({"DOC"})}
    both = of_doctors(tmp_path, pack='["nhs_doctors_2016", "nhs_agenda_for_change"]')
    assert {(title, contracts) for title, contracts, _ in held(both, "average_hours")} == {
        ("at most 48 h a week on average over 26 weeks", frozenset({"DOC"})),
        ("at most 48 h a week on average over 17 weeks", frozenset({"DOC", "FT"})),
    }


def test_own_figures_for_some_contracts_do_not_relax_the_law_of_others(tmp_path: Path) -> None:
    lax = "[rules.minimum_rest]\nhours = 9\n"
    with pytest.raises(
        InputError, match=r"contract_ids under \[rules.minimum_rest\] keeps the section to people"
    ):
        of_doctors(tmp_path, lax)
    made = of_doctors(tmp_path, f'{lax}contract_ids = ["FT"]\n')
    assert {(title, contracts) for title, contracts, _ in held(made, "minimum_rest")} == {
        ("at least 11 h of rest between shifts", frozenset({"DOC"})),
        ("at least 9 h of rest between shifts", frozenset({"FT"})),
    }


def test_packs_are_chosen_for_contracts_that_exist(tmp_path: Path) -> None:
    def lines(written: str, pack: str = '"eu_working_time_directive"') -> list[str]:
        return faults(tmp_path, f"{pack}\npack_contracts = {written}")

    assert lines("{ eu_working_time_directive = [] }") == [
        "pack_contracts, eu_working_time_directive: expected at least one contract"
    ]
    assert "expected an id out of FT" in lines('{ eu_working_time_directive = ["PT"] }')[0]
    assert (
        "expected a pack that `pack` names out of eu_working_time_directive" in lines('{ acgme = ["FT"] }')[0]
    )
    (line,) = lines('{ victoria_ratios = ["FT"] }', '"victoria_ratios"')
    assert "ratios bind units, whoever works there" in line


def test_skills_meet_a_ratio_together_where_the_law_lets_them(tmp_path: Path) -> None:
    """One registered nurse for 10 patients and one vocational nurse for 10 are one for 5; not one for 20 and one for 7."""
    nurse = '\n[[skills]]\nid = "LVN"\nname = "Vocational"\npence_per_hour = 1500\nshortage_pence_per_hour = 9000\n'

    def standards(registered: float, vocational: float) -> str:
        other = STANDARD.replace('"RN"', '"LVN"')
        return f"{nurse}{STANDARD}patients_per_person = {registered}\n{other}patients_per_person = {vocational}\n"

    unit = 'ratio_type = "medical_surgical"\nratio_skill_ids = ["RN", "LVN"]\n'
    load(tmp_path, '"california_title_22"', standards(10, 10), unit)
    lines = faults(tmp_path, '"california_title_22"', standards(20, 6.5), unit)
    assert "at most 5 patients for one RN or LVN, 50 % of them RN at least, rounded up" in lines[0]
    infants = unit.replace("medical_surgical", "neonatal_intensive_care")
    assert faults(tmp_path, '"california_title_22"', standards(4, 4), infants)
    load(tmp_path, '"california_title_22"', standards(2, 4), infants)
    load(tmp_path, '"victoria_ratios"', standards(20, 5), unit)


def test_figures_that_do_not_go_with_those_of_a_pack_are_said(tmp_path: Path) -> None:
    (line,) = faults(tmp_path, '"nhs_doctors_2016"', "[rules.consecutive_days]\nat_least = 9\nat_most = 9\n")
    assert "expected at most 8" in line
    lines = faults(
        tmp_path, '"nhs_agenda_for_change"', "[rules.weekly_rest]\ndays_off = 8\nin_weeks = 2\nhours = 30\n"
    )
    assert len(lines) == 1
