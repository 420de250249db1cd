"""From the bands of `[rules.unsocial_hours]` to the premiums that somebody earns."""

from __future__ import annotations

from data.configuration.base import minute_of_day
from data.configuration.pay_rules import Earner, UnsocialHoursSetting
from optimization.rules.unsocial_hours import Premium

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def premiums_of(setting: UnsocialHoursSetting, earner: Earner) -> tuple[Premium, ...]:
    """The premiums of own staff, of bank or of agency workers; none where no band speaks of them."""
    return tuple(
        Premium(
            frozenset(_WEEKDAYS.index(day) for day in band.days if day != "holiday"),
            "holiday" in band.days,
            minute_of_day(band.start),
            minute_of_day(band.end),
            band.percent,
            band.pence_per_hour,
        )
        for band in setting.bands
        if earner in band.earned_by
    )
