"""From what was asked for to a run folder."""
