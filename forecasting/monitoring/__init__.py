"""Past forecasts against what happened: how good they were, and whether something has changed."""
