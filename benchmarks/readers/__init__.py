"""Readers of public benchmark instances: each returns a `RosterProblem` with the rules that hospitals use."""
