"""A debate as a workspace: the record files that a person would write."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.synthetic.debate import Debate
from benchmarks.synthetic.quads import BASE
from benchmarks.synthetic.things import CURATORS, Membership, Source, Utterance


def write_workspace(debate: Debate, folder: Path, base: str = BASE) -> None:
    """Write a debate's configuration and records.

    :param debate: the debate.
    :param folder: where; made if it is not there.
    :param base: what all IRIs begin with.
    """
    (folder / "graph" / "sources").mkdir(parents=True, exist_ok=True)
    _write(folder / "counterpoint.toml", f'[workspace]\ntitle = "An invented debate"\nbase = "{base}"\n')
    _write(folder / "graph" / "organisations.yaml", "organisations:\n" + "".join(_organisations(debate)))
    _write(folder / "graph" / "topics.yaml", "topics:\n" + "".join(_topics(debate)))
    _write(folder / "graph" / "people.yaml", "people:\n" + "".join(_people(debate)))
    _write(folder / "graph" / "claims.yaml", "claims:\n" + "".join(_claims(debate)))
    for source in debate.sources():
        _write(folder / "graph" / "sources" / f"{source.identifier}.yaml", _source(source))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _id(path: str) -> str:
    return path.partition("/")[2]


def _organisations(debate: Debate) -> Iterator[str]:
    for path, name, part_of, same_as in debate.organisations:
        yield f"  {_id(path)}:\n    name: {name}\n"
        if part_of:
            yield f"    part-of: {_id(part_of)}\n"
        if same_as:
            yield f"    same-as: {same_as}\n"


def _topics(debate: Debate) -> Iterator[str]:
    for path, name, broader in debate.topics:
        yield f"  {_id(path)}:\n    name: {name}\n"
        if broader:
            yield f"    broader: {_id(broader)}\n"


def _people(debate: Debate) -> Iterator[str]:
    for person in debate.people:
        yield f"  {_id(person.path)}:\n    name: {person.name}\n"
        if person.same_as:
            yield f"    same-as: {person.same_as}\n"


def _claims(debate: Debate) -> Iterator[str]:
    for claim in debate.claims:
        yield f"  {_id(claim.path)}:\n    name: {claim.name}\n    about: {_flow(map(_id, claim.about))}\n"
        relations = {"contradicts": claim.contradicts, "implies": claim.implies, "refines": claim.refines}
        yield from (f"    {term}: {_id(other)}\n" for term, other in relations.items() if other)


def _source(source: Source) -> str:
    head = (
        "source:\n"
        f"  id: {source.identifier}\n"
        "  type: NewsArticle\n"
        f"  title: {source.title}\n"
        f"  author: {_id(source.author)}\n"
        f"  publisher: {_id(source.publisher)}\n"
        f"  published: {source.published}\n"
        f"  url: https://news.example/{source.identifier}\n"
        "  language: en\n"
        f"  text-digest: {source.digest}\n\n"
        "people:\n"
    )
    lines = [head]
    cited: dict[str, list[Membership]] = {}
    for membership in source.memberships:
        cited.setdefault(membership.person, []).append(membership)
    for person, memberships in cited.items():
        lines.append(f"  {_id(person)}:\n    roles:\n")
        lines += [f"      - {{{_role(membership)}}}\n" for membership in memberships]
    lines.append("\nstatements:\n")
    lines += [_utterance(utterance) for utterance in source.utterances]
    return "".join(lines)


def _role(one: Membership) -> str:
    values = {
        "role": one.role,
        "at": _id(one.at),
        "cited-as": one.cited_as,
        "former": "true" if one.former else "",
        "from": one.since,
        "until": one.until,
    }
    return ", ".join(f"{key}: {value}" for key, value in values.items() if value)


def _utterance(one: Utterance) -> str:
    claims: dict[str, list[str]] = {}
    for stance, claim in one.stances:
        claims.setdefault(stance, []).append(_id(claim))
    lines = [f"  - speaker: {_id(one.speaker)}\n"]
    if one.named:
        lines.append(f"    in-capacity: {one.named}\n")
    lines += [f"    {stance}: {_flow(iter(ids))}\n" for stance, ids in claims.items()]
    if one.answers:
        lines.append(f"    {one.how}: {one.answers.identifier}\n")
    if one.inferred:
        lines.append(f"    inferred-by: {_id(CURATORS)}\n")
    lines.append(f"    mode: {one.mode}\n    quote: {one.quote}\n    at: [{one.start}, {one.start + len(one.quote)}]\n")
    return "".join(lines)


def _flow(ids: Iterator[str]) -> str:
    listed = list(ids)
    return listed[0] if len(listed) == 1 else f"[{', '.join(listed)}]"
