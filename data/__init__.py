"""Domain types, table schemas, importers, the store, configuration and run records."""
