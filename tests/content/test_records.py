"""The records that ship with Counterpoint, as data: what they quote, how they word it, and that nothing lies about."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
DEBATES = {"shipped": ROOT, "other": HERE / "other-debate", "second": ROOT / "examples" / "belief-and-law"}
CODING_PAGE = ROOT / "docs" / "explanation" / "coding-bmj-i631.md"
ARTICLE = "bmj-i631"

MOST_WORDS_QUOTED = 15
FEWEST_WORDS_LIFTED = 6

Record = dict[str, Any]


@cache
def records(debate: str) -> tuple[Record, ...]:
    return tuple(
        yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted((DEBATES[debate] / "graph").rglob("*.yaml"))
    )


def section(debate: str, name: str) -> dict[str, Record]:
    """Collect what the files of a debate define; a person in a source without a name only gets roles there."""
    return {
        identifier: thing
        for record in records(debate)
        for identifier, thing in record.get(name, {}).items()
        if "name" in thing
    }


def statements(debate: str) -> list[Record]:
    return [statement for record in records(debate) for statement in record.get("statements", [])]


def statements_of(source: str, debate: str = "shipped") -> list[Record]:
    found = [r["statements"] for r in records(debate) if r.get("source", {}).get("id") == source]
    return list(found[0])


def listed(value: Any) -> list[str]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def words(text: str) -> list[str]:
    return re.findall(r"\w+(?:[’'-]\w+)*", text.casefold())


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[i : i + length]) for i in range(len(found) - length + 1)}


def sentences(text: str) -> Iterator[str]:
    """Split a text into sentences, and what is said between quotation marks on its own as well."""
    spoken = re.findall("“([A-Z][^”]*)”", text)
    for passage in (text, *spoken):
        # The points of an ellipsis stand apart and end no sentence.
        for sentence in re.split(r"(?<=[^.\s][.?!])[”\s]+|\n+", passage):
            # Titles and subheadings end without a mark; speech may end with the comma before "he says".
            if sentence.endswith((".", "?", "!", ",")) and len(words(sentence)) > 2:
                yield sentence


@pytest.fixture(scope="session")
def article(shared: Path) -> str:
    """Give the text of the article that the shipped record codes, every character as it is."""
    return (shared / "seeds" / "000_484dde4830d1fc5e.txt").read_bytes().decode("utf-8")


@pytest.mark.parametrize("debate", DEBATES)
def test_evidence_is_short(debate: str) -> None:
    long = [s["quote"] for s in statements(debate) if len(s["quote"].split()) > MOST_WORDS_QUOTED]
    assert not long


def test_evidence_stands_where_the_record_says(article: str) -> None:
    assert [s["quote"] for s in statements_of(ARTICLE)] == [article[slice(*s["at"])] for s in statements_of(ARTICLE)]


@pytest.mark.parametrize("source", ["old-town-news", "old-town-report", "old-town-leaflet"])
def test_evidence_of_the_invented_debate_stands_where_the_record_says(source: str) -> None:
    text = (DEBATES["other"] / "texts" / f"{source}.txt").read_text(encoding="utf-8")
    found = statements_of(source, "other")
    assert [s["quote"] for s in found] == [text[slice(*s["at"])] for s in found]


def test_record_names_the_text_that_it_codes(article: str) -> None:
    digests = [r["source"]["text-digest"] for r in records("shipped") if r.get("source", {}).get("id") == ARTICLE]
    assert digests == [hashlib.sha256(article.encode()).hexdigest()]


def test_evidence_is_never_a_whole_sentence(article: str) -> None:
    whole = [
        s["id"]
        for s in statements_of(ARTICLE)
        for sentence in sentences(article)
        if tuple(words(sentence)) in runs(s["quote"], len(words(sentence)))
    ]
    assert not whole


def not_speech() -> set[str]:
    """Read the spans that the coding page lists as quoted words that are nobody's statement."""
    page = CODING_PAGE.read_text(encoding="utf-8")
    table = page.partition("## Quoted words that are not speech")[2].partition("\n## ")[0]
    return set(re.findall(r"^\| “([^”]+)” \|", table, flags=re.MULTILINE))


def test_every_quoted_sentence_is_coded_or_listed_as_no_speech(article: str) -> None:
    places = [s["at"] for s in statements_of(ARTICLE)]
    left = set()
    for span in re.finditer("“([^”]*)”", article):
        for sentence in re.finditer(r"[^.?!]+(?:\. \. \.[^.?!]+)?[.?!]?", span[1]):
            start, end = span.start(1) + sentence.start(), span.start(1) + sentence.end()
            if not any(first < end and last > start for first, last in places):
                left.add(sentence[0].strip(" ,."))
    assert left == not_speech()


def test_coding_page_names_only_statements_that_exist() -> None:
    speakers = "|".join(sorted({s["id"].rpartition("-")[0] for s in statements_of(ARTICLE)}))
    named = re.findall(rf"`((?:{speakers})-\d+)`", CODING_PAGE.read_text(encoding="utf-8"))
    assert named
    assert set(named) <= {s["id"] for s in statements_of(ARTICLE)}


def test_coding_page_counts_right() -> None:
    found = statements_of(ARTICLE)
    modes = [sum(s["mode"] == mode for s in found) for mode in ("direct", "reported", "paraphrased")]
    inferred = sum("inferred-by" in s for s in found)
    speakers = {s["speaker"] for s in found}
    assert len(speakers) == 7
    page = " ".join(CODING_PAGE.read_text(encoding="utf-8").split())
    assert f"{len(found)} statements by seven speakers about {len(section('shipped', 'claims'))} claims" in page
    assert "{} are direct, {} reported and {} paraphrased; {} are inferred".format(*modes, inferred) in page


@pytest.mark.parametrize("relation", ["implies", "contradicts", "refines"])
def test_coding_page_gives_every_relation_between_claims(relation: str) -> None:
    claims = section("shipped", "claims")
    page = CODING_PAGE.read_text(encoding="utf-8")
    for claim in claims.values():
        for other in listed(claim.get(relation)):
            first, second = (name.rstrip(".") for name in (claim["name"], claims[other]["name"]))
            assert f"| {first} | {relation} | {second} |" in page


@pytest.mark.parametrize("debate", DEBATES)
def test_everything_that_is_defined_is_used(debate: str) -> None:
    found = statements(debate)
    sources = [record["source"] for record in records(debate) if "source" in record]
    people = [thing for record in records(debate) for thing in record.get("people", {}).values()]
    roles = [role for person in people for role in person.get("roles", [])]
    organisations, claims, topics = (section(debate, name) for name in ("organisations", "claims", "topics"))
    own_roles = section(debate, "roles")
    stances = ("supports", "opposes", "qualifies", "mentions")
    used: dict[str, set[Any]] = {
        "people": {s["speaker"] for s in found} | {a for s in sources for a in listed(s.get("author"))},
        "organisations": {s["speaker"] for s in found}
        | {role.get("at") for role in roles}
        | {s.get("inferred-by") for s in found}
        | {name for s in sources for key in ("author", "publisher") for name in listed(s.get(key))}
        | {o.get("part-of") for o in organisations.values()},
        "claims": {claim for s in found for stance in stances for claim in listed(s.get(stance))},
        "topics": {topic for c in claims.values() for topic in listed(c.get("about"))}
        | {broader for t in topics.values() for broader in listed(t.get("broader"))},
        "roles": {role["role"] for role in roles} | {b for r in own_roles.values() for b in listed(r.get("broader"))},
    }
    unused = {name: set(section(debate, name)) - known for name, known in used.items()}
    assert not any(unused.values()), unused


@pytest.mark.parametrize("debate", DEBATES)
@pytest.mark.parametrize("name", ["people", "organisations", "claims", "topics"])
def test_no_two_things_have_one_name(debate: str, name: str) -> None:
    names = [thing["name"] for thing in section(debate, name).values()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("debate", DEBATES)
def test_claims_are_sentences_on_a_topic(debate: str) -> None:
    for claim in section(debate, "claims").values():
        assert re.fullmatch(r"[A-Z].*[^.]\.", claim["name"])
        assert claim["about"]


def test_claims_are_in_our_own_words(article: str) -> None:
    taken = runs(article, FEWEST_WORDS_LIFTED)
    lifted = [c["name"] for c in section("shipped", "claims").values() if runs(c["name"], FEWEST_WORDS_LIFTED) & taken]
    assert not lifted


def test_repository_holds_no_passage_of_the_article(
    article: str, repository: Path, repository_files: tuple[Path, ...]
) -> None:
    taken = runs(article, MOST_WORDS_QUOTED + 1)
    holding = []
    for name in repository_files:
        try:
            text = (repository / name).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if not taken.isdisjoint(runs(text, MOST_WORDS_QUOTED + 1)):
            holding.append(name)
    assert not holding
