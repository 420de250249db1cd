"""The phases after the first roster: root, dive, mix, neighbourhoods; and again where what is missing was too cheap."""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait

import numpy as np

from optimization.roster.columns.generation import Generation
from optimization.roster.columns.improve import Attempt, improve
from optimization.roster.columns.incumbent import Incumbent
from optimization.roster.columns.mixing import seconds_to_mix
from optimization.roster.columns.nearby import descend_nearby
from optimization.roster.columns.neighbourhoods import Chooser, Neighbourhood
from optimization.roster.columns.pool import Pool
from optimization.roster.columns.root import ROOT_SHARE, Root
from optimization.roster.columns.sweeping import LONG_DAYS, sweep_on, sweeps_over
from optimization.roster.result import SolveOptions

_SLOW_SHARE = 0.03
_SLOW_SECONDS = 5.0
_HASTE = 0.1
# what can be gained in a neighbourhood has nearly always begun to show after so many rounds
_ROUNDS_IN_VAIN = 40
# what an attempt takes besides pricing and linear programs, in entries of a pricing table (`clock`)
_WORK_PER_ATTEMPT = 800_000
# an entry of a table in a hundred rounds, of which most take one fill of about 10 ns
_SECONDS_PER_ENTRY = 1e-6
# shares of the time for sweeps over long horizons: the first of all, each further one of what is left
_FIRST_SWEEP, _SWEEP_SHARE = 0.1, 0.5
# what is missing gets so many times as dear when rosters that lack something are the cheapest, so many times at most
_DEARER = 10.0
_MOST_RAISES = 3
# the share of the time without a better roster after which one that lacks something is taken to stay so at its price
_RAISE_SHARE = 0.1
# neighbourhoods in a row in which nobody can be freed after which nobody is expected to be
_MOST_EMPTY = 100
# the caller is asked so often whether to go on while other threads work
_POLL_SECONDS = 0.1


class Search:
    """One run over everybody, from the first roster on."""

    def __init__(
        self, incumbent: Incumbent, grain: int, options: SolveOptions, executor: Executor | None
    ) -> None:
        self.incumbent = incumbent
        self.grain = grain
        self.options = options
        self.executor = executor
        self.pool = Pool(incumbent.needs, incumbent.people)
        self.rng = np.random.default_rng(options.seed)
        self.is_too_long = False
        # of a search that is too long, how far whole lines may be from those in hand; None: they are not searched
        self.slack: float | None = None
        self.n_raises = 0
        self.n_empty = 0
        self.raised_at = 0.0
        # other threads must not ask the caller
        self.halted = incumbent.stopped if executor is None else incumbent.has_stopped

    def run(self) -> None:
        """All phases; returns when a criterion stops the search, or when nothing is left to be tried."""
        incumbent = self.incumbent
        if incumbent.stopped() or incumbent.lines is None:
            return
        self.is_too_long = self._is_too_long()
        while not incumbent.stopped():
            self._first_phases()
            if not incumbent.is_over():
                self._neighbourhoods()
            if not incumbent.is_too_cheap or not self._raise_price():
                return

    def _first_phases(self) -> None:
        incumbent, options = self.incumbent, self.options
        if not self.is_too_long:
            Root(incumbent, self.pool, self.grain, options, self.executor).run()
            return
        first, *further = sweeps_over(incumbent.needs.problem.n_days)
        sweep_on(incumbent, self.pool, self.grain, first, _FIRST_SWEEP * options.seconds, self.executor)
        if incumbent.is_over():
            return
        self.slack = descend_nearby(incumbent, self.pool, self.grain, options, self.executor)
        if self.slack is not None:
            return
        for pieces_of in further:
            seconds = _SWEEP_SHARE * (options.seconds - incumbent.clock.seconds)
            sweep_on(incumbent, self.pool, self.grain, pieces_of, seconds, self.executor)

    def _raise_price(self) -> bool:
        """Make what is missing dearer, unless that was done often enough."""
        if self.n_raises == _MOST_RAISES:
            return False
        self.n_raises += 1
        self.raised_at = self.incumbent.clock.seconds
        self.incumbent.raise_price(_DEARER)
        return True

    def _is_too_long(self) -> bool:
        """Whether whole lines cannot be priced, or pricing them over and over would take most of the time."""
        incumbent = self.incumbent
        too_large = [
            person.employee.name for person in incumbent.people if not person.pricer.fits(person.cell_costs)
        ]
        if too_large:
            others = f" and of {len(too_large) - 1} others" if len(too_large) > 1 else ""
            incumbent.note(
                f"the lines of {too_large[0]}{others} keep too many totals to be searched whole; the roster was improved "
                "some weeks at a time, without a proof"
            )
            return True
        if incumbent.needs.problem.n_days <= LONG_DAYS:
            return False
        n_entries = [person.pricer.n_entries(person.cell_costs) for person in incumbent.people]
        n_workers = 1 if self.executor is None else self.options.n_workers
        is_slow = sum(n_entries) * _SECONDS_PER_ENTRY / n_workers > ROOT_SHARE * self.options.seconds
        if is_slow:
            incumbent.note(
                f"to search whole lines of {incumbent.needs.problem.n_days} days takes longer than there is; the roster was "
                "improved some weeks at a time, without a proof"
            )
        return is_slow

    def _neighbourhoods(self) -> None:
        incumbent = self.incumbent
        incumbent.enter("neighbourhoods")
        chooser = Chooser(
            incumbent.people,
            incumbent.needs.problem.n_days,
            self.rng,
            windows_only=self.is_too_long and self.slack is None,
        )
        if self.executor is None:
            while self._goes_on():
                chosen = chooser.draw()
                self._finish(chooser, chosen, *self._timed(chosen))
            return
        running: dict[Future[tuple[Attempt, float]], Neighbourhood] = {}
        while self._goes_on() or running:
            while len(running) < self.options.n_workers and self._goes_on():
                chosen = chooser.draw()
                running[self.executor.submit(self._timed, chosen)] = chosen
            for future in wait(running, _POLL_SECONDS, FIRST_COMPLETED).done:
                attempt, seconds = future.result()
                self._finish(chooser, running.pop(future), attempt, seconds)

    def _goes_on(self) -> bool:
        """Whether to try another neighbourhood; what stays missing for long gets dearer first."""
        incumbent = self.incumbent
        if incumbent.n_broken and not incumbent.is_over():
            since = max(incumbent.improved_at, self.raised_at)
            is_stuck = incumbent.clock.seconds - since > _RAISE_SHARE * self.options.seconds
            if is_stuck and not self._raise_price() and incumbent.kept is None:
                return False
        if self.n_empty >= _MOST_EMPTY:
            incumbent.note("no part of the roster could be searched on its own; the search ended early")
            return False
        return not incumbent.is_over()

    def _timed(self, chosen: Neighbourhood) -> tuple[Attempt, float]:
        began = self.incumbent.clock.seconds
        attempt = self._attempt(chosen)
        return attempt, self.incumbent.clock.seconds - began

    def _attempt(self, chosen: Neighbourhood) -> Attempt:
        incumbent = self.incumbent
        lines = incumbent.lines
        if lines is None:
            return Attempt({}, was_pruned=False)
        until = incumbent.stopped_within(2 * self._slow_seconds, self.halted)
        generation = Generation(
            self.grain, incumbent.clock, until, n_lines=2, haste=_HASTE, patience=_ROUNDS_IN_VAIN
        )
        mixing_seconds = seconds_to_mix(self.options, incumbent.clock, self._slow_seconds)
        people = list(incumbent.people)
        if self.slack is not None and chosen.days is None:
            for number in chosen.people:
                people[number] = people[number].near(lines[number], self.slack)
        return improve(incumbent.needs, people, lines, chosen, self.pool, generation, mixing_seconds)

    @property
    def _slow_seconds(self) -> float:
        return min(_SLOW_SECONDS, max(1.0, _SLOW_SHARE * self.options.seconds))

    def _finish(self, chooser: Chooser, chosen: Neighbourhood, attempt: Attempt, seconds: float) -> None:
        incumbent = self.incumbent
        incumbent.clock.add(_WORK_PER_ATTEMPT)
        self.n_empty = self.n_empty + 1 if attempt.was_empty else 0
        if attempt.lines:
            incumbent.offer_part(attempt.lines, chosen.days)
        chooser.learn(chosen, seconds, self._slow_seconds, was_pruned=attempt.was_pruned)
