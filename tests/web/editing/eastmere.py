"""A debate about a weir, an article that nobody wrote, and drafts of it as the machine would make them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from counterpoint.records.writing import write

TEXT = """\
The town that wants its river back

"The weir was built for mills that closed a century ago," said Dr Marta Lindqvist, senior hydrologist at the Rivers \
Institute. "We pay every year to keep a wall that nobody needs, and the salmon pay more than we do."

She believes that taking it out would cut the risk of floods in the old quarter. "Water wants somewhere to go," she \
added.

Tom Okafor, who chairs the harbour association, does not accept that. "Without the weir there is no harbour, and \
without the harbour there is no Eastmere," he told the meeting. According to Okafor, forty jobs depend on boats that \
need deep water.

The council's own report, "Options for the Lower Reach", puts the cost at three million. "I have fished here since I \
was six," one man shouted from the back.
"""

GRAPH = """\
topics:
  weir: The weir
  floods: Floods
claims:
  weir-serves-nobody: {name: The weir no longer serves a purpose., about: weir}
  removal-cuts-floods: {name: Taking the weir out cuts the risk of floods., about: [weir, floods]}
  harbour-needs-weir: {name: The harbour depends on the weir., about: weir}
  repairs-cost-much: {name: Repairing the weir costs too much., about: weir}
people:
  jane-doe: Jane Doe
  thomas-okafor: Thomas Okafor
roles:
  senior-hydrologist: {name: senior hydrologist}
"""

QUESTION = {
    "id": "okafor",
    "kind": "person",
    "of": ["tom-okafor"],
    "text": "Is Tom Okafor the Thomas Okafor whom the debate knows?",
    "candidates": ["thomas-okafor"],
}
ASIDE = '"Options for the Lower Reach"'
SIMILAR = ["weir-serves-nobody", "removal-cuts-floods", "harbour-needs-weir"]


def statement(
    identifier: str, words: str, quote: str, speaker: str = "", mode: str = "direct", **about: Any
) -> dict[str, Any]:
    """Draft a statement of some words of the text."""
    start = TEXT.index(words)
    at = TEXT.index(quote, start)
    return {
        "id": identifier,
        **({"speaker": speaker} if speaker else {}),
        "mode": mode,
        "quote": quote,
        "at": [at, at + len(quote)],
        "draft": {
            "paragraph": 1 + TEXT.count("\n\n", 0, start),
            "utterance": [start, start + len(words)],
            "rule": "quote-verb",
            "confidence": 0.84,
            **about,
        },
    }


def statements() -> list[dict[str, Any]]:
    """Draft the statements of the text."""
    proposal = {
        "stance": "supports",
        "wording": "The weir costs more than it is worth.",
        "model": "m",
        "prompt": "claims 2",
    }
    return [
        statement(
            "weir-1", '"The weir was built for mills that closed a century ago,"', "built for mills", "marta-lindqvist"
        ),
        statement(
            "weir-2",
            '"We pay every year to keep a wall that nobody needs, and the salmon pay more than we do."',
            "keep a wall that nobody needs",
            "marta-lindqvist",
            similar=SIMILAR,
            proposal=proposal,
        ),
        statement(
            "floods-1",
            "taking it out would cut the risk of floods in the old quarter",
            "cut the risk of floods",
            "marta-lindqvist",
            "reported",
            similar=SIMILAR[1:],
        ),
        statement("water-1", '"Water wants somewhere to go,"', "Water wants somewhere to go", "marta-lindqvist"),
        statement(
            "harbour-1", "forty jobs depend on boats that need deep water", "forty jobs", "tom-okafor", "reported"
        ),
        statement("fished-1", '"I have fished here since I was six,"', "fished here since I was six"),
    ]


def furnish(root: Path) -> Path:
    """Make the debate, without any draft."""
    for folder in ("graph/sources", "drafts", "texts"):
        (root / folder).mkdir(parents=True)
    (root / "counterpoint.toml").write_text('[workspace]\ntitle = "The weir at Eastmere"\n')
    (root / "graph" / "base.yaml").write_text(GRAPH)
    return root


def draft(root: Path, name: str, said: Sequence[dict[str, Any]] | None = None, text: str = TEXT, **more: Any) -> Path:
    """Write a draft and its text; what is given goes before what the article says."""
    aside = text.find(ASIDE)
    about = {
        "text-digest": hashlib.sha256(text.encode()).hexdigest(),
        "questions": [],
        "not-speech": [{"id": "title", "at": [aside, aside + len(ASIDE)], "reason": "a title"}] if aside >= 0 else [],
    }
    record: dict[str, Any] = {
        "draft": {**about, **more.pop("about", {})},
        "source": {
            "id": name,
            "title": "The town that wants its river back",
            "type": "NewsArticle",
            "published": "2026-02-27",
        },
        "people": {
            "marta-lindqvist": {
                "name": "Marta Lindqvist",
                "roles": [{"role": "senior-hydrologist", "at": "rivers-institute"}],
            },
            "tom-okafor": {"name": "Tom Okafor"},
        },
        "organisations": {"rivers-institute": {"name": "Rivers Institute"}},
        "statements": list(statements() if said is None else said),
        **more,
    }
    path = root / "drafts" / f"{name}.yaml"
    path.write_text(write(record))
    (root / "texts" / f"{name}.txt").write_text(text)
    return path
