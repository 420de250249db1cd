"""Patients move through beds, event by event, and wait where they are while the next unit is full.

A bed limit is a limit here: nobody enters a unit above its licensed beds. A patient who needs a full ward waits (in
ED, intensive care or assessment), may use an escalation bed after a while, and then goes to another ward as an
outlier. Planned admissions without a bed are cancelled; births without one, and everybody when ED itself is full, go
to another hospital.
"""

from __future__ import annotations

import heapq
from collections import deque
from dataclasses import dataclass, field

from data.configuration.hospital import Hospital
from data.sample.arrivals import Arrivals
from data.sample.stay_end import EndOfStay

_ESCALATION_WAIT = 240
"""Minutes of waiting after which an escalation bed may be used."""
_SEEN_IN_ED = 120
_ASK_AGAIN = 60
_CLEANING = 50
"""Minutes until a bed that somebody left takes the next patient who waits."""
_PRESSED = 0.94
"""Stays that begin while the unit is full are this much shorter: wards work harder to discharge."""

_TAKES_ANY = ("critical_care", "maternity", "paediatrics")
"""Kinds of unit that open escalation beds at once: their patients cannot wait elsewhere."""
OUTLIER_WARDS = {
    "AMU": ("SURG", "ORTH"),
    "MED1": ("RESP", "MED2", "ORTH", "SURG"),
    "MED2": ("RESP", "MED1", "ORTH", "SURG"),
    "RESP": ("MED1", "MED2", "SURG"),
    "SURG": ("ORTH",),
    "ORTH": ("SURG",),
}

_LEAVE, _ASK, _CLEAN = 0, 1, 2


@dataclass
class Segments:
    """What happened: one entry per stay in a unit; `left` is None for patients who are still there."""

    visit: list[int] = field(default_factory=list)
    unit: list[int] = field(default_factory=list)
    entered: list[int] = field(default_factory=list)
    left: list[int | None] = field(default_factory=list)


def simulate(hospital: Hospital, arrivals: Arrivals, ends: EndOfStay, until: int) -> Segments:
    """All stays up to minute `until` (since 1970, UTC)."""
    return _Simulation(hospital, arrivals, ends).run(until)


class _Simulation:
    def __init__(self, hospital: Hospital, arrivals: Arrivals, ends: EndOfStay) -> None:
        ids = [unit.id for unit in hospital.units]
        self.ed = next(place for place, unit in enumerate(hospital.units) if unit.kind == "emergency")
        self.licensed = [unit.beds_physical for unit in hospital.units]
        self.soft_limit = [
            unit.beds_physical if unit.kind in (*_TAKES_ANY, "emergency") else unit.beds_staffed
            for unit in hospital.units
        ]
        self.staffed = [unit.beds_staffed for unit in hospital.units]
        self.outlier = [[ids.index(other) for other in OUTLIER_WARDS.get(name, ())] for name in ids]
        self.ends = ends
        self.arrival = arrivals.time.tolist()
        self.units: list[list[int]] = arrivals.units.tolist()
        self.minutes: list[list[int]] = arrivals.minutes.tolist()
        self.clock: list[list[float]] = arrivals.clock.tolist()
        self.move: list[list[float]] = arrivals.move.tolist()
        self.when: list[list[float]] = arrivals.when.tolist()
        self.leaves_if_full: list[bool] = arrivals.leaves_if_full.tolist()
        n = len(self.arrival)
        self.stage = [-1] * n
        self.segment: list[int] = [-1] * n
        self.waiting_since: list[int | None] = [None] * n
        self.census = [0] * len(ids)
        self.queue: list[deque[int]] = [deque() for _ in ids]
        self.events: list[tuple[int, int, int]] = []
        self.out = Segments()

    def run(self, until: int) -> Segments:
        position, n = 0, len(self.arrival)
        while True:
            next_arrival = self.arrival[position] if position < n else until
            next_event = self.events[0][0] if self.events else until
            now = min(next_arrival, next_event)
            if now >= until:
                return self.out
            if next_arrival <= next_event:
                self._arrive(position, now)
                position += 1
                continue
            _, kind, subject = heapq.heappop(self.events)
            if kind == _LEAVE:
                self._ready(subject, now)
            elif kind == _ASK:
                self._ask(subject, now)
            else:
                self._fill(subject, now)

    def _arrive(self, visit: int, now: int) -> None:
        unit = self.units[visit][0]
        if self._free(unit):
            self._enter(visit, unit, now)
        elif not self.leaves_if_full[visit] and unit != self.ed and self._free(self.ed):
            # A referred patient without a bed is seen in ED and waits there.
            self.units[visit] = [self.ed, *self.units[visit]]
            self.minutes[visit].insert(0, _SEEN_IN_ED)
            for chances in (self.clock[visit], self.move[visit], self.when[visit]):
                chances.insert(0, 0.5)  # not used in ED
            self._enter(visit, self.ed, now)

    def _free(self, unit: int) -> bool:
        return not self.queue[unit] and self.census[unit] < self.soft_limit[unit]

    def _enter(self, visit: int, unit: int, now: int) -> None:
        """Begin the visit's next stage in `unit`, which may differ from the planned one for an outlier."""
        freed = self._close(visit, now)
        stage = self.stage[visit] = self.stage[visit] + 1
        self.waiting_since[visit] = None
        needed = self.minutes[visit][stage]
        if unit != self.ed and self.census[unit] >= self.staffed[unit] - 1:
            needed = int(needed * _PRESSED)
        self.census[unit] += 1
        self.segment[visit] = len(self.out.visit)
        self.out.visit.append(visit)
        self.out.unit.append(unit)
        self.out.entered.append(now)
        self.out.left.append(None)
        clock = self.clock[visit][stage]
        if unit == self.ed:
            end = now + needed
        elif self._next_unit(visit) is not None:
            end = self.ends.move(now, needed, clock)
        else:
            end = self.ends.discharge(now, needed, clock, self.move[visit][stage], self.when[visit][stage])
        heapq.heappush(self.events, (max(end, now + 10), _LEAVE, visit))
        if freed is not None:
            heapq.heappush(self.events, (now + _CLEANING, _CLEAN, freed))

    def _close(self, visit: int, now: int) -> int | None:
        """End the visit's present stay; returns the unit that has a bed more."""
        segment = self.segment[visit]
        if segment < 0:
            return None
        self.out.left[segment] = now
        unit = self.out.unit[segment]
        self.census[unit] -= 1
        return unit

    def _next_unit(self, visit: int) -> int | None:
        following = self.stage[visit] + 1
        units = self.units[visit]
        return units[following] if following < len(units) and units[following] >= 0 else None

    def _ready(self, visit: int, now: int) -> None:
        target = self._next_unit(visit)
        if target is None:
            freed = self._close(visit, now)
            assert freed is not None
            heapq.heappush(self.events, (now + _CLEANING, _CLEAN, freed))
        elif target == self.out.unit[self.segment[visit]]:
            self._stay_on(visit, now)
        elif self._free(target):
            self._enter(visit, target, now)
        else:
            self.waiting_since[visit] = now
            self.queue[target].append(visit)
            heapq.heappush(self.events, (now + _ESCALATION_WAIT, _ASK, visit))

    def _stay_on(self, visit: int, now: int) -> None:
        """An outlier begins the next stage in the bed where the patient lies already."""
        self.stage[visit] += 1
        self.waiting_since[visit] = None
        stage = self.stage[visit]
        chances = self.clock[visit][stage], self.move[visit][stage], self.when[visit][stage]
        end = self.ends.discharge(now, self.minutes[visit][stage], *chances)
        heapq.heappush(self.events, (max(end, now + 10), _LEAVE, visit))

    def _fill(self, unit: int, now: int) -> None:
        """Give free beds to those who wait longest."""
        while self.queue[unit] and self.census[unit] < self.soft_limit[unit]:
            self._enter(self.queue[unit].popleft(), unit, now)

    def _ask(self, visit: int, now: int) -> None:
        """While a patient still waits, the one who waits longest takes an escalation bed, or one in another ward."""
        if self.waiting_since[visit] is None:
            return
        target = self._next_unit(visit)
        assert target is not None
        longest = self.queue[target][0]
        if self.census[target] < self.licensed[target]:
            self._enter(self.queue[target].popleft(), target, now)
        elif self.out.unit[self.segment[longest]] in self.outlier[target]:
            self._stay_on(self.queue[target].popleft(), now)
        elif (place := self._elsewhere(target)) is not None:
            self._enter(self.queue[target].popleft(), place, now)
        if self.waiting_since[visit] is not None:
            heapq.heappush(self.events, (now + _ASK_AGAIN, _ASK, visit))

    def _elsewhere(self, target: int) -> int | None:
        for other in self.outlier[target]:
            if self._free(other):
                return other
        return None
