"""Guess which column of a table holds what, by its name and by what stands in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from counterpoint.exchange.stances import stances_of
from counterpoint.exchange.tables.dates import looks_like_day

FIELDS: Final[Mapping[str, str]] = {
    "speaker": (
        "speaker person actor name individual speaker_name person_name who said_by speaker_label "
        "politician witness stakeholder coded_actor actor_name interviewee respondent akteur akteurin sprecher "
        "sprecherin acteur locuteur"
    ),
    "organisation": (
        "organisation organization org institution affiliation company party employer organisation_name "
        "organization_name organisations organizations organisation_labels agency group represents partei "
        "verein unternehmen"
    ),
    "claim": (
        "claim concept category issue proposition position_on argument frame belief policy code "
        "claim_label claim_text concept_name statement_category policy_belief policy_core codes konzept aussage "
        "behauptung forderung kategorie revendication"
    ),
    "stance": (
        "stance agreement agree qualifier position support supports polarity level opinion sentiment "
        "valence agreement_disagreement agrees pro_contra direction attitude haltung zustimmung"
    ),
    "quote": (
        "quote quotation text excerpt evidence fragment statement_text text_passage passage selected_text "
        "coded_text snippet verbatim citation content sentence utterance segment coded_segment zitat textstelle "
        "textpassage"
    ),
    "source": (
        "source_title document article title source document_title article_title source_label "
        "document_name file headline document_id doc_id article_id doc document_number paper titel artikel "
        "dokument dokumentname titre"
    ),
    "date": (
        "date published day publication_date document_date source_date pub_date datetime time article_date "
        "timestamp when datum"
    ),
    "role": (
        "role function job occupation position_title job_title title_of_speaker speaker_role capacity "
        "profession role_labels funktion rolle amt beruf fonction"
    ),
    "topic": "topic theme subject debate policy_field issue_area topic_labels thema",
    "start": "start start_offset begin from_char start_position offset begin_offset start_char",
    "end": "end stop end_offset stop_offset end_position to_char end_char",
    "statement": "statement_id id statement coding_id number no nr row_id uid",
    "mode": "mode reporting_mode speech_mode",
    "kind": "speaker_kind actor_type speaker_type kind type_of_actor",
    "url": "url link web_address source_url article_url",
    "publisher": "publisher newspaper outlet medium publication media source_name zeitung zeitschrift journal",
    "author": "author journalist byline document_author autor autorin auteur",
    "note": "note notes comment comments remark remarks memo anmerkung anmerkungen notiz kommentar bemerkung",
    "coder": "coder coded_by annotator rater",
}
"""What a table may tell of a statement, and what its columns are usually called, the likeliest name first."""
NEEDED: Final = ("claim", "quote")
_NAMES: Final = {field: {name: place for place, name in enumerate(names.split())} for field, names in FIELDS.items()}
_APART: Final = re.compile(r"[^a-z0-9]+")
_EITHER: Final[Mapping[str, float]] = {"claim": 3.5, "quote": 1}
"""How far a column "statement" that holds words is each of these: first what is claimed, then what is quoted.

Less than any column that has "claim" or "quote" in its name.
"""
_UNDATED_SHARE: Final = 0.9
_LONG: Final = 25


def plain(name: str) -> str:
    """Write a column's name as the lists of names have it.

    >>> plain("Statement-ID "), plain("personName")
    ('statement_id', 'person_name')
    """
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    return _APART.sub("_", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", bare).lower()).strip("_")


def find_header(rows: Sequence[Sequence[str]]) -> int:
    """Find the header among the first rows: one that names two columns as they are usually called, else the first."""
    for number, row in enumerate(rows[:20]):
        names = {plain(cell) for cell in row}
        if sum(any(name in known for name in names) for known in _NAMES.values()) >= 2:
            return number
    return 0


def guess(header: Sequence[str], sample: Sequence[Sequence[str]]) -> dict[str, str]:
    """Guess the column of each field; no column is taken twice.

    :param header: the names of the columns.
    :param sample: some rows.
    :returns: the column by field, of those fields that have one.
    """
    values = {name: [row[place].strip() for row in sample if row[place].strip()] for place, name in enumerate(header)}
    scored = sorted(
        (
            (_by_name(field, name, values[name]) + _by_content(field, values[name]), -place, field, name)
            for field in FIELDS
            for place, name in enumerate(header)
        ),
        reverse=True,
    )
    found: dict[str, str] = {}
    for score, _, field, name in scored:
        if score > 0 and field not in found and name not in found.values():
            found[field] = name
    return {field: found[field] for field in FIELDS if field in found}


def _by_name(field: str, name: str, values: Sequence[str]) -> float:
    known, called = _NAMES[field], plain(name)
    if called in ("statement", "statements") and field in _EITHER:
        return _EITHER[field] if _are_words(values) else 0
    if called in known:
        return 10 - known[called] / 10
    parts = called.split("_")
    best = min((known[part] for part in parts if part in known), default=None)
    return 0 if best is None or best > 3 else 4 - best / 10


def _by_content(field: str, values: Sequence[str]) -> float:
    """Weigh what stands in a column; a column that cannot hold a field is ruled out."""
    if not values:
        return -100
    check = _CHECKS.get(field)
    return check(values) if check else 0


def _dates(values: Sequence[str]) -> float:
    share = _share(map(looks_like_day, values))
    return 6 if share > _UNDATED_SHARE else 0 if share > 0 else -100


def _stances(values: Sequence[str]) -> float:
    distinct = set(values)
    if len(distinct) > 12:
        return -100
    return 3 if len(distinct) > 1 and stances_of(distinct).keys() == distinct else 0


def _numbers(values: Sequence[str]) -> float:
    return 0 if all(value.isdigit() for value in values) else -100


def _prose(values: Sequence[str]) -> float:
    if all(_is_number(value) for value in values):
        return -100
    mean = sum(map(len, values)) / len(values)
    return 2 if mean > _LONG and len(set(values)) > len(values) / 2 else 0


def _ids(values: Sequence[str]) -> float:
    return -100 if _are_words(values) else 0


def _are_words(values: Sequence[str]) -> bool:
    """Tell whether values are mostly phrases or sentences, and no ids such as ``A 12``."""
    if not values:
        return False
    phrases = (len(value.split()) > 3 or (" " in value and not re.search(r"\d", value)) for value in values)
    return _share(phrases) > 0.5


def _names(values: Sequence[str]) -> float:
    return -100 if all(_is_number(value) or looks_like_day(value) for value in values) else 0


def _web(values: Sequence[str]) -> float:
    share = _share(value.startswith(("http://", "https://")) for value in values)
    return 4 if share > _UNDATED_SHARE else -100


def _is_number(value: str) -> bool:
    return re.fullmatch(r"[+-]?\d+([.,]\d+)?", value) is not None


def _share(truths: Iterable[bool]) -> float:
    found = list(truths)
    return sum(found) / len(found)


_CHECKS: Final = {
    "date": _dates,
    "stance": _stances,
    "start": _numbers,
    "end": _numbers,
    "quote": _prose,
    "statement": _ids,
    "speaker": _names,
    "organisation": _names,
    "claim": _names,
    "role": _names,
    "topic": _names,
    "url": _web,
}
