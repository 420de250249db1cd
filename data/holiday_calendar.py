"""Public holidays of the hospital's country, and its own local ones."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches

import holidays

from data.configuration.hospital import Hospital
from data.problems import InputError, Problem


def public_holidays(hospital: Hospital, years: Iterable[int]) -> dict[date, str]:
    """Date and name of every public and local holiday in the calendar `years`, by date.

    Raises InputError when the country or subdivision of `[hospital]` has no known holidays.
    """
    identity = hospital.hospital
    known = holidays.list_supported_countries()
    if identity.country not in known:
        raise _unknown("hospital.country", identity.country, known, "a country code with known holidays")
    subdivisions = known[identity.country]
    if identity.subdivision is not None and identity.subdivision not in subdivisions:
        what = f"a subdivision of {identity.country} with known holidays"
        raise _unknown("hospital.subdivision", identity.subdivision, subdivisions, what)
    wanted = set(years)
    found = holidays.country_holidays(identity.country, subdiv=identity.subdivision, years=wanted)
    local = {day.date: day.name for day in identity.local_holidays if day.date.year in wanted}
    return dict(sorted({**found, **local}.items()))


def _unknown(key: str, value: str, known: Iterable[str], expected: str) -> InputError:
    names = sorted(known)
    near = get_close_matches(value, names, n=1, cutoff=0.5)
    some = ", ".join(names[:12]) + (", ..." if len(names) > 12 else "")
    fix = f"did you mean '{near[0]}'?" if near else f"known: {some or 'none; leave it out'}"
    return InputError([Problem(file="hospital.toml", column=key, value=value, expected=expected, fix=fix)])
