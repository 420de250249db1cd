"""The sample hospital: a seeded generator of three years of a hospital that does not exist."""
