"""From a debate to the data of records: one for each source, one for each kind of thing that is new."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from counterpoint.errors import Fault
from counterpoint.exchange.capacities import named
from counterpoint.exchange.debate import Debate, Details, Membership, Ref, Source, Statement, Thing
from counterpoint.exchange.known import Known
from counterpoint.exchange.naming import Ids, slug
from counterpoint.records.forms import RESPONSES
from counterpoint.vocabulary import KINDS

_MOST_COMPARED: Final = 300
"""New names that are compared with the known ones: more than that nobody looks at one by one."""
_ALIKE: Final = 85
"""How like another a name must be, in hundredths, to be taken for a spelling of it."""

Data = dict[str, Any]


class Assembly:
    """The data of the records that a debate makes in a workspace.

    :param debate: what the file holds; of which :func:`counterpoint.exchange.capacities.settle` has settled the roles.
    :param known: what the workspace knows already.
    """

    def __init__(self, debate: Debate, known: Known) -> None:
        self.debate, self.known, self.report = debate, known, debate.report
        self.faults: list[Fault] = []
        self.things: dict[str, Data] = {}
        """New things by section, then by id."""
        self.sources: dict[str, Data] = {}
        """Records by the id of their source."""
        self.source_ids: dict[str, str] = {}
        """Ids of the sources, by key."""
        self._ids: dict[Ref, str] = {}
        self._spaces: dict[str, Ids] = {}
        self._compared = 0
        new = [thing for thing in debate.things.values() if not self._is_known(thing)]
        for thing in new:
            self._identify(thing)
        for thing in new:
            about = self._details(thing.details)
            if held := self.debate.memberships.get(thing.ref):
                about["roles"] = [self._membership(one) for one in held]
            section = self.things.setdefault(KINDS[thing.ref.kind].section, {})
            section[self._ids[thing.ref]] = {"name": thing.name, **about} if about else thing.name
        self._identify_sources()

    def assemble(self) -> None:
        """Make the records of the sources; all statements have their evidence by then."""
        statements: dict[str, list[Statement]] = {}
        for statement in self.debate.statements:
            statements.setdefault(statement.source, []).append(statement)
        for key, own in statements.items():
            self._identify_statements(self.source_ids[key], own)
        for key, identifier in self.source_ids.items():
            self.sources[identifier] = self._source(self.debate.sources[key], identifier, statements.get(key, []))
        counts = {section: len(things) for section, things in self.things.items()}
        counts["statements"] = sum(len(record.get("statements", ())) for record in self.sources.values())
        self.report.carried |= {"sources": len(self.sources), **counts}

    def refer(self, ref: Ref) -> str:
        """Return the id of a thing as a record writes it."""
        return self._ids.get(ref, ref.key)

    def _is_known(self, thing: Thing) -> bool:
        kind = thing.ref.kind
        found = self.known.find(kind, thing.name, thing.identifier or slug(thing.name))
        if found:
            self._ids[thing.ref] = self.known.written(kind, found)
            what = f"{KINDS[kind].section} that are known already"
            self.report.carried[what] = self.report.carried.get(what, 0) + 1
            if thing.details and not self.known.says(kind, found, thing.details):
                self.report.drop("known things of which the file says more than the workspace", found)
            if thing.ref in self.debate.memberships:
                self.report.drop("roles of known people that no source cites", found)
        return bool(found)

    def _identify(self, thing: Thing) -> None:
        kind = thing.ref.kind
        space = "person" if kind == "organisation" else kind  # a key of a record may mean either
        if space not in self._spaces:
            self._spaces[space] = Ids(self.known.taken(space))
        self._ids[thing.ref] = identifier = self._spaces[space].make(thing.name, kind, thing.identifier)
        self._suggest(kind, thing.name, identifier)

    def _suggest(self, kind: str, name: str, identifier: str) -> None:
        """Note a new thing that may be a known one by another spelling."""
        from rapidfuzz import fuzz, process, utils

        others = self.known.names(kind)
        if not others or kind == "role" or self._compared >= _MOST_COMPARED:
            return
        self._compared += 1
        alike = process.extractOne(
            name, others, scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=_ALIKE
        )
        if alike:
            hint = f"counterpoint merge {identifier} {self.known.find(kind, alike[0])}"
            self.report.note(f'"{name}" is new beside "{alike[0]}"; where they are the same, {hint}')

    def _identify_sources(self) -> None:
        ids = Ids(self.known.taken("source"))
        for key, source in self.debate.sources.items():
            day = str(next(iter(source.details.get("published", ())), ""))
            if there := self.known.sources.get((source.title, day)):
                message = f'the source "{source.title}" is in the workspace already, as {there}'
                self.faults.append(Fault(source.origin, message, "leave it out of the file"))
            else:
                self.source_ids[key] = ids.make(source.title, "source", source.identifier)

    def _source(self, source: Source, identifier: str, statements: list[Statement]) -> Data:
        record: Data = {"source": {"id": identifier, "title": source.title, **self._details(source.details)}}
        if people := self._people(source):
            record["people"] = people
        if own := [self._statement(one, source) for one in statements]:
            record["statements"] = own
        return record

    def _people(self, source: Source) -> Data:
        cited = {}
        for person, held in source.memberships.items():
            cited[self.refer(person).rpartition(":")[2]] = {"roles": [self._membership(one) for one in held]}
        return dict(sorted(cited.items()))

    def _membership(self, one: Membership) -> Data:
        made: Data = {"role": self.refer(one.role)} if one.role else {}
        if one.organisation:
            made["at"] = self.refer(one.organisation).rpartition(":")[2]
        if one.former:
            made["former"] = True
        return made | dict(one.details)

    def _identify_statements(self, source: str, statements: list[Statement]) -> None:
        """Give an id to each statement that has one in the file, or that another one answers."""
        ids = Ids()
        for one in statements:
            if one.identifier or one.key:
                one.identifier = ids.make(one.identifier, "statement", one.identifier)
                self._ids[Ref("statement", one.key)] = f"{source}/{one.identifier}"

    def _statement(self, statement: Statement, source: Source) -> Data:
        entry: Data = {"id": statement.identifier} if statement.identifier else {}
        entry["speaker"] = self.refer(statement.speaker)
        if acting := named(self.debate, statement, source):
            entry["in-capacity"] = self._capacity(acting, source.memberships[statement.speaker])
        for stance, claim in statement.positions:
            claims = entry.setdefault(stance, [])
            if self.refer(claim) not in claims:
                claims.append(self.refer(claim))
        entry |= {stance: one[0] for stance, one in entry.items() if isinstance(one, list) and len(one) == 1}
        if not statement.mode:
            self.report.change("statements whose mode the file does not say, taken as reported")
        entry |= {"mode": statement.mode or "reported", "quote": statement.quote}
        if statement.at:
            entry["at"] = list(statement.at)
        entry |= self._details(statement.details)
        own = self.source_ids[statement.source] + "/"
        for key in RESPONSES:
            if key in entry:  # within a source, the id alone will do
                answered = [entry[key]] if isinstance(entry[key], str) else entry[key]
                shown = [one.removeprefix(own) for one in answered]
                entry[key] = shown if len(shown) > 1 else shown[0]
        return entry

    def _capacity(self, acting: list[Membership], held: list[Membership]) -> list[str]:
        roles = Counter(one.role for one in held)
        return [
            f"{written['role']}@{written['at']}" if roles[one.role] > 1 else written["role"]
            for one in acting
            if (written := self._membership(one))
        ]

    def _details(self, details: Details) -> Data:
        made: Data = {}
        for key, values in details.items():
            texts = [self.refer(value) if isinstance(value, Ref) else value for value in values]
            if texts:
                made[key] = texts if len(texts) > 1 else texts[0]
        return made
