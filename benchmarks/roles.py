"""Roles and organisations found whole, on articles labelled by hand, beside a regular expression.

Labels of articles are in roles_labels.yaml; the articles are in the folder that COUNTERPOINT_SHARED names (else
``shared`` beside the checkout). Passages that were invented, with their labels, are in roles_invented.yaml: they are
read with ``--invented``, or any others of that form with ``--data FILE``.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NamedTuple

import click
import yaml

from benchmarks.measuring import REPOSITORY, report, table
from counterpoint.drafting.attribution import attribute
from counterpoint.drafting.attribution.paragraphs import find_paragraphs
from counterpoint.drafting.attribution.results import Attribution, Span, Voice
from counterpoint.drafting.names import folded
from counterpoint.drafting.roles import find_roles
from counterpoint.drafting.roles.lexicon import lexicon

LABELS: Final = Path(__file__).with_name("roles_labels.yaml")
INVENTED: Final = Path(__file__).with_name("roles_invented.yaml")
HALVES: Final = ("develop", "test")
WHICH: Final = {
    "develop": "Articles that rules were developed on",
    "test": "Articles that were kept aside at first",
    "first": "Invented passages, first round",
    "second": "Invented passages, second round",
    "third": "Invented passages, third round",
    "": "Articles given",
}
BASELINE: Final = "as labelled, a regular expression"
MEASURES: Final = ("role", "organisation", "both", "former")


class Said(NamedTuple):
    """A role that somebody is said to have."""

    who: str
    role: str
    organisation: str
    former: bool


@dataclass(frozen=True)
class Label:
    """A role as labelled, with the forms that are as right."""

    who: str
    roles: frozenset[str]
    organisations: frozenset[str]
    former: bool
    optional: bool

    @classmethod
    def read(cls, entry: Mapping[str, Any]) -> Label:
        return cls(
            entry["who"],
            frozenset(map(folded, [entry["role"], *entry.get("also", ())])),
            frozenset(map(folded, [entry.get("organisation", ""), *entry.get("organisation-also", ())])),
            bool(entry.get("former")),
            bool(entry.get("optional")),
        )

    def has_role(self, said: Said) -> bool:
        return folded(said.role) in self.roles

    def has_organisation(self, said: Said) -> bool:
        return folded(said.organisation) in self.organisations


@dataclass
class Count:
    """Labels found, labels there are, and what was found in all."""

    hits: int = 0
    labelled: int = 0
    found: int = 0

    def cells(self) -> list[str]:
        precision = self.hits / self.found if self.found else 0.0
        recall = self.hits / self.labelled if self.labelled else 0.0
        return [f"{precision:.2f}", f"{recall:.2f} ({self.hits} of {self.labelled})"]


@dataclass
class Score:
    """The counts of each measure, and what went wrong."""

    counts: dict[str, Count] = field(default_factory=lambda: {name: Count() for name in MEASURES})
    errors: list[str] = field(default_factory=list)

    def add(self, name: str, labels: list[Label], found: list[Said]) -> None:
        """Count one article: each label is found once, and what is found is right for one label."""
        tests: dict[str, Callable[[Label, Said], bool]] = {
            "role": lambda label, said: label.has_role(said) and bool(said.role),
            "organisation": lambda label, said: label.has_organisation(said) and bool(said.organisation),
            "both": lambda label, said: label.has_role(said) and label.has_organisation(said),
            "former": lambda label, said: label.has_role(said) and label.former and said.former,
        }
        counted: dict[str, Callable[[Label], bool]] = {
            "role": lambda label: "" not in label.roles,
            "organisation": lambda label: "" not in label.organisations,
            "both": lambda _: True,
            "former": lambda label: label.former,
        }
        claims: dict[str, Callable[[Said], bool]] = {
            "role": lambda said: bool(said.role),
            "organisation": lambda said: bool(said.organisation),
            "both": lambda _: True,
            "former": lambda said: said.former,
        }
        for measure, count in self.counts.items():
            left = list(found)
            for label in sorted(labels, key=lambda one: one.optional):
                hit = next((said for said in left if said.who == label.who and tests[measure](label, said)), None)
                if hit is not None:
                    left.remove(hit)
                if not label.optional and counted[measure](label):
                    count.labelled += 1
                    count.hits += hit is not None
                    count.found += hit is not None
                    if hit is None and measure == "both":
                        self.errors.append(
                            f"{name}: missed {label.who}: {set(label.roles)}, {set(label.organisations)}"
                        )
                elif hit is not None and not label.optional:
                    count.found += claims[measure](hit)
            wrong = [said for said in left if claims[measure](said)]
            count.found += len(wrong)
            if measure == "both":
                self.errors += [f"{name}: wrong {said}" for said in wrong]


def people(entry: Mapping[str, Any]) -> list[str]:
    """List the speakers of an article, as labelled."""
    return [*dict.fromkeys([*(one["who"] for one in entry["roles"]), *entry["without"]])]


def cast(text: str, names: Iterable[str]) -> Attribution:
    """Give the voices of an article as they are labelled, as if attribution had found all of them."""
    voices = []
    for name in names:
        whole = [Span(*found.span()) for found in re.finditer(rf"\b{re.escape(name)}\b", text)]
        surname = [Span(*found.span()) for found in re.finditer(rf"\b{re.escape(name.split()[-1])}\b", text)]
        alone = [one for one in surname if not any(other.overlaps(one) for other in whole)]
        voices.append(Voice(name, "person", tuple(sorted([*whole, *alone]))))
    return Attribution(tuple(voices), (), (), tuple(find_paragraphs(text)), english=True)


def ours(text: str, names: list[str]) -> list[Said]:
    """Find roles by our rules, for voices as labelled."""
    attribution = cast(text, names)
    found = find_roles(text, attribution)
    return [Said(attribution.voices[one.voice].name, one.role, one.organisation, one.former) for one in found]


def end_to_end(text: str, names: list[str]) -> list[Said]:
    """Find roles by our rules, for the voices that attribution finds; of others than those labelled none counts."""
    attribution = attribute(text)
    who = {number: same(voice.name, names) for number, voice in enumerate(attribution.voices)}
    return [
        Said(who[one.voice], one.role, one.organisation, one.former)
        for one in find_roles(text, attribution)
        if who[one.voice]
    ]


def same(name: str, names: list[str]) -> str:
    """Give the labelled person whom a voice's name means, or an empty string."""
    words = folded(name).split()
    fits = [one for one in names if set(folded(one).split()) <= {*words}]  # "Bern MP" is Bern
    return fits[0] if fits else ""


def baseline(text: str, names: list[str]) -> list[Said]:
    """Find roles by a regular expression: what stands between name and comma, or before the name."""
    found = []
    for name in names:
        after = re.compile(
            rf"{re.escape(name)},? (?:who is )?(?:(?:a|an|the) )?(?P<former>former |ex-)?(?P<role>[a-z][a-z -]+?)"
            r"(?: (?:at|of|for) (?:the )?(?P<place>[A-Z][^,.;]+))?[,.;]"
        )
        before = re.compile(rf"(?P<place>(?:[A-Z][\w.]+ )*?)(?P<role>[A-Z]?[a-z]+(?: [a-z]+)?),? {re.escape(name)}")
        match = after.search(text) or before.search(text)
        if match:
            former = bool(match.groupdict().get("former"))
            found.append(Said(name, match["role"].strip(), (match["place"] or "").strip(), former))
    return found


WAYS: Final[Mapping[str, Callable[[str, list[str]], list[Said]]]] = {
    "as labelled, ours": ours,
    "found by attribution, ours": end_to_end,
    BASELINE: baseline,
}


def articles() -> Iterator[tuple[str, str]]:
    """Give the name and the text of each article."""
    shared = Path(os.environ.get("COUNTERPOINT_SHARED") or REPOSITORY.parent / "shared")
    corpus = shared / "data" / "attribution" / "gum-news-dev.json"
    if not corpus.is_file():
        sys.exit(f"the articles are not here: {corpus}; COUNTERPOINT_SHARED can name their folder")
    for one in json.loads(corpus.read_text(encoding="utf-8")):
        yield one["id"], one["text"]
    for path in (shared / "seeds").glob("*.txt"):
        yield "bmj-i631", path.read_bytes().decode()


def checked(labels: Mapping[str, Any], texts: Mapping[str, str]) -> None:
    """Stop where a label's words do not stand at its offsets."""
    for name, entry in labels.items():
        for one in entry["roles"]:
            for words, place in (("role", "at"), ("organisation", "place")):
                if one.get(words) and texts[name][slice(*one[place])] != one[words]:
                    sys.exit(f"{LABELS.name}: {name}: {one[words]!r} does not stand at {one[place]}")


def invented(path: Path) -> dict[str, Any]:
    """Read passages with their labels; each line break in a text is a space, as they are wrapped.

    It stops where a label's words do not stand in the passage.
    """
    passages = yaml.safe_load(path.read_text(encoding="utf-8"))
    for name, entry in passages.items():
        entry["text"] = re.sub(r"(?<!\n)\n(?!\n)", " ", entry["text"])
        wanted = [one for one in entry["roles"] if not one.get("optional")]
        words = [one.get(key, "") for one in wanted for key in ("who", "role", "organisation")]
        for one in (*words, *entry["without"]):
            # A role that a verb says ("who owns") is labelled with its noun, among others.
            if one not in entry["text"] and one not in lexicon().verbs.values():
                sys.exit(f"{path.name}: {name}: {one!r} does not stand in the passage")
    return dict(passages)


def measured(labels: Mapping[str, Any], texts: Mapping[str, str], group: str, *, errors: bool) -> list[str]:
    """Measure each way on the articles of one half or round."""
    inside = {name: entry for name, entry in labels.items() if (entry.get("half") or entry.get("round") or "") == group}
    rows = []
    for way, find in WAYS.items():
        score = Score()
        for name, entry in inside.items():
            score.add(name, [Label.read(one) for one in entry["roles"]], find(texts[name], people(entry)))
        rows.append([way, *(cell for count in score.counts.values() for cell in count.cells())])
        if errors and way != BASELINE:
            print(way, *score.errors, "", sep="\n")
    header = ["voices and way", *(f"{name} {what}" for name in MEASURES for what in ("P", "R"))]
    return [f"{WHICH.get(group, group)} ({len(inside)} articles):", table(header, rows)]


@click.command(help=__doc__)
@click.option("--errors", is_flag=True, help="Print what was missed and what is wrong.")
@click.option("--invented", "own", is_flag=True, help="Read the invented passages only.")
@click.option("--data", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Passages with labels.")
def main(errors: bool, own: bool, data: Path | None) -> None:
    parts = []
    if data is None and not own:
        labels = yaml.safe_load(LABELS.read_text(encoding="utf-8"))
        texts = dict(articles())
        checked(labels, texts)
        for half in HALVES:
            parts += measured(labels, texts, half, errors=errors)
    passages = invented(data or INVENTED)
    texts = {name: entry["text"] for name, entry in passages.items()}
    for group in dict.fromkeys(entry.get("round", "") for entry in passages.values()):
        parts += measured(passages, texts, group, errors=errors)
    report("Roles and organisations found whole", parts)


if __name__ == "__main__":
    main()
