"""One HTML file that shows a debate: everything inside, nothing fetched, no text of the debate ever run as code."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from counterpoint.__about__ import __version__
from counterpoint.files import write_atomically
from counterpoint.view.payload import Links, Payload, make_payload
from counterpoint.view.text import clean, span_of_years, spoken_date, web_link
from counterpoint.workspace import shipped

if TYPE_CHECKING:
    import os

    from jinja2 import Environment
    from pyvis.network import Network

    from counterpoint.view.debate import Debate

_SCRIPTS = ("data", "state", "dom", "placing", "picture", "evidence", "panel", "table", "search", "controls", "main")
"""The page's own scripts in `viz/network/`, in the order in which they build on each other."""

_PLAIN = 256 * 1024
"""Up to so many characters of data stand readable in the page; more are compressed."""

_OPTIONS: dict[str, Any] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "edges": {"arrows": {}, "scaling": {"min": 1, "max": 10}},
}
_INTERACTION = {"selectable": False, "hover": False, "dragNodes": False, "keyboard": False, "zoomSpeed": 0.6}

_SMOOTH = 300
"""Past so many edges the picture moves without them: drawing them all takes longer than a frame."""


def render(debate: Debate, *, title: str = "", links: Links | None = None) -> str:
    """Make the page.

    The same debate gives the same page, byte for byte.

    :param debate: what it shows.
    :param title: its heading; left empty, the debate's own title, else a general one.
    :param links: where things have pages of their own, gives their addresses from their IRIs; the page then leads back
        to these, and to the page of the whole debate at ``/``.
    :returns: a whole HTML document, to be stored as UTF-8.
    """
    heading = clean(title or debate.title, limit=200) or "Who agrees with whom"
    payload = make_payload(debate, links)
    network = _network(payload, heading)
    network.templateEnv.globals.update(_parts(debate, payload.data), home="/" if links else "")
    return str(network.generate_html())


def write(html: str, path: str | os.PathLike[str]) -> Path:
    """Write the page in one step: whoever opens the file meanwhile sees the old page or the new one, whole.

    :param html: a page from `render`.
    :param path: the file; its folder must exist.
    :returns: the absolute path of the file.
    :raises WorkspaceError: if the file cannot be written there.
    """
    target = Path(path).expanduser().absolute()
    write_atomically(target, html.encode("utf-8"))
    return target


def content_security_policy(scripts: tuple[str, ...]) -> str:
    """Allow exactly these scripts, the page's own style and pictures made in the page, and nothing else."""
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts
    )
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


@cache
def scripts() -> tuple[str, str]:
    """Read the drawing library and the page's own scripts, as they stand in the page."""
    library = shipped("viz", "vendor", "vis-network", "vis-network.min.js").read_text(encoding="utf-8")
    library = library.partition("\n//# sourceMappingURL=")[0]  # a debugger would ask for the file
    own = "\n".join(shipped("viz", "network", f"{name}.js").read_text(encoding="utf-8").strip() for name in _SCRIPTS)
    return library, f'(() => {{\n"use strict";\n{own}\n}})();'


def _network(payload: Payload, heading: str) -> Network:
    """Fill a pyvis network, past its methods: `add_edge` drops a second edge between two speakers."""
    from pyvis.network import Network  # takes more than a second

    class Page(Network):  # type: ignore[misc]
        """pyvis with a template of ours in place of its own."""

        def __init__(self) -> None:
            super().__init__(heading=heading, cdn_resources="in_line")
            self.templateEnv = _environment()
            self.path = "network.html.j2"
            many = len(payload.edges) > _SMOOTH
            self.options = {
                **_OPTIONS,
                "interaction": _INTERACTION | {"hideEdgesOnDrag": many, "hideEdgesOnZoom": many},
            }
            self.nodes, self.edges = payload.nodes, payload.edges

    return Page()


def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(shipped("viz", "network.html.j2").parent, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["inert"] = _inert
    return environment


def _parts(debate: Debate, data: dict[str, Any]) -> dict[str, Any]:
    """Gather what the template needs beside the nodes and edges that pyvis hands it."""
    from markupsafe import Markup

    text = json.dumps(data, separators=(",", ":"))
    small = len(text) <= _PLAIN
    packed = base64.b64encode(gzip.compress(text.encode(), mtime=0)).decode()
    return {
        "version": __version__,
        "policy": content_security_policy(scripts()),
        "style": Markup(shipped("viz", "network.css").read_text(encoding="utf-8")),  # noqa: S704 - our own file
        "scripts": [Markup(script) for script in scripts()],  # noqa: S704 - our own files
        "data_type": "application/json" if small else "application/gzip",
        "data": _inert(text) if small else packed,
        "byline": _byline(debate),
        "link": web_link(debate.sources[0].url) if len(debate.sources) == 1 else "",
    }


def _byline(debate: Debate) -> list[str]:
    """Say where the words come from."""
    if len(debate.sources) == 1:
        source = debate.sources[0]
        return [
            part
            for part in (clean(source.author, limit=80), clean(source.publisher, limit=80), spoken_date(source.date))
            if part
        ]
    years = span_of_years(source.date for source in debate.sources)
    return [f"{len(debate.sources)} sources", years] if years else [f"{len(debate.sources)} sources"]


def _inert(text: str) -> str:
    """Write JSON so that no HTML parser finds a tag, a comment or an entity in it."""
    from markupsafe import Markup

    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 - the signs that HTML gives a meaning are gone
