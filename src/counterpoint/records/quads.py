"""From JSON-LD nodes to quads in the graph of their file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pyoxigraph as ox

from counterpoint.vocabulary import Vocabulary


def to_quads(nodes: Sequence[dict[str, Any]], graph: str, vocabulary: Vocabulary) -> list[ox.Quad]:
    """Expand JSON-LD nodes by the workspace's context.

    :param nodes: nodes in the context's terms, each with an ``id``.
    :param graph: IRI of the named graph that the quads belong to.
    :param vocabulary: holds the context.
    """
    document = {"@context": dict(vocabulary.context), "@id": graph, "@graph": list(nodes)}
    return list(ox.parse(json.dumps(document), format=ox.RdfFormat.JSON_LD))
