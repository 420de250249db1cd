"""The least that any plan of a tiny equipment problem can cost, found by trying every one, device by device and day by day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import NamedTuple

import numpy as np

from optimization.equipment.problem import Ints, Service, TypeProblem, days_lost

IMPOSSIBLE = 10**12

Lent = tuple[tuple[int, ...], ...]
"""For each type, how many of each loan request are lent."""
Hired = tuple[tuple[int, ...], ...]
"""For each type and place, the days until each rented device may go back, sorted."""


class Spot(NamedTuple):
    """Where a device is (or goes), from which day it counts there, from which morning it may leave, until when it is serviced."""

    place: int
    there: int
    leaves: int
    busy: int
    pending: bool


@dataclass(frozen=True)
class Device:
    """What is settled about one device: its type, its service, and the days out of use, up to the last of which it is held."""

    kind: int
    window: Service | None
    unfit: frozenset[int]
    held_days: int


def cheapest(kinds: Sequence[TypeProblem], site_of: Sequence[int] = (), carried: Ints | None = None) -> int:
    """Moves cost a penny at least. `site_of` is by place; at most one device of a type and place may be out of use."""
    devices, start = _devices(kinds)
    lent_choices = [list(product(*(range(loan.n_devices + 1) for loan in kind.loans))) for kind in kinds]
    sites = tuple(site_of) or (0,) * len(kinds[0].stock)
    return min(_Search(kinds, devices, lent, sites, carried).cost(start) for lent in product(*lent_choices))


def _devices(kinds: Sequence[TypeProblem]) -> tuple[list[Device], tuple[Spot, ...]]:
    devices, start = [], []
    for index, kind in enumerate(kinds):
        for place, count in enumerate(kind.stock.tolist()):
            assert kind.held[place].max(initial=0) <= 1
            own: list[Device] = [
                Device(index, service, frozenset(), 0)
                for service in kind.services
                if service.place == place
                for _ in range(service.n_devices)
            ]
            if kind.held[place].any():
                unfit = frozenset(np.flatnonzero(kind.out[place]).tolist())
                own.append(Device(index, None, unfit, int(kind.held[place].sum())))
            own += [Device(index, None, frozenset(), 0)] * (count - len(own))
            devices += own
            start += [Spot(place, 0, 0, 0, device.window is not None) for device in own]
    return devices, tuple(start)


class _Search:
    """Every plan in which so many are lent."""

    def __init__(
        self,
        kinds: Sequence[TypeProblem],
        devices: list[Device],
        lent: Lent,
        site_of: tuple[int, ...],
        carried: Ints | None,
    ) -> None:
        self.kinds, self.devices, self.site_of, self.carried = kinds, devices, site_of, carried
        self.n_days, self.n_places = kinds[0].n_days, len(kinds[0].stock)
        self.gone = np.stack([kind.booked for kind in kinds])
        self.income = 0
        for index, kind in enumerate(kinds):
            for loan, count in zip(kind.loans, lent[index], strict=True):
                last = min(loan.last_day, self.n_days - 1)
                self.gone[index, loan.place, loan.first_day : last + 1] += count
                self.income += count * loan.pence_per_day * (last - loan.first_day + 1)

    def cost(self, start: tuple[Spot, ...]) -> int:
        """The least cost from the first morning on."""
        n_slots = len(self.kinds) * self.n_places

        @cache
        def best(day: int, now: tuple[Spot, ...], hired: Hired) -> int:
            if day == self.n_days:
                return self._never_serviced(now)
            least = IMPOSSIBLE
            for picked in product(*(list(self._choices(d, day, one)) for d, one in enumerate(now))):
                after = tuple(one for one, _ in picked)
                fit = self._fit(day, now, after)
                if fit is None:
                    continue
                for rentals, rent in _hires(self.kinds, hired, day):
                    count = np.array([len(held) for held in rentals]).reshape(len(self.kinds), -1)
                    follow = tuple(tuple(max(0, left - 1) for left in held) for held in rentals)
                    cost = sum(pence for _, pence in picked) + rent + _day_cost(self.kinds, fit + count, day)
                    if cost < least:
                        least = min(least, cost + best(day + 1, after, follow))
            return least

        return best(0, start, ((),) * n_slots) - self.income

    def _choices(self, device: int, day: int, one: Spot) -> Iterator[tuple[Spot, int]]:
        """To stay, to be serviced or to be moved, with the cost."""
        yield one, 0
        settled = self.devices[device]
        kind, service = self.kinds[settled.kind], settled.window
        if one.leaves > day or one.busy > day or settled.held_days > day:
            return
        if one.pending and service is not None:
            if day in service.start_days(self.n_days).tolist():
                late = service.days_late(day) * kind.late_pence
                yield one._replace(busy=day + service.n_days, pending=False), late
            return
        for target in range(self.n_places):
            if target != one.place and kind.moves.allowed[one.place, target]:
                minutes = int(kind.moves.minutes[one.place, target])
                lost = int(days_lost(np.array(minutes)))
                there = day + lost
                # On its way it is ready when the others leave, or it waits for the next morning.
                leaves = there if lost and minutes <= 1440 * lost else there + 1
                if there < self.n_days:
                    yield (
                        Spot(target, there, leaves, 0, False),
                        max(1, int(kind.moves.pence[one.place, target])),
                    )

    def _fit(self, day: int, now: tuple[Spot, ...], after: tuple[Spot, ...]) -> Ints | None:
        """Devices that can be used by type and place; None where workshops, vehicles or promises do not allow the day."""
        stayed = np.zeros((len(self.kinds), self.n_places), dtype=np.int64)
        fit, shop = np.zeros_like(stayed), np.zeros_like(stayed)
        load = np.zeros(max(self.site_of) + 1, dtype=np.int64)
        for settled, before, one in zip(self.devices, now, after, strict=True):
            if before.place != one.place and self.site_of[before.place] != self.site_of[one.place]:
                load[self.site_of[before.place]] += self.kinds[settled.kind].load
            if one.there > day or day in settled.unfit:
                continue
            if one.pending and settled.window is not None and day in settled.window.overdue_days:
                continue
            in_service = one.busy > day
            shop[settled.kind, self.site_of[one.place]] += in_service
            fit[settled.kind, one.place] += not in_service
            free = not in_service and not one.pending and settled.held_days <= day
            stayed[settled.kind, one.place] += free and one.leaves <= day
        gone = self.gone[:, :, day]
        if (stayed < gone).any():
            return None
        if self.carried is not None and (load > self.carried[:, day]).any():
            return None
        for index, kind in enumerate(self.kinds):
            if kind.services_at_once is not None and shop[index].max() > kind.services_at_once:
                return None
        return fit - gone

    def _never_serviced(self, now: tuple[Spot, ...]) -> int:
        return sum(
            settled.window.days_late(self.n_days) * self.kinds[settled.kind].late_pence
            for settled, one in zip(self.devices, now, strict=True)
            if one.pending and settled.window is not None
        )


def _hires(kinds: Sequence[TypeProblem], hired: Hired, day: int) -> list[tuple[Hired, int]]:
    """Each way to give back and hire today, with its cost; a hire is paid to the end of its shortest time."""
    n_places = len(hired) // len(kinds)
    options: list[list[tuple[tuple[int, ...], int]]] = []
    for position, held in enumerate(hired):
        rental = kinds[position // n_places].rental
        if rental is None:
            options.append([((), 0)])
            continue
        mine = []
        fixed = tuple(left for left in held if left > 0)
        open_ended = len(held) - len(fixed)
        for kept in range(open_ended + 1):
            for new in range(rental.at_most + 1 if day >= rental.lead_days else 1):
                n = len(fixed) + kept + new
                if n <= rental.at_most:
                    beyond = max(0, day + rental.min_days - kinds[0].n_days)
                    cost = n * max(1, rental.pence_per_day)
                    cost += new * (rental.delivery_pence + beyond * rental.pence_per_day)
                    mine.append((tuple(sorted((*fixed, *(0,) * kept, *(rental.min_days,) * new))), cost))
        options.append(mine)
    found = []
    for picked in product(*options):
        for index, kind in enumerate(kinds):
            own = picked[index * n_places : (index + 1) * n_places]
            if kind.rental is not None and sum(len(held) for held, _ in own) > kind.rental.at_most:
                break
        else:
            found.append((tuple(held for held, _ in picked), sum(cost for _, cost in picked)))
    return found


def _day_cost(kinds: Sequence[TypeProblem], serve: Ints, day: int) -> int:
    """With devices standing in for others, one way, as well as can be."""
    pairs = [
        (index, other, kind.stands_in_for[target.type_id])
        for index, kind in enumerate(kinds)
        for other, target in enumerate(kinds)
        if target.type_id in kind.stands_in_for
    ]
    total = 0
    for place in range(serve.shape[1]):
        least = IMPOSSIBLE
        for given in product(*(range(int(serve[index, place]) + 1) for index, _, _ in pairs)):
            have = serve[:, place].tolist()
            cost = 0
            for (index, other, pence), count in zip(pairs, given, strict=True):
                have[index] -= count
                have[other] += count
                cost += max(1, pence) * count
            if min(have) >= 0:
                short = (
                    int(kind.gains[place, day, count:].sum()) for kind, count in zip(kinds, have, strict=True)
                )
                least = min(least, cost + sum(short))
        total += least
    return total
