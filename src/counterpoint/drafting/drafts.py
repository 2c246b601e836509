"""Drafts: records that nobody has confirmed yet, as files, and what a confirmed one becomes.

A draft is a record with a section ``draft:`` more, and a key ``draft:`` more in each statement. No record has these, so
a draft is refused wherever a record is expected, and can't enter the graph by accident.
"""

from __future__ import annotations

import shlex
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from counterpoint.drafting.authorities import Names
from counterpoint.drafting.reading import ACCEPTED, OPEN, Data, listed, read_data, text_of
from counterpoint.errors import UsageError
from counterpoint.files import write_atomically
from counterpoint.matching import nearest
from counterpoint.records.quotations import digest
from counterpoint.records.reading import read
from counterpoint.records.schema import schema_line
from counterpoint.records.writing import write
from counterpoint.vocabulary import KINDS
from counterpoint.workspace import Workspace, is_record_name, record_files

HEADING: Final = """\
A draft: nothing of it is in the graph until each statement is accepted or rejected (counterpoint review) and it
is added (counterpoint add). Comments are not kept."""

_ABOUT: Final = ("article", "made", "made-by", "text-digest", "coders", "notes", "questions", "not-speech")
_FEW: Final = 5
"""So many drafts are named where one is not found."""
_BY_ID: Final = ("people", "organisations", "claims", "topics", "roles")


@dataclass
class Draft:
    """A draft and the text that it is of.

    :param path: its file.
    :param workspace: the debate that it is meant for.
    :param data: what it says: sections, keys and values; texts as they are written, offsets as numbers.
    :param text: the text of the article, which offsets count.
    """

    path: Path
    workspace: Workspace
    data: Data
    text: str

    @classmethod
    def read(cls, path: Path, workspace: Workspace) -> Draft:
        """Read a draft from its file, and its text: ``texts/ID.txt``, else the text beside it.

        :raises UsageError: where there is no such file, it is no draft, or the text is not the one that was drafted.
        :raises FaultsError: where it has faults of form.
        """
        data = read_data(path, workspace)
        return cls(path, workspace, data, text_of(path, data, workspace))

    def write(self) -> None:
        """Write the draft to its file, whole or not at all."""
        write_atomically(self.path, self.serialize())

    def serialize(self) -> bytes:
        """Return the bytes of the file; what has an id stands in order of ids."""
        schema = schema_line(self.workspace, self.path.absolute())
        return write(_in_order(self.data), heading=f"{schema}\n{HEADING}".lstrip()).encode()

    @property
    def shown(self) -> str:
        """The file's name, for messages."""
        return self.workspace.shown(self.path.absolute())

    @property
    def statements(self) -> list[Data]:
        """The statements, in the order of the text."""
        return list(self.data.get("statements") or ())

    @property
    def about(self) -> Data:
        """What the draft says of itself: the article, the text's digest, questions, what was set aside as no speech."""
        about: Data = self.data.setdefault("draft", {})
        return about

    @property
    def names(self) -> Names:
        """What the draft itself defines."""
        names = Names()
        for kind in KINDS.values():
            if kind.section not in _BY_ID:
                continue
            for identifier, thing in (self.data.get(kind.section) or {}).items():
                if name := thing.get("name") if isinstance(thing, Mapping) else thing:
                    names.of[kind.name][identifier] = str(name)
                if kind.name == "claim" and isinstance(thing, Mapping):
                    names.topics_of[identifier] = tuple(map(str, listed(thing.get("about"))))
        return names

    @property
    def new_coders(self) -> dict[str, str]:
        """Ids and names of those who confirmed statements here and whom no record defines yet."""
        return {str(coder): str(name) for coder, name in (self.about.get("coders") or {}).items()}


def state_of(statement: Mapping[str, Any]) -> str:
    """Tell what was decided of a statement; where nothing is said, it is open."""
    return str((statement.get("draft") or {}).get("state") or OPEN)


def find_draft(name: Path, workspace: Workspace) -> Path:
    """Find the file of a draft by its path, as seen from here or from the workspace, or by the id of its source alone.

    :raises UsageError: where there is none.
    """
    for path in (name, workspace.root / name, workspace.drafts / name, workspace.drafts / f"{name}.yaml"):
        if path.is_file() and not is_record_name(path.name):
            hint = f"counterpoint draft {shlex.quote(str(path))} makes one where it is an article"
            raise UsageError(f"{path} is no draft, whose name ends in .yaml", hint)
        if path.is_file():
            return path
    known = [workspace.shown(path) for path in record_files(workspace.drafts)]
    close = nearest(str(name), known, limit=1)
    more = f" and {len(known) - _FEW:,} more" if len(known) > _FEW else ""
    some = f"drafts are {', '.join(known[:_FEW])}{more}" if known else "counterpoint draft ARTICLE makes one"
    raise UsageError(f"there is no draft {name}", f"did you mean {close[0]}?" if close else some)


def added_as(draft: Draft) -> Path | None:
    """Find the record that a draft has become: in ``graph/sources/``, of its source, and of no other text."""
    place = draft.workspace.root / "graph" / "sources" / f"{draft.data['source']['id']}.yaml"
    noted = str(draft.data["source"].get("text-digest") or draft.about.get("text-digest") or digest(draft.text))
    try:
        record = read(draft.workspace.shown(place), place.read_bytes(), draft.workspace.vocabulary)
    except OSError:
        return None
    if record.source is None:
        return None
    said = record.source.text("text-digest").strip().casefold()
    return place if said in ("", noted.strip().casefold()) else None


def is_draft(path: Path) -> bool:
    """Tell whether a file is a draft: a YAML file with a section ``draft:``."""
    if not is_record_name(path.name) or not path.is_file():
        return False
    return any(line.startswith(b"draft:") for line in path.read_bytes().splitlines())


def finish(draft: Draft, *, define_coders: bool = True, may_be_empty: bool = False) -> str:
    """Return the text of the record that a draft has become: the accepted statements, and what they use.

    It begins with the comment by which editors find the schema of records, where the workspace has one.

    :param draft: a draft in which nothing is open.
    :param define_coders: define the people who confirmed it and are new (:attr:`Draft.new_coders`) in this record;
        otherwise another file has to.
    :param may_be_empty: return a record without statements where none was accepted.
    :raises UsageError: where a statement or a question about what is kept is open, or no statement was accepted.
    """
    accepted = [statement for statement in draft.statements if state_of(statement) == ACCEPTED]
    _refuse_unfinished(draft, may_be_empty=may_be_empty or bool(accepted))
    source = draft.data["source"]
    statements = [{key: value for key, value in item.items() if key != "draft" and value} for item in accepted]
    record: Data = {"source": source, "statements": statements}
    speakers = {_bare(item["speaker"]) for item in statements}
    authors = {_bare(author) for author in listed(source.get("author"))}
    record["people"] = _kept(draft, "people", speakers | authors)
    if define_coders:
        used = {_bare(str(item.get("confirmed-by"))) for item in statements}
        coders = {coder: {"name": name} for coder, name in draft.new_coders.items() if coder in used}
        record["people"] = {**coders, **record["people"]}
    memberships = [part for person in record["people"].values() for part in _memberships(person)]
    places = {_bare(part["at"]) for part in memberships if part.get("at")}
    record["roles"] = _closed(draft, "roles", {_bare(part["role"]) for part in memberships}, ("broader",))
    deciders = {_bare(item.get(key)) for item in statements for key in ("confirmed-by", "inferred-by")}
    wanted = speakers | authors | places | deciders | {_bare(one) for one in listed(source.get("publisher"))}
    record["organisations"] = _closed(draft, "organisations", wanted, ("part-of",))
    stances = draft.workspace.vocabulary.stances
    said = {_bare(claim) for item in statements for stance in stances for claim in listed(item.get(stance))}
    record["claims"] = _closed(draft, "claims", said, ("contradicts", "implies", "refines"))
    topics = {_bare(topic) for claim in record["claims"].values() for topic in _values(claim, ("about",))}
    record["topics"] = _closed(draft, "topics", topics, ("broader",))
    _refuse_questions(draft, {key for section in _BY_ID for key in record[section]} | {"source"})
    place = draft.workspace.root / "graph" / "sources" / f"{source['id']}.yaml"
    heading = schema_line(draft.workspace, place)
    return write(_in_order({section: value for section, value in record.items() if value}), heading=heading)


def _refuse_unfinished(draft: Draft, *, may_be_empty: bool) -> None:
    review = f"counterpoint review {shlex.quote(draft.shown)}"
    if left := sum(state_of(statement) == OPEN for statement in draft.statements):
        some = "1 statement is" if left == 1 else f"{left} statements are"
        raise UsageError(f"{some} still open in {draft.shown}", f"decide on them: {review}")
    if not may_be_empty:
        raise UsageError(f"no statement of {draft.shown} was accepted", f"accept some: {review}, or remove the draft")


def _refuse_questions(draft: Draft, used: set[str]) -> None:
    """Refuse to finish while it is not known who or what is meant that the record says something of."""
    asked = [question for question in listed(draft.about.get("questions")) if not question.get("answer")]
    if left := sum(bool(used & {*map(str, listed(question.get("of")))}) for question in asked):
        some = "1 question is" if left == 1 else f"{left} questions are"
        hint = f"answer them: counterpoint review {shlex.quote(draft.shown)}"
        raise UsageError(f"{some} still open in {draft.shown}", hint)


def _kept(draft: Draft, section: str, wanted: Collection[str]) -> Data:
    return {key: value for key, value in (draft.data.get(section) or {}).items() if key in wanted}


def _closed(draft: Draft, section: str, wanted: Iterable[str], keys: tuple[str, ...]) -> Data:
    """Keep the things that are used, and those that they in turn refer to."""
    queue, found = list(wanted), set()
    here = draft.data.get(section) or {}
    while queue:
        if (identifier := queue.pop()) in here and identifier not in found:
            found.add(identifier)
            queue += [_bare(value) for value in _values(here[identifier], keys)]
    return _kept(draft, section, found)


def _values(thing: Any, keys: tuple[str, ...]) -> list[str]:
    return [str(value) for key in keys for value in listed(thing.get(key))] if isinstance(thing, Mapping) else []


def _memberships(person: Any) -> list[Mapping[str, Any]]:
    roles = listed(person.get("roles")) if isinstance(person, Mapping) else []
    return [role if isinstance(role, Mapping) else {"role": role} for role in roles]


def _bare(reference: object) -> str:
    """Take the kind away from a reference such as ``person:bmj``."""
    return str(reference).rpartition(":")[2]


def _in_order(data: Data) -> Data:
    """Put the parts of a draft or record in order, whatever was done to it in which order."""
    ordered = {key: dict(sorted(value.items())) if key in _BY_ID and value else value for key, value in data.items()}
    if about := ordered.get("draft"):
        known = [key for key in _ABOUT if about.get(key)]
        ordered["draft"] = {key: about[key] for key in [*known, *sorted(about.keys() - {*_ABOUT})]}
    return ordered
