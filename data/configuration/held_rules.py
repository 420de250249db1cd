"""Which figures of each labour rule hold for whom: the hospital's own, and those of each of its packs.

Figures of two packs are never mixed: two days off in two weeks and one in each week are two rules, and what a mixture of
them would ask is no law's. A hospital's own keys take the place of those of every pack that speaks of the rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from data.configuration.chosen_packs import chosen_packs
from data.configuration.pack import Figure, PackRule
from data.configuration.pack_figures import is_as_strict
from data.configuration.rule_choices import AverageHoursSetting
from data.configuration.rule_setting import RuleChoice
from data.configuration.rules import CHOICES

if TYPE_CHECKING:
    from data.configuration.hospital import Hospital

_NO_FIGURES = ("enforcement", "source", "pence_per_unit", "contract_ids", "opt_out_contract_ids")


@dataclass(frozen=True, slots=True)
class HeldRule:
    """One setting of the rule called `name`, and the contracts whose people it binds.

    `is_law` says that a pack binds them: nobody may break it, whatever the hospital thinks it worth.
    """

    name: str
    setting: RuleChoice
    contract_ids: frozenset[str]
    is_law: bool


def held_rules(hospital: Hospital) -> tuple[HeldRule, ...]:
    """Every setting that holds for somebody, in the order of `[rules]`; a rule that is off is among them.

    Where a pack speaks of a rule, what wardwise would ask of its own accord does not hold beside it. Of several
    settings for the same people only those stay that no other implies. Raises pydantic's ValidationError when own figures do
    not go with those of a pack.
    """
    found: dict[tuple[str, RuleChoice, bool], set[str]] = {}
    for name in CHOICES:
        for contract in hospital.contracts:
            laws = _laws(hospital, name, contract.id)
            is_law = any(rule.figures for rule in laws)
            for setting in _settings(hospital, name, contract.id, laws):
                found.setdefault((name, setting, is_law), set()).add(contract.id)
    return tuple(
        HeldRule(name, setting, frozenset(ids), is_law) for (name, setting, is_law), ids in found.items()
    )


def with_law(hospital: Hospital, name: str, rule: PackRule, contract_id: str) -> RuleChoice | None:
    """The rule of a pack as it binds people with this contract, with the hospital's own keys; None when they opted out.

    Raises pydantic's ValidationError when own figures do not go with those of the pack.
    """
    if rule.opt_out is not None and not rule.opt_out.figures and opted_out(hospital, name, contract_id):
        return None
    figures = binding_figures(hospital, name, rule, contract_id)
    own: RuleChoice = getattr(hospital.rules, name)
    content: dict[str, Any] = {"enforcement": "hard", "source": rule.source, **figures, **rule.usual}
    return type(own)(**(content | own_keys(hospital, name, contract_id)))


def binding_figures(hospital: Hospital, name: str, rule: PackRule, contract_id: str) -> Mapping[str, Figure]:
    """The figures of a pack that people with this contract cannot be held below; those of an opt-out where they have."""
    if rule.opt_out is None or not opted_out(hospital, name, contract_id):
        return rule.figures
    return {**rule.figures, **rule.opt_out.figures}


def own_keys(hospital: Hospital, name: str, contract_id: str) -> dict[str, Any]:
    """What `hospital.toml` itself writes of a rule for people with this contract."""
    setting: RuleChoice = getattr(hospital.rules, name)
    if name not in hospital.rules.model_fields_set or not _binds(setting, contract_id):
        return {}
    return {key: getattr(setting, key) for key in setting.model_fields_set if key != "contract_ids"}


def opted_out(hospital: Hospital, name: str, contract_id: str) -> bool:
    """Whether people with this contract have agreed not to be bound by the rule, as far as the law lets them."""
    setting = getattr(hospital.rules, name)
    return isinstance(setting, AverageHoursSetting) and contract_id in setting.opt_out_contract_ids


def _laws(hospital: Hospital, name: str, contract_id: str) -> list[PackRule]:
    return [
        chosen.pack.rules[name]
        for chosen in chosen_packs(hospital)
        if name in chosen.pack.rules and contract_id in chosen.contract_ids
    ]


def _settings(hospital: Hospital, name: str, contract_id: str, laws: list[PackRule]) -> Iterator[RuleChoice]:
    if laws:
        bound = (with_law(hospital, name, rule, contract_id) for rule in laws)
        yield from _strictest(name, [setting for setting in bound if setting is not None])
        return
    own: RuleChoice = getattr(hospital.rules, name)
    if _binds(own, contract_id) and not opted_out(hospital, name, contract_id):
        yield own


def _binds(setting: RuleChoice, contract_id: str) -> bool:
    return not setting.contract_ids or contract_id in setting.contract_ids


def _strictest(name: str, settings: list[RuleChoice]) -> list[RuleChoice]:
    """Without those that another implies; the same figures twice have both sources."""
    kept: list[RuleChoice] = []
    for setting in settings:
        same = next((each for each in kept if _asks(each) == _asks(setting)), None)
        if same is not None:
            sources = dict.fromkeys((*same.source.split("; "), *setting.source.split("; ")))
            kept[kept.index(same)] = same.model_copy(update={"source": "; ".join(sources)})
        elif not any(_implies(name, each, setting) for each in kept):
            kept = [each for each in kept if not _implies(name, setting, each)]
            kept.append(setting)
    return kept


def _implies(name: str, one: RuleChoice, other: RuleChoice) -> bool:
    hard = one.enforcement == other.enforcement == "hard"
    return hard and is_as_strict(name, _figures(one), _figures(other))


def _figures(setting: RuleChoice) -> dict[str, Any]:
    return {key: getattr(setting, key) for key in type(setting).model_fields if key not in _NO_FIGURES}


def _asks(setting: RuleChoice) -> tuple[str, dict[str, Any]]:
    return setting.enforcement, _figures(setting)
