"""A roster that somebody edited by hand: roster.csv, roster.xlsx, or a file with the columns of the roster table."""
