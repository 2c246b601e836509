"""A workspace with a drafted article, for a test to review."""

from __future__ import annotations

from pathlib import Path

from counterpoint.drafting.reviewing import Session
from counterpoint.records.quotations import digest
from tests.desk import Desk

TEXT = """\
Tides and talk

Cara Dunn, who keeps the harbour at Port Elm, has seen forty winters there. “The tide is rising every year, and nobody \
at the council wants to hear about it,” she says. “We need a wall.”

Dr Bern doubts that the harbour needs a wall. The “wall” of the title is a sand bank.
"""


def span(words: str, text: str = TEXT) -> list[int]:
    """Find where words stand in the text, which must hold them once."""
    assert text.count(words) == 1, words
    return [text.index(words), text.index(words) + len(words)]


def draft(text: str = TEXT) -> str:
    """Write a draft of the text by hand."""
    return f"""\
draft:
  article: harbour.txt
  text-digest: {digest(text)}
  questions:
    - {{id: question-1, kind: person, of: [bern], text: "Is Dr Bern Bob Bern?", candidates: [bob]}}
  not-speech:
    - {{id: aside-1, at: {span("“wall”", text)}, reason: a word as a word}}
source:
  id: harbour
  title: Tides and talk
people:
  bern: {{name: Dr Bern, roles: [{{role: engineer, at: acme}}]}}
  cara-dunn:
    name: Cara Dunn
    roles: [{{role: harbour-master, at: port-elm, cited-as: keeps the harbour}}]
organisations:
  port-elm: Port Elm
roles:
  engineer: engineer
  harbour-master: harbour master
statements:
  - id: dunn-1
    speaker: cara-dunn
    mode: direct
    quote: The tide is rising every year
    at: {span("The tide is rising every year", text)}
    draft:
      paragraph: 2
      utterance: {span("“The tide is rising every year, and nobody at the council wants to hear about it,”", text)}
      rule: verb-after-quote
      confidence: 0.98
      state: open
      similar: [round, cheese]
      proposal: {{stance: supports, wording: The tide is rising., model: owl-7b, prompt: propose-claims 1}}
  - id: dunn-2
    speaker: cara-dunn
    mode: direct
    quote: need a wall
    at: {span("need a wall", text)}
    draft: {{paragraph: 2, utterance: {span("“We need a wall.”", text)}, state: open, continues: dunn-1}}
  - id: bern-1
    speaker: bern
    mode: reported
    quote: the harbour needs a wall
    at: {span("the harbour needs a wall", text)}
    draft: {{paragraph: 3, utterance: {span("doubts that the harbour needs a wall", text)}, state: open}}
"""


def furnish(desk: Desk) -> Path:
    """Put the draft and its text into a workspace."""
    desk.write("texts/harbour.txt", TEXT)
    return desk.write("drafts/harbour.yaml", draft())


def session(desk: Desk, coder: str = "ada") -> Session:
    """Open the draft for review, as it is in its file."""
    return Session(desk.workspace, desk.root / "drafts/harbour.yaml", coder)
