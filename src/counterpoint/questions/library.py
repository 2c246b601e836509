"""The library: questions by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from counterpoint.errors import UnknownNameError, UsageError
from counterpoint.matching import nearest
from counterpoint.questions.parameters import Parameter, read_parameters
from counterpoint.store.interface import Store
from counterpoint.templates import Template


class Question(Template):
    """A query file that answers a question."""

    @property
    def description(self) -> str:
        """What it answers and how it counts."""
        return " ".join(str(self.header.get("description", "")).split())

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
        given = {name.rstrip("_"): value for name, value in values.items() if value not in (None, "")}
        for name in given:
            if name not in self.typed:
                raise UnknownNameError(f"parameter of {self.name}", name, nearest(name, self.typed) or list(self.typed))
        missing = [name for name, parameter in self.typed.items() if name not in given and not parameter.optional]
        if missing:
            example = self.typed[missing[0]].example
            hint = f'as in {missing[0]}="{example}"' if example else self.typed[missing[0]].description
            raise UsageError(f'the question "{self.name}" needs {" and ".join(missing)}', hint)
        defaults = {name: parameter.default for name, parameter in self.typed.items() if parameter.default}
        return self.bind({name: self.typed[name].term(value, store) for name, value in {**defaults, **given}.items()})


class Library(Mapping[str, Question]):
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
            raise UnknownNameError("question", name, nearest(name, self._files))
        return Question(name, self._files[name])

    def __contains__(self, name: object) -> bool:
        return name in self._files

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)
