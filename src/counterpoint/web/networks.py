"""The network as an API: the options of `counterpoint network`, the formats that other programs read."""

from __future__ import annotations

from collections import Counter
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

ZIP: Final = "application/zip"
_ELSEWHERE: Final = frozenset({"format", "window", "step"})
_ENDINGS: Final = {"csv-matrix": "csv", "pajek": "net"}
_NEGOTIATED: Final = ("json", "graphml", "gexf", "csv")
_TRUTH: Final = {"": True, "true": True, "1": True, "yes": True, "on": True, "false": False, "0": False, "no": False}


def network(site: Site, ask: Ask) -> Reply:
    """Give the network, or with a window an archive with one for each.

    :raises UsageError: where a setting or a name is unknown, or settings do not go together.
    """
    from counterpoint.network.exports import write_network
    from counterpoint.network.series import write_windows, zipped

    asked, format_ = settings_of(ask), _format(ask)
    window, step = ask.get("window"), ask.get("step")
    if step and not window:
        raise UsageError("a step is that of a window", "name the window")
    if window:
        body = zipped(write_windows(site.corpus.networks(window, step, **asked), format_))
        return Reply(body, ZIP, headers={"Content-Disposition": 'attachment; filename="networks.zip"'})
    body = write_network(site.corpus.projection(**asked), format_)
    name = f"network.{_ENDINGS.get(format_, format_)}"
    return Reply(body, FORMATS[format_], headers={"Content-Disposition": f'inline; filename="{name}"'})


def settings_of(ask: Ask) -> dict[str, Any]:
    """Read the settings of a network and what is asked for of the statements from an address.

    :raises UsageError: where one is unknown, there twice, or of the wrong form.
    """
    from counterpoint.network.choosing import KNOWN
    from counterpoint.network.settings import Settings
    from counterpoint.network.slicing import DIMENSIONS

    types = {field.name: field.type for field in fields(Settings)}
    found: dict[str, Any] = {}
    for name, number in Counter(name for name, _ in ask.query).items():
        if number > 1 and name in {*KNOWN, *_ELSEWHERE} and name.removeprefix("exclude_") not in DIMENSIONS:
            raise UsageError(f"{name} is there {number} times", "name it once")
    for name, value in ask.query:
        if name in _ELSEWHERE:
            continue
        if name not in KNOWN:
            raise UnknownNameError("setting of a network", name, nearest(name, KNOWN), KNOWN)
        if name.removeprefix("exclude_") in DIMENSIONS:
            found[name] = (*found.get(name, ()), value) if value else found.get(name, ())
        elif value or types.get(name) == "bool":
            found[name] = _value(name, value, str(types.get(name, "str")))
    return found


def _value(name: str, value: str, kind: str) -> Any:
    if kind == "bool":
        if value.lower() not in _TRUTH:
            raise UsageError(f'{name} is "{value}"', "write true or false")
        return _TRUTH[value.lower()]
    for number in (int, float):
        if kind.startswith(number.__name__):
            try:
                return number(value)
            except ValueError:
                raise UsageError(f'{name} is "{value}"', "write a number") from None
    return value


def _format(ask: Ask) -> str:
    name = ask.get("format")
    if name and name not in FORMATS:
        raise UnknownNameError("format of a network", name, nearest(name, FORMATS), FORMATS)
    if name:
        return name
    offered = {FORMATS[format_].partition(";")[0]: format_ for format_ in _NEGOTIATED}
    return offered[choose(ask.accept, tuple(offered))]
