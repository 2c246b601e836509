"""Where quads live: embedded in Oxigraph, or behind any SPARQL 1.1 endpoint, with one small interface."""
