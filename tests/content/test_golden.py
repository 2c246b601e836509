"""Every question of the library against answers worked out by hand from the article and the records.

`golden/` holds the answers on the debate that ships with Counterpoint, `golden-other/` those on `other-debate/`, an
invented one with rows for the questions that the article leaves empty. A file is named after its question and holds
one case or a list of cases: the parameters as a person types them, why the answer is what it is, the columns that are
compared, and all rows in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import yaml

from counterpoint.corpus import Corpus
from counterpoint.questions.catalogue import Question
from counterpoint.vocabulary import PREFIXES

HERE = Path(__file__).parent
GOLDEN = {"golden": HERE.parents[1], "golden-other": HERE / "other-debate"}
QUESTIONS = sorted(path.stem for path in (HERE.parents[1] / "queries").glob("*.rq"))

Case = dict[str, Any]


def read_cases(path: Path) -> list[Case]:
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found if isinstance(found, list) else [found]


def all_cases() -> Iterator[Any]:
    for folder in GOLDEN:
        for path in sorted((HERE / folder).glob("*.yaml")):
            for case in read_cases(path):
                given = ",".join(str(value) for value in case["params"].values())
                yield pytest.param(folder, path.stem, case, id=f"{folder}:{path.stem}[{given}]")


@pytest.fixture(scope="module")
def corpora() -> dict[str, Corpus]:
    return {folder: Corpus.open(place, in_memory=True) for folder, place in GOLDEN.items()}


@pytest.mark.parametrize(("folder", "name", "case"), list(all_cases()))
def test_answer_is_the_one_worked_out_by_hand(folder: str, name: str, case: Case, corpora: dict[str, Corpus]) -> None:
    answer = corpora[folder].ask(name, **case["params"])
    assert set(case["columns"]) <= set(answer.columns)
    found = [[row[column] for column in case["columns"]] for row in answer.rows]
    assert found == case["rows"], case["why"]


@pytest.mark.parametrize("folder", GOLDEN)
def test_every_question_has_a_golden_answer_and_the_reverse(folder: str) -> None:
    assert sorted(path.stem for path in (HERE / folder).glob("*.yaml")) == QUESTIONS


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_is_sparql_that_another_program_can_run(name: str) -> None:
    question = Question(name, HERE.parents[1] / "queries" / f"{name}.rq")
    text = question.text
    # Parameters are variables, but for a LIMIT, which has a default.
    defaults = {key: parameter.default for key, parameter in question.typed.items() if parameter.default}
    ox.Store().query(question.bind({key: ox.Literal(int(value)) for key, value in defaults.items()}))
    declared = re.findall(r"^PREFIX (\w+):", text, re.MULTILINE)
    body = "".join(line for line in text.splitlines(keepends=True) if not line.startswith(("PREFIX", "#")))
    assert declared == [prefix for prefix in sorted(PREFIXES) if re.search(rf"\b{prefix}:", body)]


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_has_rows_in_one_debate_or_the_other(name: str) -> None:
    cases = [case for folder in GOLDEN for case in read_cases(HERE / folder / f"{name}.yaml")]
    assert any(case["rows"] for case in cases)


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_entity_that_is_shown_is_compared_by_its_name(name: str, corpora: dict[str, Corpus]) -> None:
    for folder, corpus in corpora.items():
        for case in read_cases(HERE / folder / f"{name}.yaml"):
            columns = corpus.ask(name, **case["params"]).columns
            iris = {column.removesuffix("Name") for column in columns if column.endswith("Name")}
            # An alignment has an IRI and no name: it is a hash of what the other columns say.
            assert [column for column in columns if column not in iris | {"alignment"}] == case["columns"]
