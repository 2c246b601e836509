"""The evidence in short, and put back in the page."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest

from counterpoint.view.debate import Alignment, Claim, Debate, Role, Source, Speaker, Statement
from counterpoint.view.packing import pack
from counterpoint.view.payload import make_payload
from counterpoint.workspace import shipped

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HELD, CITED = Role("chair", "Union"), Role("guest", "City")


def intricate() -> Debate:
    """Make a debate with all that the shortening has a special case for."""
    speakers = (Speaker("http://x/person/ann", "Ann", roles=(HELD,)), Speaker("http://x/person/bob", "Bob"))
    claims = tuple(Claim(f"http://x/claim#{name}", name) for name in ("yes-please", "no-thanks", "c"))
    sources = (Source("http://x/source/daily-post", "The Daily Post"),)
    said = [
        # speaker, claim, roles, source, what its IRI ends on
        (0, 0, (HELD,), 0, "daily-post/ann-1/yes-please"),
        (1, 0, (CITED, HELD), 0, "daily-post/bob-1/yes-please"),
        (0, 1, (CITED,), None, "elsewhere/ann-ann/c/\x01\x02"),
        (1, 1, (), 0, "x"),
        (1, 2, (), 0, "daily-post/daily-post"),
    ]
    statements = tuple(
        Statement(
            f"http://x/statement/{end}",
            speakers[speaker].iri,
            claims[claim].iri,
            "supports",
            1.0,
            roles=roles,
            source="" if source is None else sources[source].iri,
        )
        for speaker, claim, roles, source, end in said
    )
    iris = [statement.iri for statement in statements]
    between = (speakers[0].iri, speakers[1].iri)
    alignments = (
        Alignment("1", 1, between, (claims[0].iri,), (iris[0], iris[1])),
        Alignment("2", 1, between, (claims[1].iri, claims[0].iri), (iris[0], iris[3])),
        Alignment("3", 1, between, (claims[2].iri,), (iris[4], iris[2])),  # the last one speaks to another claim
        Alignment("4", -1, between, (claims[1].iri,), ()),
    )
    return Debate(speakers, claims, statements, alignments, sources)


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize("which", ["intricate", "plain", "empty"])
def test_the_page_puts_back_what_was_left_out(browser: Browser, debate: Debate, which: str) -> None:
    whole = make_payload({"intricate": intricate(), "plain": debate, "empty": Debate()}[which]).evidence
    before = deepcopy(whole)
    short = json.loads(json.dumps(pack(whole)))
    assert whole == before
    script = shipped("viz", "network", "unpack.js").read_text(encoding="utf-8")
    page = browser.new_page()
    found: dict[str, Any] = page.evaluate(
        f"""(evidence) => {{ {script}
            unpack(evidence);
            evidence.statements.iri = evidence.statements.iri.map((_, at) => iriOfStatement(evidence, at));
            return evidence; }}""",
        short,
    )
    page.close()
    assert found["edges"]["until"] == whole["edges"]["until"]
    assert found["alignments"] == whole["alignments"]
    marks = str.maketrans("\x01\x02", "\ufffd\ufffd")
    iris = [whole["base"]["statements"] + iri.translate(marks) for iri in whole["statements"]["iri"]]
    assert found["statements"]["iri"] == iris

    def capacities(evidence: dict[str, Any]) -> list[list[int]]:
        return [evidence["capacities"][at] if at >= 0 else [] for at in evidence["statements"]["capacity"]]

    assert capacities(found) == capacities(whole)
    for speaker, roles in enumerate(whole["speakerRoles"]):
        assert found["speakerRoles"][speaker][: len(roles)] == roles


def test_what_follows_from_something_else_is_left_out() -> None:
    short = pack(make_payload(intricate()).evidence)
    assert "until" not in short["edges"]
    assert short["edges"]["count"] == [3, 1]
    assert short["statements"]["iri"] == [
        "\x01/\x02-1/\x03",
        "\x01/\x02-1/\x03",
        "elsewhere/\x02-\x02/c/\ufffd\ufffd",
        "x",
        "\x01/\x01",
    ]
    assert short["capacities"] == [[0], [0, 1], [1]]
    assert [short["abouts"][about] for about in short["alignments"]["about"]] == [[2], [1, 0, "and"], [0], [1]]
    assert short["alignments"]["statements"] == [[0, -3], [2, 1], [0, 1], []]
