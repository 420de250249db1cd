"""Packs: figures of laws and agreements, as TOML with their sources."""
