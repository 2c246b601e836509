"""Queries as files: a header that describes them, and parameters that are replaced by RDF terms.

A parameter is a variable whose name begins with an underscore: ``?_speaker``, or ``?__topic`` for one that may be left
open. A tokeniser finds them, so none is found inside a string, an IRI or a comment, and what is put in their place is a
serialised term, so no value can break out of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from counterpoint.errors import WorkspaceError
from counterpoint.tokens import TOKEN
from counterpoint.vocabulary import XSD

Term = ox.NamedNode | ox.Literal

_HEADER: Final = re.compile(r"^#\+ ?(.*)$", re.MULTILINE)
_ADJOINING: Final = re.compile(r"[\w<\"'?$]")
"""What would make another token of a term right beside it."""
_DIGITS: Final = re.compile("[0-9]+")


@dataclass(frozen=True)
class Template:
    """One query file.

    :param name: the file's name without its ending.
    :param path: the file.
    """

    name: str
    path: Path

    @cached_property
    def text(self) -> str:
        """The query as it is written, header and all."""
        try:
            return self.path.read_text(encoding="utf-8-sig")
        except OSError as problem:
            raise WorkspaceError(f"{self.path} cannot be read: {problem.strerror}") from problem
        except UnicodeDecodeError as problem:
            raise WorkspaceError(f"{self.path} is not UTF-8", "save the query in UTF-8") from problem

    @cached_property
    def header(self) -> Mapping[str, Any]:
        """What the lines that begin with ``#+`` say, as YAML; every value is text; empty where there are none.

        :raises WorkspaceError: where they are no YAML mapping.
        """
        lines = "\n".join(_HEADER.findall(self.text))
        if not lines.strip():
            return {}
        import yaml

        try:
            if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(lines)):
                raise WorkspaceError(f"the #+ lines of {self.path} use an alias (*)", "write the value out")
            header = yaml.load(lines, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # noqa: S506 - text only
        except (yaml.YAMLError, RecursionError) as problem:
            raise WorkspaceError(
                f"the #+ lines of {self.path} are not valid YAML: {' '.join(str(problem).split())}"
            ) from problem
        if not isinstance(header, dict):
            raise WorkspaceError(f"the #+ lines of {self.path} are no keys and values", "write #+ summary: …")
        return header

    @property
    def summary(self) -> str:
        """What the query does, in one line."""
        return " ".join(str(self.header.get("summary", self.name)).split())

    @cached_property
    def parameters(self) -> Mapping[str, bool]:
        """The names of the parameters in order of the text; true for one that may be left open."""
        found: dict[str, bool] = {}
        for match in TOKEN.finditer(self.text):
            if match["name"]:
                found.setdefault(match["name"], match["parameter"][1:3] == "__")
        return found

    def bind(self, values: Mapping[str, Term | Sequence[Term]]) -> str:
        """Put terms in the place of parameters; one without a value stays a variable.

        :param values: a term for each name, or several for a parameter that stands inside ``VALUES``.
        """

        def replace(match: re.Match[str]) -> str:
            value = values.get(match["name"]) if match["name"] else None
            if value is None:
                return match[0]
            text = " ".join(map(_written, value)) if isinstance(value, Sequence) else _written(value)
            before = " " if match.start() and _ADJOINING.match(self.text, match.start() - 1) else ""
            after = " " if _ADJOINING.match(self.text, match.end()) else ""
            return before + text + after

        return TOKEN.sub(replace, self.text)


def _written(term: Term) -> str:
    """Write a term as SPARQL; a natural number in digits only, because after ``LIMIT`` no other form is allowed.

    >>> _written(ox.Literal(10)), _written(ox.Literal("10"))
    ('10', '"10"')
    """
    bare = isinstance(term, ox.Literal) and term.datatype.value == XSD + "integer" and _DIGITS.fullmatch(term.value)
    return term.value if bare else str(term)
