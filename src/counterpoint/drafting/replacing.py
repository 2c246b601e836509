"""Draft an article again: what was decided of its first draft is carried over to the new one."""

from __future__ import annotations

from collections.abc import Mapping

from counterpoint.drafting.altering import replace
from counterpoint.drafting.drafts import Draft, state_of
from counterpoint.drafting.reading import OPEN, Data, copied, listed
from counterpoint.errors import UsageError
from counterpoint.vocabulary import KINDS

_ABOUT = ("coders",)


def carry_over(old: Draft, new: Draft) -> int:
    """Carry over to a new draft what was decided of an old one of the same text.

    A statement that was decided stands in the place of the new ones of the same utterance, with all that it uses; the
    answers to questions are given again. Where nothing was decided, nothing is carried over.

    :returns: how many decisions there were.
    :raises UsageError: where something was decided, and the texts are not the same.
    """
    decided = [copied(one) for one in old.statements if state_of(one) != OPEN]
    if not decided:
        return 0
    if old.text != new.text:
        some, are = ("1 statement", "is") if len(decided) == 1 else (f"{len(decided)} statements", "are")
        hint = "give this text another --id, or remove the draft"
        raise UsageError(f"{some} of {old.shown} {are} decided, and of another text than this one", hint)
    _answer(old, new)
    for section in (kind.section for kind in KINDS.values() if kind.section):
        if held := (old.data.get(section) if section not in ("source", "statements") else None):
            new.data[section] = {**(new.data.get(section) or {}), **copied(held)}
    new.data["source"] = {**new.data["source"], **copied(old.data["source"])}
    for key in _ABOUT:
        if key in old.about:
            new.about[key] = copied(old.about[key])
    _put_in(decided, new)
    taken = {str(span.get("at")): span["taken"] for span in listed(old.about.get("not-speech")) if span.get("taken")}
    ids = {str(one["id"]) for one in new.statements}
    for span in listed(new.about.get("not-speech")):
        if taken.get(str(span.get("at"))) in ids:
            span["taken"] = taken[str(span["at"])]
    return len(decided)


def _answer(old: Draft, new: Draft) -> None:
    answers = {
        (one["kind"], one["text"]): one["answer"] for one in listed(old.about.get("questions")) if _answered(one)
    }
    for question in listed(new.about.get("questions")):
        answer = answers.get((question["kind"], question["text"]))
        if answer is None:
            continue
        question["answer"] = answer
        for one in map(str, listed(question.get("of"))) if answer in listed(question.get("candidates")) else ():
            replace(new, str(question["kind"]), one, answer)


def _answered(question: Mapping[str, object]) -> bool:
    return bool(question.get("answer") and question.get("kind") and question.get("text"))


def _put_in(decided: list[Data], new: Draft) -> None:
    """Put statements into their places, those of the same utterance out, and give no id twice."""
    spans = {str(_span(one)) for one in decided}
    ids = {str(one["id"]) for one in decided}
    kept = [one for one in new.statements if str(_span(one)) not in spans]
    renamed: dict[str, str] = {}
    taken = ids | {str(one["id"]) for one in kept}
    for one in kept:
        if one["id"] in ids:
            stem, number = str(one["id"]).rpartition("-")[0] or str(one["id"]), 1
            while f"{stem}-{number}" in taken:
                number += 1
            renamed[str(one["id"])] = f"{stem}-{number}"
            one["id"] = f"{stem}-{number}"
            taken.add(f"{stem}-{number}")
    for one in kept:
        if (before := one["draft"].get("continues")) in renamed:
            one["draft"]["continues"] = renamed[before]
    new.data["statements"] = sorted([*decided, *kept], key=_span)
    every = {str(one["id"]) for one in new.statements}
    for one in new.statements:
        if one["draft"].get("continues") not in every:
            one["draft"].pop("continues", None)


def _span(statement: Data) -> list[int]:
    return [int(edge) for edge in (statement.get("draft") or {}).get("utterance") or statement.get("at") or (0, 0)]
