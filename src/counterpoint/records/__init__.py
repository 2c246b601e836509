"""Records: what a person writes about a source, from text to quads."""
