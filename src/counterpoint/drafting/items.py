"""What a reviewer looks at: each drafted statement with what is proposed for it, each question, each span set aside."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from counterpoint.drafting.authorities import Names
from counterpoint.drafting.drafts import Draft, state_of
from counterpoint.drafting.reading import Data, listed

Offsets = tuple[int, int]

_IN_WORDS: Final = ((0.5, "much like it"), (0.4, "like it"), (-1.0, "a little like it"))
"""Of the claims that a person chose for the article that ships, half are above 0.5, and a quarter below 0.42."""
_LONG: Final = 1500
"""More characters of a paragraph than a person reads for one utterance."""


@dataclass(frozen=True)
class Proposal:
    """What a language model proposes for an utterance; nobody has decided on it.

    :param stance: how the speaker would stand to the claim.
    :param claim: the id of a known claim, or an empty string for a new one.
    :param wording: the wording of the claim.
    :param model: the model that proposed it.
    :param prompt: name and version of the prompt that it was given.
    """

    stance: str
    claim: str
    wording: str
    model: str
    prompt: str

    @property
    def by(self) -> str:
        """Who proposed it, as a statement says it."""
        return f"{self.model}; {self.prompt}"


@dataclass(frozen=True)
class Question:
    """What the machine could not tell and a person is to say.

    :param identifier: what it is called.
    :param kind: what it is about: person, organisation or role.
    :param of: the ids that the draft defines and that may be something known.
    :param text: the question.
    :param candidates: ids of the known things that it may be.
    :param answer: the id that was chosen, or an empty string where it is open.
    """

    identifier: str
    kind: str
    of: tuple[str, ...]
    text: str
    candidates: tuple[str, ...]
    answer: str


@dataclass(frozen=True)
class SetAside:
    """A quoted span that was taken for no speech.

    :param identifier: what it is called.
    :param at: where it stands in the text.
    :param words: the span.
    :param reason: why it was taken for no speech.
    """

    identifier: str
    at: Offsets
    words: str
    reason: str


@dataclass(frozen=True)
class Item:
    """A drafted statement as a reviewer sees it.

    :param id: its id.
    :param state: open, accepted or rejected.
    :param reason: why it was rejected.
    :param paragraph: the number of its paragraph, from 1; 0 where it is not known.
    :param context: where the paragraph stands in the text.
    :param utterance: where the utterance stands in the text.
    :param quote: the fragment of it that is the evidence.
    :param at: where the fragment stands in the text.
    :param mode: direct, reported or paraphrased.
    :param speaker: the id of who speaks, or an empty string where the machine could not tell.
    :param speaker_name: what the speaker is called.
    :param mention: the words that name somebody there, where it could not be told who that is.
    :param roles: what the article says of the speaker, as a person would read it.
    :param capacities: the same roles as a statement names one: ``role``, or ``role@organisation``.
    :param capacity: those in which they speak here, where not in all present ones.
    :param stances: the claims by stance.
    :param inferred: whether the stance was read into the words, and not said.
    :param similar: ids of the known claims most like the utterance, the likest first.
    :param likeness: how like each of them is, as a cosine; nothing where the draft does not say it.
    :param proposal: what a language model proposes, if any.
    :param questions: the open questions about its speaker.
    :param rule: the rule that found the utterance.
    :param confidence: the share of what that rule finds that is right, from 0 to 1.
    :param continues: the id of the statement whose utterance this one goes on with.
    :param note: a remark.
    :param confirmed_by: who accepted it.
    :param confirmed: when, in UTC.
    """

    id: str
    state: str
    reason: str
    paragraph: int
    context: Offsets
    utterance: Offsets
    quote: str
    at: Offsets | None
    mode: str
    speaker: str
    speaker_name: str
    mention: str
    roles: tuple[str, ...]
    capacities: tuple[str, ...]
    capacity: tuple[str, ...]
    stances: Mapping[str, tuple[str, ...]]
    inferred: bool
    similar: tuple[str, ...]
    likeness: Mapping[str, float]
    proposal: Proposal | None
    questions: tuple[Question, ...]
    rule: str
    confidence: float | None
    continues: str
    note: str
    confirmed_by: str
    confirmed: str

    def alike(self, claim: str) -> str:
        """Say in words how like a claim is, or nothing where it is not known."""
        score = self.likeness.get(claim)
        return "" if score is None else next((words for least, words in _IN_WORDS if score >= least), "")


def questions_of(draft: Draft) -> tuple[Question, ...]:
    """List the questions of a draft, answered ones too."""
    return tuple(
        Question(
            str(asked.get("id") or f"question-{number}"),
            _text(asked, "kind"),
            tuple(map(str, listed(asked.get("of")))),
            _text(asked, "text"),
            tuple(map(str, listed(asked.get("candidates")))),
            _text(asked, "answer"),
        )
        for number, asked in enumerate(listed(draft.about.get("questions")), 1)
        if isinstance(asked, Mapping)
    )


def set_aside_of(draft: Draft) -> tuple[SetAside, ...]:
    """List the quoted spans of a draft that were taken for no speech and that nobody has made a statement of."""
    found = []
    for number, span in enumerate(listed(draft.about.get("not-speech")), 1):
        at = _offsets(span.get("at"), draft.text) if isinstance(span, Mapping) else None
        if at and not span.get("taken"):
            identifier = str(span.get("id") or f"aside-{number}")
            found.append(SetAside(identifier, at, draft.text[slice(*at)], _text(span, "reason")))
    return tuple(found)


def item_of(draft: Draft, statement: Data, names: Names, asked: Collection[Question]) -> Item:
    """Make of a statement what a reviewer sees.

    :param names: what the draft and its workspace define.
    :param asked: the questions of the draft.
    """
    about: Data = statement.get("draft") or {}
    speaker = _text(statement, "speaker")
    at = _offsets(statement.get("at"), draft.text)
    utterance = _offsets(about.get("utterance"), draft.text) or at or (0, 0)
    bare = speaker.rpartition(":")[2]
    return Item(
        id=str(statement["id"]),
        state=state_of(statement),
        reason=_text(about, "reason"),
        paragraph=int(_number(about.get("paragraph")) or 0),
        context=paragraph_around(draft.text, *utterance),
        utterance=utterance,
        quote=_text(statement, "quote"),
        at=at,
        mode=_text(statement, "mode"),
        speaker=speaker,
        speaker_name=names.called(bare) if speaker else "",
        mention=_text(about, "mention"),
        roles=roles_of(draft, bare, names),
        capacities=capacities_of(draft, speaker),
        capacity=tuple(map(str, listed(statement.get("in-capacity")))),
        stances=stances_of(statement, draft.workspace.vocabulary.stances),
        inferred=bool(statement.get("inferred-by")),
        similar=tuple(str(claim) for claim in listed(about.get("similar")) if claim in names.of["claim"]),
        likeness=_likeness(about),
        proposal=_proposal(about.get("proposal"), names),
        questions=tuple(question for question in asked if bare in question.of and not question.answer),
        rule=_text(about, "rule"),
        confidence=_number(about.get("confidence")),
        continues=_text(about, "continues"),
        note=_text(statement, "note"),
        confirmed_by=_text(statement, "confirmed-by"),
        confirmed=_text(statement, "confirmed"),
    )


def stances_of(statement: Mapping[str, Any], stances: Collection[str]) -> dict[str, tuple[str, ...]]:
    """List the claims of a statement by stance."""
    found = {stance: tuple(map(str, listed(statement.get(stance)))) for stance in sorted(stances)}
    return {stance: claims for stance, claims in found.items() if claims}


def paragraph_around(text: str, start: int, end: int) -> Offsets:
    r"""Find the lines around a span, up to the blank lines before and after it; of a very long paragraph only a part.

    >>> paragraph_around("One.\n\nTwo is here.\n\nThree.", 6, 9)
    (6, 18)
    """
    before = text.rfind("\n\n", 0, start + 1)
    after = text.find("\n\n", max(start, end - 1))
    first, last = (0 if before < 0 else min(before + 2, start), len(text) if after < 0 else max(after, end))
    if last - first > _LONG:  # there may be no blank lines at all
        line, next_line = text.rfind("\n", first, start) + 1, text.find("\n", end, last)
        first = max(first, line, start - _LONG // 2)
        last = min(last, next_line if next_line >= 0 else last, end + _LONG // 2)
    return first, last


def roles_of(draft: Draft, person: str, names: Names) -> tuple[str, ...]:
    """Say the roles that the article gives a person, as one would read them out."""
    said = []
    for part in _memberships(draft, person):
        title = _text(part, "cited-as") or names.called(_bare(part.get("role")), ("role",))
        former = "former " if _text(part, "former") == "true" and "former" not in title else ""
        where = f", {names.called(_bare(part['at']), ('organisation',))}" if part.get("at") else ""
        said.append(former + title + where)
    return tuple(said)


def capacities_of(draft: Draft, speaker: str) -> tuple[str, ...]:
    """List the roles that a draft gives a person as a statement names them: ``role``, or ``role@organisation``.

    :param speaker: the id of the person; an organisation has none.
    """
    held = () if speaker.startswith("organisation:") else _memberships(draft, _bare(speaker))
    roles = ((_bare(part.get("role")), _bare(part.get("at") or "")) for part in held)
    return tuple(f"{role}@{place}" if place else role for role, place in roles)


def _memberships(draft: Draft, person: str) -> list[Mapping[str, Any]]:
    about = (draft.data.get("people") or {}).get(person)
    roles = listed(about.get("roles")) if isinstance(about, Mapping) else []
    return [role if isinstance(role, Mapping) else {"role": role} for role in roles]


def _likeness(about: Data) -> dict[str, float]:
    scores = map(_number, listed(about.get("likeness")))
    pairs = zip(map(str, listed(about.get("similar"))), scores, strict=False)
    return {claim: score for claim, score in pairs if score is not None}


def _proposal(said: Any, names: Names) -> Proposal | None:
    if not isinstance(said, Mapping) or not _text(said, "stance"):
        return None
    claim = _text(said, "claim")
    wording = _text(said, "wording") or names.of["claim"].get(claim, "")
    return Proposal(_text(said, "stance"), claim, wording, _text(said, "model"), _text(said, "prompt"))


def _offsets(value: Any, text: str) -> Offsets | None:
    """Take two offsets for what they are where they lie in the text."""
    if isinstance(value, list) and len(value) == 2 and all(isinstance(one, int) for one in value):
        start, end = value
        return (start, end) if 0 <= start < end <= len(text) else None
    return None


def _number(value: Any) -> float | None:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if math.isfinite(number) else None


def _text(values: Mapping[str, Any], key: str) -> str:
    value = values.get(key)
    return "" if value is None or isinstance(value, list | dict) else str(value)


def _bare(reference: object) -> str:
    return str(reference).rpartition(":")[2]
