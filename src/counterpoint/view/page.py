"""One HTML file that shows a debate: everything inside, nothing fetched, no text of the debate ever run as code."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from counterpoint.__about__ import __version__
from counterpoint.files import write_atomically
from counterpoint.pauses import no_collection
from counterpoint.view.drawer import network_class
from counterpoint.view.evidence import make_evidence
from counterpoint.view.index import Index
from counterpoint.view.packing import pack
from counterpoint.view.payload import Links, Opening, make_opening
from counterpoint.view.svg import draw_svg
from counterpoint.view.text import clean, span_of_years, spoken_date, web_link
from counterpoint.workspace import shipped

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

    from jinja2 import Environment

    from counterpoint.view.debate import Debate

_SCRIPTS = tuple(
    "unpack data dom state filters scene labels naming placing picture evidence speakers between camps overview panel "
    "table search controls timeline tables downloads main".split()
)
"""The page's own scripts in `viz/network/`, in the order in which they build on each other."""

_PLAIN = 64 * 1024
"""Up to so many characters of data stand readable in the page; more are compressed."""

_OPTIONS: dict[str, Any] = {
    "autoResize": False,  # the page's own script does it, and places everything anew
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "edges": {"arrows": {}, "scaling": {"min": 1, "max": 10}},
}
_INTERACTION = {"selectable": False, "hover": False, "dragNodes": False, "keyboard": False, "zoomSpeed": 0.6}

_SMOOTH = 300
"""Past so many edges the picture moves without them: drawing them all takes longer than a frame."""


class Drawn(NamedTuple):
    """A debate drawn.

    :param html: the page.
    :param svg: its opening picture as a drawing of its own.
    """

    html: str
    svg: str


def render(debate: Debate, *, title: str = "", links: Links | None = None) -> str:
    """Make the page.

    The same debate gives the same page, byte for byte.

    :param debate: what it shows.
    :param title: its heading; left empty, the debate's own title, else a general one.
    :param links: where things have pages of their own, gives their addresses from their IRIs; the page then leads back
        to these, and to the page of the whole debate at ``/``.
    :returns: a whole HTML document, to be stored as UTF-8.
    """
    return draw(debate, title=title, links=links).html


def draw(
    debate: Debate, *, title: str = "", links: Links | None = None, tell: Callable[[float], None] = lambda _: None
) -> Drawn:
    """Make the page and the drawing of its opening picture; see `render`.

    :param tell: called with the share that is done, from 0 to 1, now and then.
    """
    with no_collection(), ThreadPoolExecutor(max_workers=1) as pool:
        index = Index(debate)
        evidence = pool.submit(_carried, pack(make_evidence(index)))  # is packed while the picture is laid out
        tell(0.3)
        opening = make_opening(index, links, title=title)
        tell(0.8)
        svg = draw_svg(opening.plan, opening.core, opening.edges)
        network = _network(opening)
        network.templateEnv.globals.update(
            _parts(debate, opening.core, evidence.result()), drawing=_packed(svg), home="/" if links else ""
        )
        html = str(network.generate_html())
    tell(1)
    return Drawn(html, svg)


def prepare() -> None:
    """Load what drawing needs, for whoever has time for that while something else is waited for."""
    import igraph  # noqa: F401 - is kept by Python
    import jinja2  # noqa: F401
    import numpy as np  # noqa: F401

    network_class()
    scripts()


def write(text: str, path: str | os.PathLike[str]) -> Path:
    """Write the page in one step: whoever opens the file meanwhile sees the old page or the new one, whole.

    :param text: a page or a drawing from `draw`.
    :param path: the file; its folder must exist.
    :returns: the absolute path of the file.
    :raises WorkspaceError: if the file cannot be written there.
    """
    target = Path(path).expanduser().absolute()
    write_atomically(target, text.encode("utf-8"))
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
def style() -> str:
    """Read the colours and type that the page shares with the site, and its own style."""
    paths = (shipped("viz", "shared", "tokens.css"), shipped("viz", "network.css"))
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


@cache
def scripts() -> tuple[str, str]:
    """Read the drawing library and the page's own scripts, as they stand in the page."""
    library = shipped("viz", "vendor", "vis-network", "vis-network.min.js").read_text(encoding="utf-8")
    library = library.partition("\n//# sourceMappingURL=")[0]  # a debugger would ask for the file
    own = "\n".join(shipped("viz", "network", f"{name}.js").read_text(encoding="utf-8").strip() for name in _SCRIPTS)
    return library, f'(() => {{\n"use strict";\n{own}\n}})();'


def _network(opening: Opening) -> Any:
    """Fill a pyvis network, past its methods: `add_edge` drops a second edge between two speakers."""

    class Page(network_class()):  # type: ignore[misc]
        """pyvis with a template of ours in place of its own."""

        def __init__(self) -> None:
            super().__init__(heading=opening.core["title"], cdn_resources="in_line")
            self.templateEnv = _environment()
            self.path = "network.html.j2"
            many = len(opening.edges) > _SMOOTH
            self.options = {
                **_OPTIONS,
                "interaction": _INTERACTION | {"hideEdgesOnDrag": many, "hideEdgesOnZoom": many},
            }
            self.nodes, self.edges = opening.nodes, opening.edges

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
    environment.policies["json.dumps_kwargs"] = {"sort_keys": True, "separators": (",", ":")}
    environment.filters["inert"] = _inert
    return environment


def _parts(debate: Debate, core: dict[str, Any], evidence: tuple[str, str]) -> dict[str, Any]:
    """Gather what the template needs beside the nodes and edges that pyvis hands it."""
    from markupsafe import Markup

    data_type, data = _carried(core)
    evidence_type, words = evidence
    return {
        "version": __version__,
        "policy": content_security_policy(scripts()),
        "style": Markup(style()),  # noqa: S704 - our own files
        "scripts": [Markup(script) for script in scripts()],  # noqa: S704 - our own files
        "data_type": data_type,
        "data": data,
        "evidence_type": evidence_type,
        "evidence": words,
        "byline": _byline(debate),
        "link": web_link(debate.sources[0].url) if len(debate.sources) == 1 else "",
    }


def _carried(data: dict[str, Any]) -> tuple[str, str]:
    """Give the type and the text of data in the page: readable where it is small, else compressed."""
    text = json.dumps(data, separators=(",", ":"), ensure_ascii=False)
    text = text.encode("utf-8", "replace").decode()  # no half of a surrogate pair can be written
    return ("application/json", _inert(text)) if len(text) <= _PLAIN else ("application/gzip", _packed(text))


def _packed(text: str) -> str:
    return base64.b64encode(gzip.compress(text.encode(), 6, mtime=0)).decode()


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
