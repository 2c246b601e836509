"""The question library: query files with typed parameters, and the answers they give."""
