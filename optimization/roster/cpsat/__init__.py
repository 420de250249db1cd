"""The CP-SAT engine: one model for the whole problem, built from the primitives."""
