"""Find where terms are written in Turtle and SPARQL: parsers give what a file says, and not where."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urljoin

_TOKEN: Final = re.compile(
    r"""
      (?P<iri><[^<>"{}|^`\x00-\x20]*>)
    | (?P<comment>\#[^\r\n]*)
    | (?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
      | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*')
    | (?P<variable>[?$]\w+)
    | (?P<directive>@(?:prefix|base)\b)
    | (?P<tag>@[A-Za-z][\w-]*)
    | (?P<number>[+-]?(?:\d+\.\d+|\.\d+|\d+)(?:[eE][+-]?\d+)?)
    | (?P<blank>_:[\w.-]*\w)
    | (?P<name>(?P<prefix>(?:[^\W\d_](?:[\w.-]*[\w-])?)?):(?P<local>(?:[\w:%-]|\\.|\.(?=[\w:%-]))*))
    | (?P<word>[A-Za-z]+)
    | (?P<open>[\[({])
    | (?P<close>[\])}])
    | (?P<end>\.)
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True)
class Mention:
    """A term as it is written in a file.

    :param iri: what it stands for; what has a prefix that is not known is left out.
    :param line: from 1.
    :param column: from 1.
    :param subject: in Turtle, the IRI that the sentence around is about; empty where it is about none, and in SPARQL.
    :param leads: whether it is itself what the sentence is about.
    """

    iri: str
    line: int
    column: int
    subject: str = ""
    leads: bool = False


def mentions(text: str, *, prefixes: Mapping[str, str] | None = None, base: str = "") -> list[Mention]:
    """List the terms in a Turtle file or a SPARQL query, in order; not those in comments and strings.

    :param text: the file.
    :param prefixes: those that need no declaration.
    :param base: what relative IRIs begin with.

    >>> [found] = mentions("PREFIX ex: <urn:x#> ASK { ?s ex:p '<urn:no>' }")
    >>> found.iri, found.line, found.column
    ('urn:x#p', 1, 30)
    """
    return list(_Scanner(text, dict(prefixes or {}), base).scan())


class _Scanner:
    def __init__(self, text: str, prefixes: dict[str, str], base: str) -> None:
        self.text, self.prefixes, self.base = text, prefixes, base
        self._lines = [0, *(found.end() for found in re.finditer(r"\r\n|\n|\r", text))]
        self._declared = ""
        self._state = ""  # what a declaration waits for: the prefix, or the IRI
        self._subject, self._leading, self._depth = "", True, 0

    def scan(self) -> Iterator[Mention]:
        for token in _TOKEN.finditer(self.text):
            kind = token.lastgroup if token.lastgroup not in ("prefix", "local") else "name"
            if self._declares(token) or kind in ("comment", "tag"):
                continue
            if kind == "open":
                self._depth += 1
            elif kind == "close":
                self._depth -= 1
            elif kind == "end" and self._depth == 0:
                self._subject, self._leading = "", True
                continue
            elif iri := self._iri(token):
                leads = self._leading and self._depth == 0
                self._subject = iri if leads else self._subject
                yield self._mention(iri, token.start(), leads=leads)
            self._leading = False

    def _declares(self, token: re.Match[str]) -> bool:
        """Follow the declarations of prefixes and of the base."""
        word = (token["directive"] or token["word"] or "").lstrip("@").lower()
        if word in ("prefix", "base"):
            self._state = "prefix" if word == "prefix" else "base"
            self._leading = True
        elif self._state == "prefix" and token["name"] is not None:
            self._declared, self._state = token["prefix"], "iri"
        elif self._state in ("iri", "base") and token["iri"]:
            iri = self._whole(token["iri"][1:-1])
            if self._state == "base":
                self.base = iri
            else:
                self.prefixes[self._declared] = iri
            self._state = ""
        else:
            return False
        return True

    def _iri(self, token: re.Match[str]) -> str:
        if token["iri"]:
            return self._whole(token["iri"][1:-1])
        if token["name"] is not None and token["prefix"] in self.prefixes:
            return self.prefixes[token["prefix"]] + re.sub(r"\\(.)", r"\1", token["local"])
        return ""

    def _whole(self, iri: str) -> str:
        """Put the base before a relative IRI; to join them drops a # at the end, which ends many a namespace."""
        if not self.base or re.match(r"[A-Za-z][\w+.-]*:", iri):
            return iri
        return urljoin(self.base, iri) + ("#" if iri.endswith("#") else "")

    def _mention(self, iri: str, start: int, *, leads: bool) -> Mention:
        line = bisect_right(self._lines, start)
        return Mention(iri, line, start - self._lines[line - 1] + 1, self._subject, leads)


def mentions_in(path: Path, prefixes: Mapping[str, str] | None = None) -> list[Mention]:
    """List the terms in a file; none where it cannot be read, which whoever parses it will say.

    :param prefixes: those that need no declaration.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return []
    return mentions(text, prefixes=prefixes, base=path.absolute().as_uri() if path.suffix == ".ttl" else "")
