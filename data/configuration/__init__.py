"""`hospital.toml`: its sections, one per file, and how it is read (`load.load_hospital`)."""
