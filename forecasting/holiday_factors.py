"""What holidays multiply a count by, for forecasters that know no holidays.

Their history is divided by these factors and their forecast multiplied with them, so that a holiday neither bends what
they learn nor is softened by their part of a combination.
"""

from __future__ import annotations

import numpy as np

from forecasting.calendar_effects import HOLIDAY_EFFECTS, calendar_effects
from forecasting.forecasters import Context, ForecasterError, Regression
from forecasting.forecasters.calendar_regression import Candidate, fit_calendar_regression, half_life
from forecasting.level_errors import ErrorProcess
from forecasting.quantiles import FloatArray
from forecasting.series import DailySeries

_CANDIDATES = (Candidate(ErrorProcess(half_life(28), 0.0)),)
_LEAST = 0.05
_MOST = 20.0


def holiday_factors(history: DailySeries, n_days: int, context: Context) -> FloatArray:
    """A factor for each of `n_days` days from the first of `history`, learnt from all of it: 1 on ordinary days.

    All 1 where the regression that finds them does not suit the series (the record says that it was left out). Raises
    ForecasterError when it fails: a forecaster without them would take holidays for ordinary days.
    """
    ones: FloatArray = np.ones(n_days)
    if not context.holidays or Regression().why_not(history) is not None:
        return ones
    try:
        fitted = fit_calendar_regression(history, context, _CANDIDATES, yearly=True)
    except ForecasterError as error:
        raise ForecasterError(f"what holidays change could not be found: {error}") from error
    effects = calendar_effects(history.first_day, n_days, fitted.holidays, fitted.names)
    at = [
        number
        for number, kept in enumerate(fitted.kept)
        if effects.names[int(kept)].startswith(HOLIDAY_EFFECTS)
    ]
    change = effects.columns[:, fitted.kept[at]] @ fitted.members[0].values[at]
    factors = np.exp(change) if fitted.link.mean is None else 1 + change
    return np.asarray(np.clip(factors, _LEAST, _MOST))
