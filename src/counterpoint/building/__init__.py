"""Bring the store of a workspace up to date with its files."""
