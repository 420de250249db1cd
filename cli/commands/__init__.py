"""The commands, one per file: each translates flags to one call and a result to output."""
