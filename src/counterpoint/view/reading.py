"""Read a debate from a store."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING

from counterpoint.pauses import no_collection
from counterpoint.view.debate import Alignment, Claim, Debate, Relation, Role, Source, Speaker, Statement
from counterpoint.view.relations import Relations, Tabular

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from counterpoint.view.debate import Reader, Sign

__all__ = ["Tabular", "read_debate"]

_SIGNS: dict[str, Sign] = {
    "https://w3id.org/counterpoint/ns#Agreement": 1,
    "https://w3id.org/counterpoint/ns#Disagreement": -1,
}


def read_debate(store: Tabular, *, title: str = "", tell: Callable[[float], None] = lambda _: None) -> Debate:
    """Read everything that the page shows from a store.

    :param store: where the statements and the alignments derived from them are.
    :param title: a heading for the page; left empty, a debate with one source has that source's title.
    :param tell: called with the share that is read, from 0 to 1, now and then.
    :returns: the debate, everything in it in the order of IRIs.
    """
    with no_collection():
        found = Relations(store, tell)
        names = found.first("name")
        labels = found.first("label") | found.first("concept") | names
        speaker, claim, stance = found.first("speaker"), found.first("claim"), found.first("stance")
        said = [iri for iri in sorted(speaker) if iri in claim and iri in stance]
        on_claim = found.all("on_claim")
        claims = {claim[iri] for iri in said}
        claims.update(*on_claim.values())
        roles = _roles(found, labels)
        sources = _sources(found, names)
        return Debate(
            speakers=_speakers({speaker[iri] for iri in said}, found, roles, names),
            claims=_claims(claims, found.all("about"), labels),
            statements=_statements(said, speaker, claim, stance, found, roles, labels),
            alignments=_alignments(found, on_claim, labels),
            sources=sources,
            relations=(
                *(Relation(claim, "implies", other) for claim, other in sorted(set(found.rows("implies")))),
                *(Relation(claim, "contradicts", other) for claim, other in sorted(set(found.rows("contradicts")))),
            ),
            left_out=len(set(found.rows("not_compared"))),
            title=title or (sources[0].title if len(sources) == 1 else ""),
        )


def _label(iri: str, labels: Mapping[str, str]) -> str:
    """Give a thing's label, or what its IRI ends on, as words."""
    return labels.get(iri) or iri.rstrip("/#").rpartition("/")[2].rpartition("#")[2].replace("-", " ")


def _roles(found: Relations, labels: Mapping[str, str]) -> dict[str, tuple[str, Role]]:
    """Give each membership's member and role, by the membership's IRI, in the order of these."""
    organisation, role, cited, former = (found.first(name) for name in ("organisation", "role", "cited_as", "former"))
    starts, ends = found.periods()
    roles: dict[str, tuple[str, Role]] = {}
    for membership, member in sorted(found.first("member").items()):
        start, end = starts.get(membership, ""), ends.get(membership, "")
        roles[membership] = (
            member,
            Role(
                title=_label(role[membership], labels) if membership in role else "",
                organisation=_label(organisation[membership], labels) if membership in organisation else "",
                cited_as=cited.get(membership, ""),
                former=former.get(membership) in {"true", "1"},
                period=f"{start[:4]}–{end[:4]}" if start or end else "",
            ),
        )
    return roles


def _speakers(
    iris: Iterable[str], found: Relations, roles: Mapping[str, tuple[str, Role]], names: Mapping[str, str]
) -> tuple[Speaker, ...]:
    organisations = found.subjects("organisations")
    held: dict[str, dict[Role, None]] = defaultdict(dict)
    for member, role in roles.values():
        held[member][role] = None
    return tuple(
        Speaker(
            iri,
            _label(iri, names),
            "organisation" if iri in organisations else "person",
            tuple(sorted(held.get(iri, ()), key=lambda role: (role.former, role.organisation, role.title))),
        )
        for iri in sorted(iris)
    )


def _claims(iris: Iterable[str], topics: Mapping[str, Sequence[str]], labels: Mapping[str, str]) -> tuple[Claim, ...]:
    return tuple(
        Claim(iri, _label(iri, labels), tuple(_label(topic, labels) for topic in topics.get(iri, ())))
        for iri in sorted(iris)
    )


def _statements(
    iris: Iterable[str],
    speaker: Mapping[str, str],
    claim: Mapping[str, str],
    stance: Mapping[str, str],
    found: Relations,
    roles: Mapping[str, tuple[str, Role]],
    labels: Mapping[str, str],
) -> tuple[Statement, ...]:
    mode, source, capacities, quotes = (
        found.first("mode"),
        found.first("quoted_from"),
        found.all("capacity"),
        found.quotes(),
    )
    stated, inferred = found.subjects("stated_by"), found.subjects("inferred_by")
    polarities = found.first("polarity")
    stances = {iri: (_label(iri, labels), _number(polarities.get(iri, ""))) for iri in set(stance.values())}
    modes = {iri: _label(iri, labels) for iri in set(mode.values())} | {"": ""}

    def statement(iri: str) -> Statement:
        word, polarity = stances[stance[iri]]
        said_by: Reader = "source" if iri in stated else "curator" if iri in inferred else ""
        return Statement(
            iri,
            speaker[iri],
            claim[iri],
            word,
            polarity,
            modes[mode.get(iri, "")],
            " […] ".join(quotes.get(iri, ())),
            tuple(roles[membership][1] for membership in capacities.get(iri, ()) if membership in roles),
            source.get(iri, ""),
            said_by,
        )

    return tuple(map(statement, iris))


def _number(text: str) -> float | None:
    """Read a polarity; what is none, or not finite, takes no side."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _alignments(
    found: Relations, on_claim: Mapping[str, Sequence[str]], labels: Mapping[str, str]
) -> tuple[Alignment, ...]:
    parties, basis, by_rule = found.all("party"), found.all("basis"), found.first("by_rule")
    rules = {iri: _label(iri, labels) for iri in set(by_rule.values())} | {"": ""}
    signs = {iri: _SIGNS[kind] for iri, kind in sorted(found.rows("alignment")) if kind in _SIGNS}

    def alignment(iri: str, sign: Sign, first: str, second: str) -> Alignment:
        behind = tuple(basis.get(iri, ()))
        return Alignment(iri, sign, (first, second), tuple(on_claim.get(iri, ())), behind, rules[by_rule.get(iri, "")])

    return tuple(
        alignment(iri, sign, *between) for iri, sign in signs.items() if len(between := parties.get(iri, ())) == 2
    )


def _sources(found: Relations, names: Mapping[str, str]) -> tuple[Source, ...]:
    date, url, identifier, publisher, author = (
        found.first(name) for name in ("date", "url", "identifier", "publisher", "author")
    )

    def source(iri: str) -> Source:
        number = identifier.get(iri, "")
        return Source(
            iri,
            _label(iri, names),
            date.get(iri, ""),
            url.get(iri) or (f"https://doi.org/{number}" if number.startswith("10.") else ""),
            _label(publisher[iri], names) if iri in publisher else "",
            _label(author[iri], names) if iri in author else "",
        )

    return tuple(map(source, sorted({source for _, source in found.rows("quoted_from")})))
