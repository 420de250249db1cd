"""Regressions of many series share what does not depend on their counts; sharing changes no figure."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from forecasting.calendar_effects import calendar_effects
from forecasting.level_errors import ErrorProcess, filter_errors
from forecasting.shared_designs import design_of, is_yearly, kept_effects

EFFECTS = calendar_effects(date(2024, 1, 1), 800, {date(2024, 12, 25): "Christmas"}, frozenset({"Christmas"}))


@pytest.mark.parametrize("yearly", [True, False])
@pytest.mark.parametrize("n_days", [100, 500, 800])
def test_the_design_of_a_short_history_is_the_start_of_a_long_one(yearly: bool, n_days: int) -> None:
    process = ErrorProcess(0.9, 0.3)
    found = design_of(EFFECTS, n_days, process, yearly=yearly)
    columns = EFFECTS.columns[:n_days, kept_effects(EFFECTS, yearly=yearly)]
    np.testing.assert_array_equal(found.columns, columns)
    np.testing.assert_allclose(found.inputs, filter_errors(columns, process)[1:], atol=1e-12)
    np.testing.assert_allclose(found.gram, found.inputs.T @ found.inputs, atol=1e-9)


def test_without_the_time_of_year_no_effect_of_it_is_left() -> None:
    kept = kept_effects(EFFECTS, yearly=False)
    assert not any(is_yearly(EFFECTS.names[number]) for number in kept)
    assert len(kept) < len(kept_effects(EFFECTS, yearly=True))
