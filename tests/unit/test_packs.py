"""Packs bring figures with their sources; a hospital may be stricter than a law and never laxer."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.configuration.held_rules import held_rules
from data.configuration.hospital import Hospital
from data.configuration.load import load_hospital
from data.configuration.pack import PACK_IDS, load_pack
from data.configuration.pack_figures import MORE_IS_STRICTER, laxer_keys
from data.configuration.pay_rules import OvertimeRegime
from data.configuration.rule_choices import MaximumShiftSetting
from data.configuration.rules import Rules
from data.problems import InputError
from optimization.rules.chosen import rule_of

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
    held = {each.name: each.setting for each in held_rules(load(tmp_path, f'"{pack_id}"'))}
    assert pack.rules or pack.ratios or pack.regimes
    assert pack.not_covered.strip()
    for name, rule in pack.rules.items():
        assert rule.source
        assert held[name].source == rule.source
        assert held[name].enforcement == "hard"
        for key in rule.figures:
            assert (name, key) in MORE_IS_STRICTER, "a binding figure needs a direction"
        for key, figure in {**rule.figures, **rule.usual}.items():
            assert getattr(held[name], key) == figure
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


BINDING = [
    (pack_id, name, key)
    for pack_id in PACK_IDS
    for name, rule in load_pack(pack_id).rules.items()
    for key in rule.figures
]


@pytest.mark.parametrize(("pack_id", "name", "key"), BINDING)
def test_no_binding_figure_can_be_relaxed_and_every_one_can_be_tightened(
    pack_id: str, name: str, key: str, tmp_path: Path
) -> None:
    pack = load_pack(pack_id)
    figure = pack.rules[name].figures[key]
    if isinstance(figure, bool):
        other = str(not figure).lower()
        (line,) = faults(tmp_path, f'"{pack_id}"', f"[rules.{name}]\n{key} = {other}\n")
        assert line.startswith(
            f"rules.{name}, {key}: found '{other}', expected {str(figure).lower()}, the figure of"
        )
        return
    step = 1 if MORE_IS_STRICTER[name, key] else -1
    (line,) = faults(tmp_path, f'"{pack_id}"', f"[rules.{name}]\n{key} = {figure - step}\n")
    if (name, key, figure) == ("weekly_rest", "days_off", 1):  # no setting has fewer
        assert line == "rules.weekly_rest.days_off: found '0', expected 1 or more"
        return
    assert line.startswith(f"rules.{name}, ")
    assert key in line.split(":")[0]
    assert f"{figure - step:g}" in line.split(", expected")[0]
    assert f"of {pack.title} ({pack.rules[name].source})" in line
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
    for hours in (9, 12):
        made = load(tmp_path, '"german_arbzg"', f"[rules.maximum_shift]\nhours = {hours}\n")
        (held,) = [each.setting for each in held_rules(made) if each.name == "maximum_shift"]
        assert isinstance(held, MaximumShiftSetting)
        assert (held.hours, held.breaks_count, held.enforcement) == (hours, False, "hard")


@pytest.mark.parametrize("pack_id", ["eu_working_time_directive", "nhs_agenda_for_change"])
def test_a_weekly_rest_has_the_daily_eleven_hours_too(pack_id: str, tmp_path: Path) -> None:
    """24 hours alone would lose the daily rest, which comes on top (article 5, regulation 11 (7))."""
    (line,) = faults(tmp_path, f'"{pack_id}"', "[rules.weekly_rest]\nhours = 24\n")
    assert line.startswith("rules.weekly_rest, hours: found '24', expected at least 35, the figure of ")
    load(tmp_path, f'"{pack_id}"', "[rules.weekly_rest]\nhours = 48\n")


def test_a_figure_and_its_span_are_compared_together(tmp_path: Path) -> None:
    """One day off in each week keeps two in each two weeks; not the other way round."""
    weekly = "[rules.weekly_rest]\ndays_off = 1\nin_weeks = 1\n"
    load(tmp_path, '"nhs_agenda_for_change"', weekly)
    fortnight = weekly.replace("= 1", "= 2")
    (line,) = faults(tmp_path, '"eu_working_time_directive"', fortnight)
    assert line.startswith(
        "rules.weekly_rest, days_off and in_weeks: found '2 in 2', expected at least 1 in 1, "
    )


@pytest.mark.parametrize(
    ("rule", "own", "law", "is_strict"),
    [
        ("weekly_rest", (1, 1), (2, 2), True),
        ("weekly_rest", (2, 2), (1, 1), False),
        ("weekly_rest", (3, 2), (4, 4), True),
        ("weekly_rest", (2, 3), (2, 2), False),
        ("weekly_rest", (8, 2), (1, 1), True),  # eight days off do not fit into one week
        ("weekends", (1, 3), (1, 2), True),
        ("weekends", (1, 1), (1, 2), False),
        ("weekends", (2, 4), (1, 2), False),
        ("weekends", (1, 2), (2, 4), True),
        ("weekends", (1, 2), (1, 3), False),
    ],
)
def test_numbers_in_spans(rule: str, own: tuple[int, int], law: tuple[int, int], is_strict: bool) -> None:
    keys = ("days_off" if rule == "weekly_rest" else "at_most", "in_weeks")
    found = list(laxer_keys(rule, dict(zip(keys, own, strict=True)), dict(zip(keys, law, strict=True))))
    assert found == ([] if is_strict else [keys])


def held(made: Hospital, name: str) -> set[tuple[str, frozenset[str], str]]:
    """Figures in words, contracts and source of each setting of a rule."""
    return {
        (rule_of(each.setting, {}).title, each.contract_ids, each.setting.source)
        for each in held_rules(made)
        if each.name == name and each.setting.enforcement != "off"
    }


ALL = frozenset({"FT"})


def test_figures_of_two_packs_are_not_mixed(tmp_path: Path) -> None:
    """Two days off in two weeks and one in each week are no two in each week: each law's rule holds by itself."""
    each_week = "at least 1 rest of 35 h or more in each week"
    made = load(tmp_path, '["nhs_agenda_for_change", "eu_working_time_directive"]')
    assert {title for title, _, _ in held(made, "weekly_rest")} == {
        "at least 2 rests of 35 h or more in each 2 weeks, and 24 h more for each further one of a spell",
        each_week,
    }
    (rest,) = held(made, "minimum_rest")
    assert rest[2] == "Working Time Regulations 1998, regulation 10; Directive 2003/88/EC, article 3"
    made = load(tmp_path, '["acgme", "eu_working_time_directive"]')
    assert {title for title, _, _ in held(made, "average_hours")} == {
        "at most 80 h a week on average over 4 weeks",
        "at most 48 h a week on average over 17 weeks",
    }
    assert {title for title, _, _ in held(made, "weekly_rest")} == {
        "at least 4 rests of 24 h or more in each 4 weeks, and 24 h more for each further one of a spell",
        each_week,
    }


def test_what_another_rule_implies_is_left_out(tmp_path: Path) -> None:
    """8 hours of rest say nothing beside 11, and cost the search a counter."""
    made = load(tmp_path, '["acgme", "eu_working_time_directive"]')
    assert {title for title, _, _ in held(made, "minimum_rest")} == {"at least 11 h of rest between shifts"}


def test_own_keys_take_the_place_of_those_of_every_pack(tmp_path: Path) -> None:
    both = '["nhs_agenda_for_change", "german_arbzg"]'
    made = load(tmp_path, both, "[rules.average_hours]\nat_most_hours_week = 40\nsource = 'ours'\n")
    assert held(made, "average_hours") == {
        ("at most 40 h a week on average over 17 weeks", ALL, "ours"),
        ("at most 40 h a week on average over 24 weeks", ALL, "ours"),
    }


def test_a_pack_that_does_not_exist_is_named_with_the_near_one(tmp_path: Path) -> None:
    (line,) = faults(tmp_path, '"german_arbzeitg"')
    assert line.startswith("pack: found 'german_arbzeitg', expected a pack out of acgme, ")
    assert line.endswith("did you mean 'german_arbzg'?")


def test_a_scenario_cannot_relax_what_the_pack_fixed(tmp_path: Path) -> None:
    """A changed hospital is validated again, with what the file writes and no more."""
    made = load(tmp_path, '"eu_working_time_directive"')
    content = made.model_dump(exclude_unset=True)
    assert held_rules(Hospital.model_validate(content)) == held_rules(made)
    content["rules"] = {"minimum_rest": {"hours": 8}}
    with pytest.raises(ValueError, match="at least 11, the figure of EU Working Time Directive"):
        Hospital.model_validate(content)


@pytest.mark.parametrize(
    ("kind", "patients"),
    [
        ("medical_surgical", (4, 4, 8)),
        ("aged_high_care", (7, 8, 15)),
        ("coronary_care", (2, 2, 3)),
        ("high_dependency", (2, 2, 2)),
        ("palliative_care", (4, 4, 6)),
        ("rehabilitation", (5, 5, 10)),
        ("neonatal_intensive_care", (2, 2, 2)),
        ("antenatal_postnatal", (4, 4, 6)),
    ],
)
def test_ratios_of_victoria_are_those_that_its_hospitals_publish(
    kind: str, patients: tuple[int, ...]
) -> None:
    ratio = load_pack("victoria_ratios").ratios[kind]
    assert tuple(ratio.patients_per_person[part] for part in ("morning", "afternoon", "night")) == patients
    assert "section" in ratio.source
