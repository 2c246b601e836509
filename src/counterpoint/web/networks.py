"""The network as an API: the settings of `counterpoint network`, the formats that other programs read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any, Final

from counterpoint.errors import UnknownNameError, UsageError
from counterpoint.matching import nearest
from counterpoint.web.negotiation import choose
from counterpoint.web.replies import Ask, Reply

if TYPE_CHECKING:
    from counterpoint.web.site import Site

FORMATS: Final[Mapping[str, str]] = {
    "json": "application/json",
    "graphml": "application/graphml+xml",
    "gexf": "application/gexf+xml",
    "csv": "text/csv; charset=utf-8",
    "csv-matrix": "text/csv; charset=utf-8",
    "dl": "text/plain; charset=utf-8",
    "pajek": "text/plain; charset=utf-8",
}
"""The formats, as `counterpoint network` names them, and their media types."""

_ENDINGS: Final = {"csv-matrix": "csv", "pajek": "net"}
_NEGOTIATED: Final = ("json", "graphml", "gexf", "csv")
_TRUTH: Final = {"": True, "true": True, "1": True, "yes": True, "on": True, "false": False, "0": False, "no": False}


def network(site: Site, ask: Ask) -> Reply:
    """Give the network.

    :raises UsageError: where a setting is unknown, or settings do not go together.
    """
    from counterpoint.network import write_network

    format_ = _format(ask)
    body = write_network(site.corpus.projection(**settings_of(ask)), format_)
    name = f"network.{_ENDINGS.get(format_, format_)}"
    return Reply(body, FORMATS[format_], headers={"Content-Disposition": f'inline; filename="{name}"'})


def settings_of(ask: Ask) -> dict[str, Any]:
    """Read the settings of a network from an address.

    :raises UsageError: where one is unknown, or is neither yes nor no.
    """
    from counterpoint.network.settings import Settings

    known = {field.name: field.type for field in fields(Settings)}
    found: dict[str, Any] = {}
    for name, value in ask.query:
        if name == "format":
            continue
        if name not in known:
            raise UnknownNameError("setting of a network", name, nearest(name, known), known)
        if known[name] != "bool":
            if value:
                found[name] = value
        elif value.lower() in _TRUTH:
            found[name] = _TRUTH[value.lower()]
        else:
            raise UsageError(f'{name} is "{value}"', "write true or false")
    return found


def _format(ask: Ask) -> str:
    name = ask.get("format")
    if name and name not in FORMATS:
        raise UnknownNameError("format of a network", name, nearest(name, FORMATS), FORMATS)
    if name:
        return name
    offered = {FORMATS[format_].partition(";")[0]: format_ for format_ in _NEGOTIATED}
    return offered[choose(ask.accept, tuple(offered))]
