"""Measured comparisons with peers: scripts, and RESULTS.md with the figures and the machine."""
