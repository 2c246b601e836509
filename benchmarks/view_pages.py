"""One debate as a page of each kind: ours, stock pyvis with its physics and without, force-graph, sigma."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from counterpoint.view.debate import Debate
from counterpoint.view.page import render
from counterpoint.view.payload import COLOURS, make_payload

PACKAGES: Final = ("force-graph@1.52.0", "sigma@3.0.3", "graphology@0.26.0")
FORCE_GRAPH: Final = ("force-graph/dist/force-graph.min.js",)
SIGMA: Final = ("graphology/dist/graphology.umd.min.js", "sigma/dist/sigma.min.js")
WIDTH, HEIGHT = 820, 600
"""The size of a peer's picture, about that of ours in a window of 1280 × 800."""

_TEMPLATES: Final = Path(__file__).with_name("view_peers")


def install(folder: Path) -> Path:
    """Install the packages from the npm registry; give the folder that they are in."""
    command = ["npm", "install", "--prefix", str(folder), "--no-audit", "--no-fund", "--ignore-scripts", *PACKAGES]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return folder / "node_modules"


class Pages:
    """The pages of one debate.

    :param debate: what they show.
    :param modules: where the npm packages are.
    """

    def __init__(self, debate: Debate, modules: Path) -> None:
        self.debate, self.modules = debate, modules

    def kinds(self) -> Mapping[str, Callable[[], str]]:
        """Give, by name, what makes each page."""
        return {
            "counterpoint": lambda: render(self.debate),
            "pyvis-stock": lambda: self._pyvis(physics=True),
            "pyvis-placed": lambda: self._pyvis(physics=False),
            "force-graph": lambda: self._filled("force-graph.html", FORCE_GRAPH),
            "sigma": lambda: self._filled("sigma.html", SIGMA),
        }

    @cached_property
    def nodes(self) -> list[dict[str, Any]]:
        """Give every speaker a place of ours, within a few thousand pixels."""
        placed = make_payload(self.debate).core["speakers"]
        columns = zip(placed["x"], placed["y"], self.debate.speakers, strict=True)
        return [{"id": one.iri, "name": one.name, "x": x / 5, "y": y / 5} for x, y, one in columns]

    @cached_property
    def links(self) -> list[dict[str, Any]]:
        """Give every line, with the words of the first statement that it rests on."""
        quotes = {statement.iri: statement.quote for statement in self.debate.statements}
        return [
            {
                "source": edge.parties[0],
                "target": edge.parties[1],
                "sign": edge.sign,
                "quote": quotes[edge.alignments[0].statements[0]],
            }
            for edge in self.debate.edges
        ]

    def _filled(self, template: str, libraries: tuple[str, ...]) -> str:
        """Put data and libraries into a peer's page."""
        data = {"nodes": self.nodes, "links": self.links, "width": WIDTH, "height": HEIGHT}
        code = "\n".join((self.modules / library).read_text(encoding="utf-8") for library in libraries)
        page = (_TEMPLATES / template).read_text(encoding="utf-8")
        return page.replace("DATA", json.dumps(data).replace("<", "\\u003c")).replace("LIBRARY", code)

    def _pyvis(self, *, physics: bool) -> str:
        """Write pyvis's own page, past its `add_edge`, which takes a minute at 20,000 nodes and drops lines."""
        from pyvis.network import Network

        network = Network(width=f"{WIDTH}px", height=f"{HEIGHT}px", cdn_resources="in_line")
        if not physics:
            network.toggle_physics(False)
        for node in self.nodes:
            place = {} if physics else {"x": node["x"], "y": node["y"]}
            network.nodes.append({"id": node["id"], "label": node["name"], "shape": "dot", "size": 10, **place})
        for link in self.links:
            ends = {"from": link["source"], "to": link["target"]}
            network.edges.append({**ends, "color": COLOURS[link["sign"]], "title": link["quote"]})
        return str(network.generate_html())
