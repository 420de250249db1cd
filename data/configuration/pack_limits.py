"""What packs do not allow: figures laxer than binding ones, rules switched off, overtime reckoned for less."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from pydantic import ValidationError

from data.configuration.chosen_packs import ChosenPack, chosen_packs, pack_ids
from data.configuration.held_rules import binding_figures, opted_out, with_law
from data.configuration.pack import PACK_IDS, Figure, PackRegime, PackRule
from data.configuration.pack_figures import MORE_IS_STRICTER, laxer_keys
from data.configuration.pack_ratios import ratio_problems
from data.configuration.pay_rules import OvertimeRegime
from data.problems import Problem

if TYPE_CHECKING:
    from data.configuration.hospital import Hospital


def pack_problems(hospital: Hospital) -> Iterator[Problem]:
    """Every figure that is laxer than a pack of this hospital allows, and every pack that does not exist."""
    chosen_ids = pack_ids(hospital.pack)
    for pack_id in chosen_ids:
        if pack_id not in PACK_IDS:
            yield _unknown("pack", pack_id, PACK_IDS, "a pack")
    for pack_id, contract_ids in hospital.pack_contracts.items():
        if pack_id not in chosen_ids:
            yield _unknown("pack_contracts", pack_id, chosen_ids, "a pack that `pack` names")
        elif not contract_ids:
            yield Problem(key=f"pack_contracts, {pack_id}", expected="at least one contract")
    for chosen in chosen_packs(hospital):
        for name, rule in chosen.pack.rules.items():
            found = (_lax_rule(hospital, chosen, name, rule, each) for each in sorted(chosen.contract_ids))
            yield from dict.fromkeys(problem for problems in found for problem in problems)
        yield from _lax_regimes(hospital, chosen)
    yield from ratio_problems(hospital)


def _unknown(key: str, value: str, known: Sequence[str], what: str) -> Problem:
    near = get_close_matches(value, known, n=1)
    return Problem(
        key=key,
        value=value,
        expected=f"{what} out of {', '.join(known)}" if known else what,
        fix=f"did you mean '{near[0]}'?" if near else None,
    )


def _lax_rule(
    hospital: Hospital, chosen: ChosenPack, name: str, rule: PackRule, contract_id: str
) -> Iterator[Problem]:
    """What the rule as it binds people with this contract lacks."""
    title = chosen.pack.title
    if rule.figures and rule.opt_out is None and opted_out(hospital, name, contract_id):
        yield Problem(
            key=f"rules.{name}, opt_out_contract_ids",
            value=contract_id,
            expected=f"contracts that {title} does not bind: it knows no opt-out ({rule.source})",
        )
    try:
        setting = with_law(hospital, name, rule, contract_id)
    except ValidationError as error:
        words = error.errors()[0]["msg"].removeprefix("Value error, ")
        yield Problem(key=f"rules.{name}", expected=f"{words}, with the figures of {title} ({rule.source})")
        return
    law = binding_figures(hospital, name, rule, contract_id)
    if setting is None or not law:
        return
    if setting.enforcement != "hard":
        yield Problem(
            key=f"rules.{name}, enforcement",
            value=setting.enforcement,
            expected=f'"hard": {title} does not let this rule be broken ({rule.source})',
        )
        return
    own = {key: getattr(setting, key) for key in law}
    for keys in laxer_keys(name, own, law):
        problem = _lax(f"rules.{name}", name, keys, own, law, f"{title} ({rule.source})")
        if len(chosen.contract_ids) < len(hospital.contracts):
            only = f"contract_ids under [rules.{name}] keeps the section to people whom it does not bind"
            problem = replace(problem, fix=f"{problem.fix}; {only}")
        yield problem


def _lax_regimes(hospital: Hospital, chosen: ChosenPack) -> Iterator[Problem]:
    """A regime of another name is fine as long as it is no laxer than one of the pack's."""
    laws = chosen.pack.regimes
    for regime in hospital.rules.overtime.regimes if laws else ():
        where = f"rules.overtime.regimes '{regime.id}'"
        if regime.id in laws:
            law = laws[regime.id]
            own = _figures(regime, law)
            for keys in laxer_keys("overtime", own, law.figures):
                yield _lax(where, "overtime", keys, own, law.figures, f"{chosen.pack.title} ({law.source})")
        elif chosen.contract_ids.intersection(regime.contract_ids) and all(
            any(laxer_keys("overtime", _figures(regime, law), law.figures)) for law in laws.values()
        ):
            yield Problem(
                key=f"{where}, id",
                value=regime.id,
                expected=f"{' or '.join(laws)}, or figures as strict as one of these, for contracts that "
                f"{chosen.pack.title} binds",
                fix="where the law does not bind these people, leave their contracts out under pack_contracts",
            )


def _figures(regime: OvertimeRegime, law: PackRegime) -> dict[str, Figure | None]:
    return {key: getattr(regime, key) for key in law.figures}


def _lax(
    where: str,
    rule: str,
    keys: tuple[str, ...],
    own: Mapping[str, Figure | None],
    law: Mapping[str, Figure],
    source: str,
) -> Problem:
    is_switch = isinstance(law[keys[0]], bool)
    bounds = (
        ""
        if is_switch
        else {True: "at least ", False: "at most ", None: ""}[MORE_IS_STRICTER.get((rule, keys[0]))]
    )
    figures = "figure" if len(keys) == 1 else "figures"
    return Problem(
        key=f"{where}, {' and '.join(keys)}",
        value=" in ".join(_words(own[key]) for key in keys),
        expected=f"{bounds}{' in '.join(_words(law[key]) for key in keys)}, the {figures} of {source}",
        fix="a figure of a law can be made stricter, never laxer",
    )


def _words(figure: Figure | None) -> str:
    if figure is None:
        return "none"
    return str(figure).lower() if isinstance(figure, bool) else f"{figure:g}"
