"""Measured comparisons; never part of the test run."""
