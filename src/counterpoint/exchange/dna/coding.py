"""From a database of DNA to a debate."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Final

from counterpoint.errors import Fault, UsageError
from counterpoint.exchange.debate import Debate, Membership, Ref, Source, Spot, Statement
from counterpoint.exchange.dna.opening import open_database
from counterpoint.exchange.dna.reading import Coded, Contents, Document, read_contents
from counterpoint.exchange.mapping import Mapped
from counterpoint.exchange.naming import tidy
from counterpoint.exchange.stances import Stances, stances_of
from counterpoint.exchange.tables.columns import guess
from counterpoint.matching import nearest

_USUAL: Final = {"speaker": "person", "organisation": "organization", "claim": "concept", "stance": "agreement"}
_FIELDS: Final = ("speaker", "organisation", "claim", "stance", "role", "topic", "mode")
_NO_PERSONS: Final = ("", "admin")
_SAMPLE: Final = 500
_ASTRAL: Final = re.compile("[\U00010000-\U0010ffff]")
"""Characters that take two units in UTF-16."""


def read_dna(path: Path, given: Mapped, stances: Collection[str]) -> tuple[Debate, Mapped, list[str]]:
    """Read a database of DNA, version 2 or 3.

    :param path: the file.
    :param given: what a person says of its variables and stances.
    :param stances: the stances that a record may have.
    :returns: the debate, which variable holds what, and the variables that become notes.
    :raises UsageError: where it is no database of DNA, or a variable that is needed is not found.
    """
    with open_database(path) as database:
        contents = read_contents(database, given.text("statement-type"))
        left_alone = database.left_alone
    mapped = _map(path, contents, given)
    coder = _Coder(path.name, contents, mapped, stances)
    debate = coder.code()
    for name in left_alone:
        debate.report.note(f"the database has a view or trigger {name}, which was neither run nor read")
    return debate, mapped, coder.others


def _map(path: Path, contents: Contents, given: Mapped) -> Mapped:
    variables = list(contents.variables)
    for field, name in given.columns.items():
        if field not in _FIELDS:
            raise UsageError(f"{field} is read of tables, and not of DNA", f"name variables for {', '.join(_FIELDS)}")
        if name not in variables:
            close = nearest(name, variables)
            hint = f"did you mean {close[0]}?" if close else f"there are {', '.join(variables)}"
            raise UsageError(f'{path} has no variable "{name}" for {field}', hint)
    rows = [[str(one.values.get(name, "")) for name in variables] for one in contents.statements[:_SAMPLE]]
    usual = {field: name for field, name in _USUAL.items() if name in variables}
    guessed = {field: name for field, name in guess(variables, rows).items() if field in _FIELDS}
    free = {field: name for field, name in guessed.items() if field not in usual and name not in usual.values()}
    columns = dict(given.columns) or {**usual, **free}
    if "claim" not in columns or not {"speaker", "organisation"} & columns.keys():
        hint = f"name variables under [columns] in a mapping: there are {', '.join(variables)}"
        raise UsageError(f"{path}: which variable is the claim, and which the speaker, is not known", hint)
    stance = columns.get("stance", "")
    values = {str(one.values[stance]) for one in contents.statements if stance in one.values}
    settings = {"statement-type": contents.type}
    return given.over(Mapped(columns, stances_of(sorted(values)), settings))


class _Coder:
    def __init__(self, file: str, contents: Contents, mapped: Mapped, stances: Collection[str]) -> None:
        self.file, self.contents, self.mapped = file, contents, mapped
        self.others = [name for name in contents.variables if name not in mapped.columns.values()]
        self._stances = Stances(mapped.stances, stances)
        self.debate = Debate()
        self.report = self.debate.report
        self._wide: dict[int, list[int]] = {}
        self._several_coders = len({one.coder for one in contents.statements}) > 1

    def code(self) -> Debate:
        """Make the debate."""
        self.report.note(
            f"a database of DNA {self.contents.version}; of it, the statements of the type {self.contents.type}"
        )
        documents = {one.identifier: one for one in self.contents.documents}
        for document in self.contents.documents:
            self._document(document)
        for coded in self.contents.statements:
            self._statement(coded, documents.get(coded.document))
        for label, count in self.contents.other_types.items():
            self.report.drop(f'statements of the type "{label}"', times=count)
        for text in self.contents.notes:
            self.report.note(text)
        for what, count in self.contents.further.items():
            if count:
                self.report.drop(what, times=count)
        return self.debate

    def _document(self, document: Document) -> None:
        title = tidy(document.title) or f"Document {document.identifier}"
        place = Spot(f"{self.file}, document {document.identifier}", document.identifier, 1)
        source = Source(
            str(document.identifier),
            title,
            {"published": [document.day]} if document.day else {},
            document.text,
            origin=place,
        )
        if author := tidy(document.more["author"]):
            source.details["author"] = [self.debate.name("person", author)]
        if publisher := tidy(document.more["source"]):
            source.details["publisher"] = [self.debate.name("organisation", publisher)]
        said = [f"{key}: {text}" for key in ("section", "type", "notes") if (text := tidy(document.more[key]))]
        if said:
            source.details["note"] = ["; ".join(said)]
        self.debate.sources[source.key] = source

    def _statement(self, coded: Coded, document: Document | None) -> None:
        shown = f"statement {coded.identifier}"
        place = Spot(f"{self.file}, {shown}", coded.identifier, 1)
        if document is None:
            self.report.drop("statements of documents that are not there", shown)
            return
        values = {field: tidy(str(coded.values.get(name, ""))) for field, name in self.mapped.columns.items()}
        claim, person, organisation = (values.get(field, "") for field in ("claim", "speaker", "organisation"))
        if not claim or not (person or organisation):
            self.report.drop(f"statements without a {'speaker' if claim else 'claim'}", shown)
            return
        if not (stance := self._stance(values.get("stance", ""), place)):
            return
        ref = self._name("claim", claim)
        if topic := values.get("topic"):
            about = self.debate.things[ref].details.setdefault("about", [])
            if (named := self.debate.name("topic", topic)) not in about:
                about.append(named)
        if coded.document not in self._wide:
            self._wide[coded.document] = _wide(document.text)
        start, end = (_characters(offset, self._wide[coded.document]) for offset in (coded.start, coded.stop))
        self.debate.statements.append(
            Statement(
                str(coded.document),
                self._name("speaker", person) if person else self._name("organisation", organisation),
                [(stance, ref)],
                at=(start, end),
                mode=values.get("mode", ""),
                capacities=self._capacities(person, organisation, values.get("role", "")),
                details=self._details(coded),
                origin=place,
                identifier=f"dna-{coded.identifier}",
            )
        )

    def _name(self, field: str, name: str) -> Ref:
        """Name a thing, and note what the database notes of it."""
        kind = {"speaker": "person"}.get(field, field)
        ref = self.debate.name(kind, name)
        attributes = self.contents.attributes.get((self.mapped.columns.get(field, ""), name), {})
        said = "; ".join(f"{key}: {text}" for key, value in attributes.items() if (text := tidy(value)))
        if said and "note" not in self.debate.things[ref].details:
            self.debate.things[ref].details["note"] = [said]
        return ref

    def _capacities(self, person: str, organisation: str, role: str) -> list[Membership] | None:
        if not person:
            return None
        if not (organisation or role):
            return []
        held = self.debate.name("role", role) if role else None
        return [Membership(held, self._name("organisation", organisation) if organisation else None)]

    def _stance(self, value: str, place: Spot) -> str:
        if "stance" not in self.mapped.columns or not value:
            self.report.change("statements without a stance, which only mention their claim", str(place))
            return "mentions"
        if stance := self._stances.read(value):
            return stance
        if problem := self._stances.problem(value):
            self.debate.faults.append(Fault(place, *problem))
        return ""

    def _details(self, coded: Coded) -> dict[str, list[str | Ref]]:
        said = [f"{name}: {text}" for name in self.others if (text := tidy(str(coded.values.get(name, ""))))]
        if self._several_coders or coded.coder.casefold() not in _NO_PERSONS:
            said.append(f"coded by {tidy(coded.coder)}")
        return {"note": ["; ".join(said)]} if said else {}


def _wide(text: str) -> list[int]:
    """List where the characters begin that Java counts twice, as it counts."""
    return [found.start() + number for number, found in enumerate(_ASTRAL.finditer(text))]


def _characters(units: int, wide: Sequence[int]) -> int:
    """Turn a place as Java counts, in units of UTF-16, into one in characters.

    :param wide: of the text, as :func:`_wide` gives it.

    >>> _characters(3, _wide("\U0001f319 rises")), _characters(1, _wide("\U0001f319")), _characters(9, _wide("moon"))
    (2, 1, 9)
    """
    before = bisect_left(wide, units)
    within = before > 0 and wide[before - 1] == units - 1
    return units - before + within
