"""Write a record in the house's style: the same data gives the same bytes, one statement a block.

Only for what a program makes as a whole; a file that a person has edited is changed at places (`editing`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from counterpoint.records.forms import SECTIONS

_KEYS: Final = (
    *("id", "type", "title", "name", "author", "publisher", "published", "doi", "url", "licence", "language"),
    *("text-digest", "speaker", "role", "at", "former", "cited-as", "from", "until", "in-capacity"),
    *("about", "contradicts", "implies", "refines", "broader", "part-of", "same-as", "roles"),
)
"""Keys in the order in which a reader expects them; a stance and others that are not here come next."""
_LAST: Final = (
    *("mode", "quote", "before", "after", "responds-to", "endorses", "rebuts", "inferred-by"),
    *("proposed-by", "confirmed-by", "confirmed", "description", "note", "draft"),
)
_WIDTH: Final = 120
_PLAIN: Final = re.compile(r"[^\W_](?:[\w .,;()/’‘“”…–—'\"+?!%&*@=£€$-]|:(?=\S))*")
"""Text that needs no quotation marks in a block: it begins with a letter or digit and holds no sign of YAML."""
_SIGNS: Final = frozenset(",[]{}?")
_WORDS: Final = frozenset({"null", "true", "false", "yes", "no", "on", "off", "~"})

Data = Mapping[str, Any]


def write(record: Data, *, heading: str = "") -> str:
    """Write a record.

    :param record: its sections, each as YAML would give it: mappings, lists, text; ``at`` as two numbers.
    :param heading: what stands above as a comment, one line or several.
    :returns: the text of the file; to write what it says again gives the same text.

    >>> print(write({"claims": {"early": {"name": "Spring comes early.", "about": ["seasons"]}}}), end="")
    claims:
      early:
        name: Spring comes early.
        about: [seasons]
    """
    sections = [*SECTIONS, *(name for name in record if name not in SECTIONS)]
    blocks = ["\n".join(_section(name, record[name])) for name in sections if record.get(name)]
    comment = "".join(f"# {line}".rstrip() + "\n" for line in heading.splitlines())
    return comment + "\n\n".join(blocks) + "\n" * bool(blocks)


def entry(value: Data, *, indent: int = 0, item: bool = False) -> list[str]:
    """Write one mapping as the lines of a block.

    :param value: its keys and values.
    :param indent: how many spaces stand before each line.
    :param item: whether it is an item of a list, and so begins with a hyphen.
    """
    lines = [line for key in _in_order(value) for line in _pair(key, value[key])]
    if item:
        lines = [("- " if number == 0 else "  ") + line for number, line in enumerate(lines)]
    return [(" " * indent + line).rstrip() for line in lines]


def scalar(value: object, *, flow: bool = False) -> str:
    """Write one value, between quotation marks where YAML would read it otherwise.

    :param value: text, a number or a truth value.
    :param flow: whether it stands between brackets or braces.

    >>> scalar("as it were"), scalar("Leaders: who?"), scalar("a, b", flow=True), scalar("no")
    ('as it were', '"Leaders: who?"', '"a, b"', '"no"')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    plain = _PLAIN.fullmatch(text) and not text.endswith((" ", ":")) and "  " not in text and " #" not in text
    if plain and text.lower() not in _WORDS and not (flow and _SIGNS & set(text)):
        return text
    return _quoted(text)


def _quoted(text: str) -> str:
    escaped = "".join(_ESCAPES.get(sign) or (sign if sign.isprintable() else _code(sign)) for sign in text)
    return f'"{escaped}"'


_ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def _code(sign: str) -> str:
    number = ord(sign)
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def _section(name: str, value: Any) -> Iterator[str]:
    yield f"{name}:"
    if isinstance(value, Mapping) and name in ("source", "draft"):
        yield from entry(value, indent=2)
    elif isinstance(value, Mapping):
        for identifier, about in value.items():
            if isinstance(about, Mapping):
                yield f"  {scalar(identifier)}:"
                yield from entry(about, indent=4)
            else:
                yield f"  {scalar(identifier)}: {scalar(about)}"
    else:
        for number, statement in enumerate(value):
            if number:
                yield ""
            yield from entry(statement, indent=2, item=True)


def _in_order(value: Data) -> list[str]:
    first = [key for key in _KEYS if key in value and key != "at"]
    last = [key for key in _LAST if key in value]
    between = [key for key in value if key not in first and key not in last and key != "at"]
    place = ["at"] * ("at" in value)
    # Of a statement, the offsets follow the quote; of a membership, the organisation follows the role.
    if "quote" in last:
        where = last.index("quote") + 1
        return [*first, *between, *last[:where], *place, *last[where:]]
    where = first.index("role") + 1 if "role" in first else len(first)
    return [*first[:where], *place, *first[where:], *between, *last]


def _pair(key: str, value: Any) -> list[str]:
    if isinstance(value, Mapping):
        flow = _flow(value)
        return [f"{key}: {flow}"] if len(flow) <= _WIDTH - 20 else [f"{key}:", *entry(value, indent=2)]
    if isinstance(value, str) or not isinstance(value, Sequence):
        return [f"{key}: {scalar(_typed(key, value))}"]
    flow = _flow(value)
    if key == "at" or len(flow) + len(key) <= _WIDTH - 20:
        return [f"{key}: {flow}"]
    return [f"{key}:", *(f"  - {_flow(item)}" for item in value)]


def _flow(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + _joined(f"{key}: {_flow(_typed(key, value[key]))}" for key in _in_order(value)) + "}"
    if isinstance(value, str) or not isinstance(value, Sequence):
        return scalar(value, flow=True)
    return "[" + _joined(map(_flow, value)) + "]"


def _typed(key: str, value: Any) -> Any:
    """Take a truth value that was read as text for what it is."""
    return value == "true" if key == "former" and value in ("true", "false") else value


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(parts)
