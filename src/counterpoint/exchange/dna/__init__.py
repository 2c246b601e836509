"""Databases of the Discourse Network Analyzer, versions 2 and 3."""
