"""What every benchmark of the roster engine shares: a process of its own, a judged run, a growing results file."""
