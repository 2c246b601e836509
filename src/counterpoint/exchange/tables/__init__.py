"""Tables of coded statements: CSV in its many forms, and Excel."""
