"""What packs do not reach in a hospital: said, because nothing else would show it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from data.configuration.chosen_packs import chosen_packs
from data.configuration.pack_ratios import unbound_units

if TYPE_CHECKING:
    from data.configuration.hospital import Hospital


def pack_notes(hospital: Hospital) -> Iterator[str]:
    """Units without a ratio of a pack of ratios, and contracts without a regime of a pack of overtime."""
    for chosen in chosen_packs(hospital):
        title = chosen.pack.title
        if chosen.pack.ratios and (units := unbound_units(chosen, hospital)):
            yield f"{title}: no ratio holds in {', '.join(units)}, as no ratio_type of this pack is given there."
        if chosen.pack.regimes:
            reckoned = {each for regime in hospital.rules.overtime.regimes for each in regime.contract_ids}
            missing = [
                contract.id
                for contract in hospital.contracts
                if contract.id in chosen.contract_ids and contract.id not in reckoned
            ]
            if missing:
                yield (
                    f"{title}: the overtime of {', '.join(missing)} is not reckoned by it, as no regime under "
                    "[[rules.overtime.regimes]] names these contracts. For people whom the law exempts, leave their contracts "
                    "out under pack_contracts."
                )
