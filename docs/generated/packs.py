"""The packs: what each brings, with sources, and what it does not cover."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from data.configuration.pack import PACK_IDS, Figure, Pack, PackRule, load_pack
from docs.generated.markdown import code, sentence, table


def text() -> str:
    """One part for each pack."""
    return "\n\n".join(_section(pack_id, load_pack(pack_id)) for pack_id in PACK_IDS)


def _section(pack_id: str, pack: Pack) -> str:
    return "\n\n".join(
        (
            f"### `{pack_id}`: {pack.title}",
            sentence(pack.about),
            table(("Part", "Figures", "Source"), _rows(pack)),
            f"**Not covered:** {sentence(pack.not_covered)}",
        )
    )


def _rows(pack: Pack) -> Iterator[tuple[str, str, str]]:
    for name, rule in pack.rules.items():
        yield code(f"[rules.{name}]"), _of_rule(rule), rule.source
        if rule.opt_out is not None:
            left = _figures(rule.opt_out.figures) or "not bound"
            yield "after an opt-out", left, rule.opt_out.source
    for name, regime in pack.regimes.items():
        yield f"regime {code(name)}", _figures(regime.figures), regime.source
    for name, ratio in pack.ratios.items():
        by_part = ratio.patients_per_person
        most = {f"{number:g}" for number in by_part.values()}
        words = most.pop() if len(most) == 1 else ", ".join(f"{part} {n:g}" for part, n in by_part.items())
        share = (
            f"; {100 * ratio.share_of_first_skill:g} % or more of the first skill"
            if ratio.share_of_first_skill
            else ""
        )
        yield f"ratio_type {code(name)}", f"{words} patients for one{share}", ratio.source


def _of_rule(rule: PackRule) -> str:
    binding = _figures({key: value for key, value in rule.figures.items() if key not in rule.usual})
    usual = [
        f"{code(f'{key} = {_word(value)}')} as usual"
        + (f" (to {_word(rule.figures[key])})" if key in rule.figures else "")
        for key, value in rule.usual.items()
    ]
    return ", ".join(part for part in (binding, *usual) if part)


def _figures(figures: Mapping[str, Figure]) -> str:
    return ", ".join(code(f"{key} = {_word(value)}") for key, value in figures.items())


def _word(value: Figure) -> str:
    return str(value).lower() if isinstance(value, bool) else f"{value:g}"
