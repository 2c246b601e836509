"""The Argument Interchange Format, as JSON."""
