"""A published roster after something happened: what is missing is filled with the fewest changes, told people first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from data.calendar import DayGrid
from optimization.roster.assess import assess
from optimization.roster.problem import ExternalSupply, RosterProblem, Source
from optimization.roster.replan.changes import n_assignments_changed
from optimization.roster.replan.fewest import shifts_filled
from optimization.roster.replan.replan import Replanned, cancellation_pence, replan
from optimization.roster.replan.terms import ChangeTerms, Occasion
from optimization.roster.result import Roster, SolveOptions
from optimization.rules.leave import Leave
from optimization.rules.minimum_rest import MinimumRest
from optimization.rules.one_shift_at_a_time import OneShiftAtATime
from optimization.rules.pinned import Pinned
from optimization.rules.policy import Hard, Policy
from optimization.rules.published import ChangeKind
from optimization.rules.rest_after_nights import RestAfterNights
from tests.roster.small_problems import DAY, NIGHT, away, every_roster, small_problem

MONDAY = date(2026, 11, 30)
D, N = 0, 1
QUICK = SolveOptions(seconds=5, n_workers=1)
TERMS = ChangeTerms(called_in_pence=500, moved_pence=400, stood_down_pence=300, short_notice_percent=100)
POLICIES = (
    Policy(OneShiftAtATime(), Hard()),
    Policy(Leave(), Hard()),
    Policy(Pinned(), Hard()),
    Policy(MinimumRest(11 * 60), Hard()),
)
DAYS_BEFORE = -7 * 1440


def ward(lines: str, n_days: int = 3, **absent: tuple[int, int]) -> tuple[RosterProblem, Roster]:
    """One day shift a day is needed; `lines` such as "DDD ... ..." are published, people are S0, S1 ..."""
    grid = DayGrid(MONDAY, n_days)
    cells = {"D": D, "N": N, ".": None}
    roster = Roster(tuple(tuple(cells[letter] for letter in line) for line in lines.split()))
    people = {
        f"S{number}": {
            "absences": (away(grid, grid.date_of(span[0]), grid.date_of(span[1])),)
            if (span := absent.get(f"S{number}"))
            else ()
        }
        for number in range(len(roster.lines))
    }
    needs = {(day, "D"): 1 for day in range(n_days)}
    return small_problem(MONDAY, n_days, [DAY, NIGHT], people, needs, POLICIES), roster


def done(problem: RosterProblem, roster: Roster, now: int = DAYS_BEFORE, *volunteers: str) -> Replanned:
    return replan(problem, roster, TERMS, Occasion(now, frozenset(volunteers)), QUICK)


def text(roster: Roster) -> str:
    return " ".join("".join(".DN"[0 if c is None else c + 1] for c in line) for line in roster.lines)


def test_nothing_happened_nothing_changes() -> None:
    problem, roster = ward("DDD ... ...")
    again = done(problem, roster)
    assert (again.roster, again.changes) == (roster, ())


def test_what_an_absence_leaves_is_filled_and_nothing_else_moves() -> None:
    problem, roster = ward("DDD ... ...", S0=(1, 1))
    again = done(problem, roster)
    assert text(again.roster) in ("D.D .D. ...", "D.D ... .D.")
    assert [(change.day, change.kind) for change in again.changes] == [
        (1, None),
        (1, ChangeKind.CALLED_IN),
    ]
    assert n_assignments_changed(again.changes) == 1


def test_nobody_is_called_in_within_a_day_unless_they_volunteer() -> None:
    problem, roster = ward("DDD ... ...", S0=(0, 0))
    sixteen_hours_before = -9 * 60
    assert text(done(problem, roster, sixteen_hours_before).roster) == ".DD ... ..."
    assert text(done(problem, roster, sixteen_hours_before, "S2").roster) == ".DD ... D.."


def test_what_is_over_stays_even_for_volunteers() -> None:
    problem, roster = ward("DDD ... ...", S0=(0, 2))
    again = done(problem, roster, 12 * 60, "S1", "S2")
    assert text(again.roster).split()[1][0] == "."
    assert again.changes[0].day == 0


def test_a_change_at_short_notice_costs_more() -> None:
    """With a week's notice one day costs 500 pence, later twice as much; the shortage costs 10,000 either way."""
    problem, roster = ward("DDD ...", S0=(2, 2))
    early = assess(done(problem, roster, -8 * 1440).problem, done(problem, roster, -8 * 1440).roster)
    late = assess(done(problem, roster, -2 * 1440).problem, done(problem, roster, -2 * 1440).roster)
    assert late.objective - early.objective == 500


def test_a_night_before_is_exchanged_for_a_day_off_only_where_rest_asks_for_it() -> None:
    """S1 comes off a night on the day that is missing: the night has to go, so S2 is called in instead."""
    problem, roster = ward("DDD N.. ...", S0=(1, 1))
    assert text(done(problem, roster).roster) == "D.D N.. .D."


def test_a_line_that_was_broken_before_is_reported_and_does_not_get_worse() -> None:
    problem, roster = ward("DDD ND. ...", S0=(2, 2))
    again = done(problem, roster)
    assert again.known == {("S1", "minimum_rest")} | {("S1", "one_shift_at_a_time")} & again.known
    kept = assess(again.problem, again.kept).hard_breaches
    assert sum(b.violation.amount for b in assess(again.problem, again.roster).hard_breaches) <= sum(
        b.violation.amount for b in kept
    )


def test_an_agency_shift_is_bought_where_it_is_cheaper_than_any_change() -> None:
    problem, roster = ward("DDD ...", S0=(1, 1))
    offer = ExternalSupply("agency", Source.AGENCY, {1: 100}, most_per_row=1)
    again = done(replace(problem, supplies=(offer,)), roster)
    assert again.roster.bought == ((0, 1, 1),)
    assert [change.count for change in again.changes if change.employee is None] == [1]


def test_a_shift_is_bought_where_nobody_could_help() -> None:
    problem, roster = ward("DDD", S0=(1, 1))
    offer = ExternalSupply("agency", Source.AGENCY, {1: 100}, most_per_row=1)
    assert done(replace(problem, supplies=(offer,)), roster).roster.bought == ((0, 1, 1),)


def test_a_booking_that_nobody_needs_any_more_is_cancelled_and_its_fee_counts() -> None:
    """Found by a reader: bookings were never cancelled. Here a person too many costs 10 pence and a booking 100."""
    problem, roster = ward("DDD")
    offer = ExternalSupply("agency", Source.AGENCY, {1: 100}, most_per_row=1)
    problem, booked = replace(problem, supplies=(offer,)), replace(roster, bought=((0, 1, 1),))
    again = replan(problem, booked, TERMS, Occasion(DAYS_BEFORE), QUICK, changed_rows={1})
    assert (again.roster.lines, again.roster.bought) == (roster.lines, ())
    assert [(change.count, n_assignments_changed((change,))) for change in again.changes] == [(-1, 1)]
    assert cancellation_pence(100, TERMS) == 50
    on_the_day = replan(problem, booked, TERMS, Occasion(1440), QUICK, changed_rows={1})
    assert on_the_day.roster == booked, "too near to be cancelled"


def test_of_equal_choices_the_one_falls_on_who_had_fewer_late_changes() -> None:
    """Found by a reader: the ledger of late changes was counted and read by nothing."""
    problem, roster = ward("DDD ... ...", S0=(1, 1))
    for tired, expected in (("S1", "D.D ... .D."), ("S2", "D.D .D. ...")):
        occasion = Occasion(DAYS_BEFORE, late_changes={tired: 3})
        assert text(replan(problem, roster, TERMS, occasion, QUICK).roster) == expected


@pytest.mark.parametrize("away_days", [(0, 0), (0, 1), (1, 1)])
def test_the_bound_by_counting_holds_for_every_roster(away_days: tuple[int, int]) -> None:
    problem, roster = ward("DD N. .N", n_days=2, S0=away_days)
    again = done(problem, roster)
    judged = assess(again.problem, again.roster)
    bound = shifts_filled(again.problem, assess(again.problem, again.kept), judged)
    fewest = min(
        sum(
            a != b
            for old, new in zip(again.kept.lines, each.lines, strict=True)
            for a, b in zip(old, new, strict=True)
        )
        for each in every_roster(again.problem)
        if open_shifts(again.problem, each) <= open_shifts(again.problem, again.roster)
        and not assess(again.problem, each).hard_breaches
    )
    assert bound <= fewest <= n_assignments_changed(again.changes)


def open_shifts(problem: RosterProblem, roster: Roster) -> int:
    judged = assess(problem, roster)
    return sum(max(0, r.target - c.present) for r, c in zip(problem.coverage, judged.cover, strict=True))


def test_a_rule_that_a_closed_shift_breaks_is_mended() -> None:
    """Of three nights the middle one is closed: after the first there is too little rest before the third."""
    problem, roster = ward("NNN ... ...")
    rest = Policy(RestAfterNights(46 * 60), Hard())
    problem = replace(problem, policies=(*problem.policies, rest))
    again = replan(problem, roster, TERMS, Occasion(DAYS_BEFORE), QUICK, gone={(1, N)})
    assert len(again.kept_judged.hard_breaches) == 1
    assert assess(again.problem, again.roster).hard_breaches == ()
    assert text(again.roster).split()[0] in ("N..", "..N")
    edited, broken = ward("N.N ... ...")
    edited = replace(edited, policies=problem.policies)
    assert done(edited, broken).roster == broken, "what was published like that stays, and is reported"


def test_when_looking_takes_too_long_the_rest_is_not_looked_at_and_that_is_said() -> None:
    """Time goes by at each look at the clock: 1 s of the 5 that there are, of which half is for looking."""
    problem, roster = ward("DDD ... ... ... ... ...", S0=(1, 1))
    ticks = iter(range(1000))
    again = replan(problem, roster, TERMS, Occasion(DAYS_BEFORE), QUICK, clock=lambda: float(next(ticks)))
    assert again.n_people == 2 < done(problem, roster).n_people
    first, second = again.result.report.notes
    assert first == "in the time there was, 2 of the 6 people who could help were looked at"
    assert second == "no other changes of one or two days for each person cost less, among these people"
    assert text(again.roster) == "D.D .D. ... ... ... ..."


def test_those_where_somebody_is_missing_are_looked_at_first_whatever_the_time() -> None:
    problem, roster = ward("DDD ... ...", S0=(1, 1))
    late = replan(problem, roster, TERMS, Occasion(DAYS_BEFORE), replace(QUICK, seconds=0.0))
    assert late.n_people >= 1
    assert late.result.report.notes
