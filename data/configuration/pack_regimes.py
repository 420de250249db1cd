"""The figures of regimes of overtime that packs know, filled in before `hospital.toml` is validated."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from data.configuration.chosen_packs import pack_ids
from data.configuration.pack import PACK_IDS, PackRegime, load_pack


def with_regimes(content: Mapping[str, Any]) -> dict[str, Any]:
    """The content of `hospital.toml` with the figures of its packs in regimes that have their ids.

    Parts that are not what they should be are left for validation to report.
    """
    known = {
        regime_id: regime
        for pack_id in pack_ids(content.get("pack", ()))
        if pack_id in PACK_IDS
        for regime_id, regime in load_pack(pack_id).regimes.items()
    }
    rules = content.get("rules", {})
    overtime = rules.get("overtime") if isinstance(rules, dict) else None
    if not known or not isinstance(overtime, dict) or not isinstance(overtime.get("regimes"), list):
        return dict(content)
    filled = {**overtime, "regimes": [_filled(known, regime) for regime in overtime["regimes"]]}
    return {**content, "rules": {**rules, "overtime": filled}}


def _filled(known: Mapping[str, PackRegime], written: Any) -> Any:
    law = known.get(str(written.get("id"))) if isinstance(written, dict) else None
    return written if law is None else {"source": law.source, **law.figures, **written}
