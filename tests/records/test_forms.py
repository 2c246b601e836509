"""The keys of a record and what their values refer to agree with the context."""

from __future__ import annotations

import pytest

from counterpoint.records import forms
from counterpoint.vocabulary import KINDS
from counterpoint.workspace import Workspace, shipped

VOCABULARY = Workspace(shipped()).vocabulary


@pytest.mark.parametrize("kind", sorted(forms.KEYS))
def test_every_key_is_a_term_of_the_context_or_stands_for_parts(kind: str) -> None:
    assert forms.allowed(kind, VOCABULARY) - set(VOCABULARY.context) <= {"roles"}


def test_every_kind_that_a_key_refers_to_is_known() -> None:
    assert {kind for kinds in forms.REFERENCES.values() for kind in kinds} <= set(KINDS)


def test_a_key_that_is_required_is_allowed() -> None:
    assert all(set(keys) <= forms.KEYS[kind] for kind, keys in forms.REQUIRED.items())


def test_stances_are_keys_of_statements_only_and_refer_to_claims() -> None:
    assert forms.allowed("statement", VOCABULARY) >= {"supports", "opposes", "qualifies", "mentions"}
    assert "supports" not in forms.allowed("person", VOCABULARY)
    assert forms.referred("statement", "supports", VOCABULARY) == ("claim",)


def test_broader_refers_to_things_of_its_own_kind() -> None:
    assert forms.referred("topic", "broader", VOCABULARY) == ("topic",)
    assert forms.referred("role", "broader", VOCABULARY) == ("role",)


def test_whole_addresses_refer_to_nothing_in_the_records() -> None:
    assert forms.referred("person", "same-as", VOCABULARY) == ()
    assert forms.referred("person", "name", VOCABULARY) == ()
