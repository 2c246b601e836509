"""Review a draft: every decision of a person, saved as it is made, and taken back where they think again."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from counterpoint.drafting.altering import (
    alter,
    decide,
    note_proposal,
    refuse_incomplete,
    remark,
    replace,
)
from counterpoint.drafting.describing import Describing
from counterpoint.drafting.dividing import another, find_words, join, next_id, statement_of_span, stem_of
from counterpoint.drafting.drafts import Draft, finish
from counterpoint.drafting.items import Item
from counterpoint.drafting.placing import offsets, pattern
from counterpoint.drafting.reading import ACCEPTED, OPEN, REJECTED, Data, as_read, listed
from counterpoint.errors import UnknownNameError, UsageError, WorkspaceError
from counterpoint.matching import nearest
from counterpoint.workspace import Workspace

_MOST_FOUND: Final = 8


class Session(Describing):
    """The review of one draft by one person. Another may be at work on the same draft: each step reads it anew.

    :param workspace: the debate that the draft is meant for.
    :param path: the draft's file.
    :param coder: who decides, needed to accept: the id or name of a person or organisation that a record defines, or
        that :meth:`introduce` has introduced.
    :raises UsageError: where the draft cannot be read, or nobody is called like the coder.
    :raises FaultsError: where it has faults of form.
    """

    def __init__(self, workspace: Workspace, path: Path, coder: str = "") -> None:
        super().__init__(workspace, path)
        if coder:
            self.recognise(coder)

    def recognise(self, coder: str) -> str:
        """Take somebody for who decides whom a record names, or whom :meth:`introduce` has introduced.

        :param coder: an id or a name.
        :returns: the id.
        :raises UnknownNameError: where nobody has it.
        """
        self.coder = self._find_coder(coder)
        return self.coder

    def accept(self, identifier: str, **changes: Any) -> Item:
        """Accept a statement, changed or as it is, and note who did and when.

        :param identifier: its id.
        :param changes: what to change first: ``stances`` (claims by stance), ``speaker``, ``mode``, ``quote``, ``at``,
            ``inferred`` (whether the stance was read into the words), ``note``, ``capacity`` (in which of the roles of
            the speaker in this draft, as ``role`` or ``role@organisation``; empty for all present ones).
        :returns: the statement as it is now.
        :raises UsageError: where it lacks a speaker, a stance or a fragment, or a change cannot be.
        """
        self.require_coder()
        with self._step(f"accepted {identifier}", identifier) as draft:
            statement = self._statement(draft, identifier)
            alter(draft, statement, self.names, self.coder, changes)
            refuse_incomplete(draft, statement, self.names)
            note_proposal(draft, statement)
            decide(statement, ACCEPTED)
            statement["confirmed-by"] = self._known_coder(draft)
            statement["confirmed"] = f"{datetime.datetime.now(datetime.UTC):%Y-%m-%dT%H:%M:%SZ}"
        return self.item(identifier)

    def change(self, identifier: str, **changes: Any) -> Item:
        """Change a statement without accepting it; one that was accepted is open again.

        :param changes: as for :meth:`accept`.
        """
        if changes.get("inferred"):
            self.require_coder()
        with self._step(f"changed {identifier}", identifier) as draft:
            statement = self._statement(draft, identifier)
            alter(draft, statement, self.names, self.coder, changes)
            decide(statement, OPEN)
        return self.item(identifier)

    def note(self, identifier: str, words: str) -> Item:
        """Add a remark to a statement, whatever was decided of it, or take it out where there are no words."""
        with self._step(f"noted something at {identifier}", identifier) as draft:
            statement = self._statement(draft, identifier)
            alter(draft, statement, self.names, self.coder, {"note": words})
        return self.item(identifier)

    def reject(self, identifier: str, reason: str = "") -> Item:
        """Reject a statement: it will not be in the record.

        :param reason: why, for whoever reads the draft later.
        """
        with self._step(f"rejected {identifier}", identifier) as draft:
            decide(self._statement(draft, identifier), REJECTED, remark(reason))
        return self.item(identifier)

    def reopen(self, identifier: str) -> Item:
        """Open a statement again that was accepted or rejected."""
        with self._step(f"opened {identifier} again", identifier) as draft:
            decide(self._statement(draft, identifier), OPEN)
        return self.item(identifier)

    def split(self, identifier: str, offset: int) -> Item:
        """Make two statements of one, at a place in its utterance.

        :param offset: where the second begins, in characters of the text.
        :returns: the second.
        """
        with self._step(f"split {identifier}", identifier) as draft:
            statement = self._statement(draft, identifier)
            new = another(draft, statement, offset)
            self._compare(draft, [statement, new])
        return self.item(new["id"])

    def repeat(self, identifier: str) -> Item:
        """Make another statement of the same utterance, for another claim that it makes.

        :returns: the new one.
        """
        with self._step(f"repeated {identifier}", identifier) as draft:
            new = another(draft, self._statement(draft, identifier), None)
        return self.item(new["id"])

    def join(self, identifier: str, other: str) -> Item:
        """Make one statement of two: of a quote that was split, or a clause that was taken for several.

        It is of the words from the first to the last, keeps the fragment of the first and the stances of both, and is
        open.

        :returns: the one that is left, which is the first of them in the text.
        :raises UsageError: where they have two speakers, another speaks between them, or they take two stances on one
            claim.
        """
        with self._step(f"joined {identifier} and {other}", identifier) as draft:
            joined = join(draft, self._statement(draft, identifier), self._statement(draft, other))
            self._compare(draft, [joined])
        return self.item(joined["id"])

    def beginning(self, identifier: str, words: str) -> int:
        """Find where words begin in an utterance, for :meth:`split`.

        :raises UsageError: where they do not stand in it.
        """
        found = pattern(words).search(self.text, *self.item(identifier).utterance) if words.split() else None
        if found is None:
            hint = "write the words that the second part begins with"
            raise UsageError("these words are not in the utterance", hint)
        return found.start()

    def find_words(self, words: str, which: int = 0) -> tuple[int, int]:
        """Find where words stand in the text; spaces and line breaks may differ.

        :param which: which of several places, from 1; 0 where there must be one alone.
        :raises UsageError: where they do not stand there, or in several places, which it lists.
        """
        return find_words(self.text, words, which)

    def add_statement(self, start: int, end: int, *, mode: str = "", speaker: str = "") -> Item:
        """Make a statement of words of the text that no rule found.

        :param start: where the words begin in the text; :meth:`find_words` finds words.
        :param end: where they end.
        :param mode: direct, reported or paraphrased; where it is not said, direct within quotation marks, and reported
            elsewhere.
        :param speaker: who says them, as an id or a name, where that is known.
        :returns: the statement, which is open; its rule is ``by-hand``, which nothing is known of.
        :raises UsageError: where this is no place in the text, a statement is of the same words, or nobody is called
            like the speaker.
        """
        first, last = offsets((start, end), self.text)
        with self._step("added a statement", "") as draft:
            new = statement_of_span(draft, first, last, mode)
            self._say(draft, new, {"speaker": speaker, "mode": mode})
        return self.item(new["id"])

    def take_up(self, identifier: str, speaker: str = "") -> Item:
        """Make a statement of a quoted span that was set aside as no speech.

        :param identifier: the id of the span.
        :param speaker: who speaks, where that is known.
        """
        with self._step(f"took up {identifier}", "") as draft:
            spans = [span for span in listed(draft.about.get("not-speech")) if span.get("id") == identifier]
            if not spans or spans[0].get("taken"):
                known = [span.identifier for span in self.set_aside]
                raise UnknownNameError("quoted span", identifier, nearest(identifier, known), known)
            new = statement_of_span(draft, *spans[0]["at"])
            self._say(draft, new, {"speaker": speaker})
            spans[0]["taken"] = new["id"]
        return self.item(new["id"])

    def _say(self, draft: Draft, statement: Data, changes: Mapping[str, str]) -> None:
        """Change a new statement where there is something to say, and propose claims for it."""
        said = {key: value for key, value in changes.items() if value}
        alter(draft, statement, self.names, self.coder, said)
        if statement.get("speaker"):
            statement["id"] = next_id(draft, stem_of(str(statement["speaker"])))
        self._compare(draft, [statement])

    def answer(self, identifier: str, choice: str = "") -> None:
        """Answer a question: which known thing is meant, or that it is a new one.

        :param identifier: the id of the question.
        :param choice: one of the candidates, or an empty string for something new.
        """
        with self._step(f"answered {identifier}", "") as draft:
            asked = [one for one in listed(draft.about.get("questions")) if str(one.get("id")) == identifier]
            if not asked or asked[0].get("answer"):
                known = [question.identifier for question in self.questions if not question.answer]
                raise UnknownNameError("open question", identifier, nearest(identifier, known), known)
            candidates = [str(one) for one in listed(asked[0].get("candidates"))]
            if choice and choice not in candidates:
                raise UnknownNameError("candidate", choice, nearest(choice, candidates), candidates)
            asked[0]["answer"] = choice or "new"
            for old in map(str, listed(asked[0].get("of"))) if choice else ():
                replace(draft, str(asked[0]["kind"]), old, choice)

    def finish(self) -> str:
        """Return the text of the record that the draft has become.

        :raises UsageError: where something of it is open still.
        """
        return finish(self._draft)

    def propose_anew(self) -> bool:
        """Propose claims for what is open anew where the debate knows others than when the draft was made.

        That is no step that could be taken back. Where the model is not installed, or the draft cannot be
        written, nothing changes.

        :returns: whether claims were proposed anew.
        """
        from counterpoint.drafting.similar import are_compared, propose_similar

        if not self.left or are_compared(self._draft, self._known):
            return False
        try:
            with self._history.changing(self._draft.shown):
                draft = self._fresh()
                if propose_similar(draft, self._known):
                    return False
                draft.data = as_read(draft.data)
                self._write(draft)
                self._take(draft)
        except WorkspaceError:
            return False
        return True

    def find_claims(self, words: str, limit: int = _MOST_FOUND) -> list[tuple[str, str]]:
        """Find claims by words of their wording or by their id, the likest first.

        :returns: ids and wordings.
        """
        from rapidfuzz import fuzz, process, utils

        claims = {claim: f"{name} {claim}" for claim, name in self.names.of["claim"].items()}
        found = process.extract(
            words, claims, scorer=fuzz.WRatio, processor=utils.default_process, limit=limit, score_cutoff=45
        )
        return [(claim, self.names.of["claim"][claim]) for _, _, claim in found]

    def _find_coder(self, coder: str) -> str:
        introduced = self._draft.new_coders
        with suppress(UnknownNameError):
            return self.names.find(coder, "person", "organisation")
        for identifier, name in introduced.items():
            if coder in (identifier, name):
                return identifier
        named = {**self.names.of["person"], **self.names.of["organisation"], **introduced}
        known = [word for pair in named.items() for word in pair]
        raise UnknownNameError("coder", coder, nearest(coder, known), (), "introduce somebody new by their full name")

    def require_coder(self) -> None:
        """Make sure that it is known who decides.

        :raises UsageError: where nobody is named.
        """
        if not self.coder:
            hint = 'say who you are with --as, or coder = "…" under [review] in counterpoint.toml'
            raise UsageError("nobody is named who decides", hint)
