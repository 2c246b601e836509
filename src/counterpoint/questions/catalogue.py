"""The library: questions by name."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Final

from counterpoint.errors import UnknownNameError, UsageError
from counterpoint.matching import nearest
from counterpoint.questions.parameters import Parameter, read_parameters
from counterpoint.store.interface import Store
from counterpoint.templates import Template
from counterpoint.tokens import TOKEN

_FORM: Final = re.compile(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
_DERIVED: Final = re.compile(r"\bcp:(Agreement|Disagreement|Alignment|agreesWith|disagreesWith|party|basis)\b")


class Question(Template):
    """A query file that answers a question."""

    @property
    def description(self) -> str:
        """What it answers and how it counts."""
        return " ".join(str(self.header.get("description", "")).split())

    @property
    def rests_on_rules(self) -> bool:
        """Whether it asks for what the rules derive."""
        return _DERIVED.search(self.text) is not None

    @property
    def form(self) -> str:
        """What kind of query it is: SELECT, ASK, CONSTRUCT or DESCRIBE; empty where it is none."""
        bare = TOKEN.sub(lambda found: "" if found["comment"] or found["iri"] else found[0], self.text)
        found = _FORM.search(re.sub(r"(?i)\bPREFIX\s+\S*", "", bare))
        return found[1].upper() if found else ""

    @cached_property
    def typed(self) -> dict[str, Parameter]:
        """The parameters by name, in order of the query."""
        return read_parameters(self)

    def sparql(self, values: Mapping[str, object], store: Store) -> str:
        """Return the query with its parameters in place.

        :param values: what a person gave, by name of the parameter; empty text and None count as not given.
        :param store: where names are looked up.
        :raises UsageError: where a parameter is unknown, missing or of the wrong form.
        """
        given = {self._bare(name): value for name, value in values.items() if value is not None and value != ""}
        for name in given:
            if name not in self.typed:
                raise UnknownNameError(f"parameter of {self.name}", name, nearest(name, self.typed), self.typed)
        if missing := self.missing(given):
            examples = ", ".join(f'{parameter.name}="{parameter.example or "…"}"' for parameter in missing)
            raise UsageError(
                f'the question "{self.name}" needs {" and ".join(p.name for p in missing)}', f"as in {examples}"
            )
        defaults = {name: parameter.default for name, parameter in self.typed.items() if parameter.default}
        terms = {}
        for name, value in {**defaults, **given}.items():
            parameter = self.typed[name]
            terms[parameter.variable or name] = parameter.term(value, store)
        return self.bind(terms)

    def missing(self, given: Container[str]) -> list[Parameter]:
        """List the parameters that the question needs and that are not given."""
        return [parameter for name, parameter in self.typed.items() if name not in given and not parameter.optional]

    def _bare(self, name: str) -> str:
        return name if name in self.typed else name.rstrip("_")


class Catalogue(Mapping[str, Question]):
    """The questions of a workspace.

    :param files: query files by name.
    """

    def __init__(self, files: Mapping[str, Path]) -> None:
        self._files = files

    def __getitem__(self, name: str) -> Question:
        """Return a question.

        :raises UnknownNameError: where there is none of that name; it carries the nearest.
        """
        if name not in self._files:
            otherwise = "counterpoint questions lists them"
            raise UnknownNameError("question", name, nearest(name, self._files), self._files, otherwise)
        return Question(name, self._files[name])

    def __contains__(self, name: object) -> bool:
        return name in self._files

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)
