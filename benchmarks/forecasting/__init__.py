"""Rolling-origin benchmarks of the forecasts on public series."""
