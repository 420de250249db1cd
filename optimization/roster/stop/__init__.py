"""When a search ends: one criterion per file."""
