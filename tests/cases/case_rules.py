"""The rules that must hold in the cases of rosters that cannot be had."""

from __future__ import annotations

from optimization.rules.consecutive_days import ConsecutiveDays
from optimization.rules.leave import Leave
from optimization.rules.minimum_rest import MinimumRest
from optimization.rules.one_shift_at_a_time import OneShiftAtATime
from optimization.rules.pinned import Pinned
from optimization.rules.policy import Hard, Policy

POLICIES = (
    Policy(OneShiftAtATime(), Hard()),
    Policy(Leave(), Hard()),
    Policy(Pinned(), Hard()),
    Policy(MinimumRest(11 * 60), Hard()),
    Policy(ConsecutiveDays(at_most=6), Hard()),
)
