"""The forecast of a week, for `wardwise forecast`."""
