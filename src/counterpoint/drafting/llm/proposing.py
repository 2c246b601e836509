"""Let a language model propose claims and stances for the utterances of a draft, piece by piece."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from counterpoint.drafting.authorities import Names
from counterpoint.drafting.drafts import Draft, state_of
from counterpoint.drafting.items import paragraph_around
from counterpoint.drafting.llm.answers import Verifier
from counterpoint.drafting.llm.endpoint import Endpoint, LanguageModelError
from counterpoint.drafting.reading import OPEN, Data, listed

PROMPT: Final = "claims-1"
"""Name and version of the prompt; a changed prompt is a new file."""

_PIECE: Final = 8_000
"""About how many characters of an article a model gets at once."""
_MOST_CLAIMS: Final = 80
"""Of more known claims, a model gets those that are like the utterances."""
_MOST_NOTES: Final = 8


def proposer(endpoint: Endpoint) -> Callable[[Draft, Names], list[str]]:
    """Make what adds proposals to a draft and says what went wrong: the draft is whole even where everything does."""

    def propose(draft: Draft, names: Names) -> list[str]:
        system = prompt(sorted(draft.workspace.vocabulary.stances))
        claims = {**names.of["claim"], **draft.names.of["claim"]}
        notes: list[str] = []
        for piece in _pieces(draft):
            known = _known(claims, piece)
            words = {str(one["id"]): draft.text[slice(*_utterance(one))] for one in piece}
            user = _question(draft, piece, known, names.joined(draft.names))
            messages = [{"role": "system", "content": system}, {"role": "user", "content": user}]
            try:
                answer = endpoint.ask(messages)
            except LanguageModelError as problem:
                return [*_few(notes), f"proposals are missing from {piece[0]['id']} on: {problem}"]
            kept, dropped = Verifier(words, known, draft.workspace.vocabulary.stances).verify(answer)
            notes += dropped
            for statement in piece:
                if found := kept.get(str(statement["id"])):
                    made = {"model": endpoint.model, "prompt": PROMPT}
                    statement["draft"]["proposal"] = {key: value for key, value in {**found, **made}.items() if value}
        return _few(notes)

    return propose


def prompt(stances: list[str]) -> str:
    """Return the prompt, with the stances that the ontology has."""
    path = Path(__file__).parent / "prompts" / f"{PROMPT}.txt"
    return path.read_text(encoding="utf-8").replace("{stances}", ", ".join(stances))


def _pieces(draft: Draft) -> Iterator[list[Data]]:
    """Group the open statements so that the passages around them are of a bearable length together."""
    piece: list[Data] = []
    seen: set[tuple[int, int]] = set()
    length = 0
    for statement in draft.statements:
        if state_of(statement) != OPEN or not statement.get("at"):
            continue
        passage = paragraph_around(draft.text, *_utterance(statement))
        more = 0 if passage in seen else passage[1] - passage[0]
        more += _utterance(statement)[1] - _utterance(statement)[0]
        if piece and length + more > _PIECE:
            yield piece
            piece, seen, length = [], set(), 0
        piece.append(statement)
        seen.add(passage)
        length += more
    if piece:
        yield piece


def _known(claims: dict[str, str], piece: list[Data]) -> dict[str, str]:
    if len(claims) <= _MOST_CLAIMS:
        return claims
    alike = dict.fromkeys(str(claim) for one in piece for claim in listed(one["draft"].get("similar")))
    return {claim: claims[claim] for claim in alike if claim in claims}


def _question(draft: Draft, piece: list[Data], known: dict[str, str], names: Names) -> str:
    passages = dict.fromkeys(paragraph_around(draft.text, *_utterance(one)) for one in piece)
    lines = ["Known claims:", *(f"{claim}: {wording}" for claim, wording in known.items()), "", "Passages:", ""]
    for passage in passages:
        lines += [draft.text[slice(*passage)].strip(), ""]
    lines.append("Utterances:")
    for one in piece:
        speaker = names.called(str(one.get("speaker") or "").rpartition(":")[2]) or "somebody"
        lines += [
            "",
            f"id: {one['id']}",
            f"speaker: {speaker}",
            f"words: {draft.text[slice(*_utterance(one))].strip()}",
        ]
    return "\n".join(lines)


def _utterance(statement: Data) -> tuple[int, int]:
    start, end = statement["draft"].get("utterance") or statement["at"]
    return int(start), int(end)


def _few(notes: list[str]) -> list[str]:
    if len(notes) <= _MOST_NOTES:
        return notes
    return [*notes[:_MOST_NOTES], f"and {len(notes) - _MOST_NOTES:,} proposals more were dropped"]
