"""How good the roster is, and why the engine stopped, in plain words."""

from __future__ import annotations

from data.runs import RunRecord
from reports.words import money, percent

_ENDINGS = {
    "proved": "The search ended with a proof.",
    "gap": "The search stopped because the roster was close enough to the best possible one.",
    "time": "The search stopped at its time limit.",
    "stall": "The search stopped because it no longer found anything better.",
    "interrupted": "The search was interrupted; this is the best roster found until then.",
}


def quality_sentences(record: RunRecord) -> tuple[str, ...]:
    """What objective, bound and gap mean for a manager."""
    ending = _ENDINGS.get(record.termination, f"The search ended: {record.termination}.")
    if record.objective_pence is None:
        return (f"No roster was found ({record.status}).", ending)
    cost = money(record.objective_pence, record.currency)
    price = (
        f"The plan's price is {cost}: pay for extra cover, the price set on open shifts, and rules not kept."
    )
    if record.bound_pence is None or record.gap is None:
        return (price, "How far the best possible roster might be from it is not proven.", ending)
    if record.status == "optimal" or record.gap == 0:
        return (price, "It is proven that no roster costs less under these rules and forecasts.", ending)
    bound = money(record.bound_pence, record.currency)
    least = f"It is proven that no roster costs less than {bound}, so at most {percent(record.gap, 1)} could still be saved."
    more = "More computing time may improve it." if record.termination in {"time", "stall"} else ""
    return tuple(text for text in (price, least, ending, more) if text)
