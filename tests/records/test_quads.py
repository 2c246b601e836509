"""JSON-LD nodes become quads of one graph, with the datatypes of the context."""

from __future__ import annotations

import pyoxigraph as ox

from counterpoint.records.quads import to_quads
from counterpoint.vocabulary import SCHEMA, XSD
from counterpoint.workspace import Workspace, shipped

GRAPH = "https://example.org/graph"


def test_nodes_become_quads_of_their_graph() -> None:
    node = {"id": "https://example.org/a", "type": ["CreativeWork"], "title": "@type", "published": "2016-02-03"}
    quads = to_quads([node], GRAPH, Workspace(shipped()).vocabulary)
    assert {quad.graph_name for quad in quads} == {ox.NamedNode(GRAPH)}
    found = {str(quad.predicate): quad.object for quad in quads}
    assert found[f"<{SCHEMA}name>"] == ox.Literal("@type")
    assert found[f"<{SCHEMA}datePublished>"] == ox.Literal("2016-02-03", datatype=ox.NamedNode(XSD + "date"))


def test_no_nodes_are_no_quads() -> None:
    assert to_quads([], GRAPH, Workspace(shipped()).vocabulary) == []
