"""The roster: problem (data), engines (solvers), result and its independent assessment."""
