"""The review of a draft in a terminal: commands, screen, keys."""
