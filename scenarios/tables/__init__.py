"""The tables of a run folder, made from a plan: one family of tables per file."""
