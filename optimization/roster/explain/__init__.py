"""Why there is no roster, and why somebody is, or is not, on a shift."""
