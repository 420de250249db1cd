"""Which packs a hospital has chosen, and whom they bind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.configuration.pack import PACK_IDS, Pack, load_pack

if TYPE_CHECKING:
    from data.configuration.hospital import Hospital


@dataclass(frozen=True, slots=True)
class ChosenPack:
    """A pack and the contracts whose people it binds."""

    pack_id: str
    pack: Pack
    contract_ids: frozenset[str]


def chosen_packs(hospital: Hospital) -> Iterator[ChosenPack]:
    """The packs that exist, in the order of `hospital.toml`."""
    everybody = frozenset(contract.id for contract in hospital.contracts)
    for pack_id in pack_ids(hospital.pack):
        if pack_id in PACK_IDS:
            contracts = frozenset(hospital.pack_contracts.get(pack_id, everybody))
            yield ChosenPack(pack_id, load_pack(pack_id), contracts)


def pack_ids(written: object) -> tuple[str, ...]:
    """`pack` may be one id or a list of ids; each counts once."""
    if isinstance(written, str):
        return (written,)
    if not isinstance(written, Iterable):
        return ()
    return tuple(dict.fromkeys(each for each in written if isinstance(each, str)))
