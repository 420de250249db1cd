"""The `wardwise` command: flags in, one call, output and an exit code."""
