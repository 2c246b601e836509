"""RDF in every syntax."""
