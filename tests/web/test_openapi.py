"""The API is described as it is, so that programs can be made from the description."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from counterpoint.corpus import Corpus
from counterpoint.network.settings import Settings
from counterpoint.network.slicing import Slice
from counterpoint.questions.catalogue import Catalogue
from counterpoint.web.networks import FORMATS
from counterpoint.web.openapi import openapi
from tests.web.serving import Served


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    return openapi(Corpus.open(":demo:", in_memory=True).questions, title="A debate", server="http://localhost:1")


def test_the_description_is_valid(described: dict[str, Any]) -> None:
    OpenAPIV31SpecValidator(described).validate()


def test_what_is_no_openapi_would_be_seen(described: dict[str, Any]) -> None:
    broken = {**described, "paths": {"/api": {"get": {"parameters": [{"name": "x", "in": "quiry"}], "responses": {}}}}}
    assert list(OpenAPIV31SpecValidator(broken).iter_errors())


def test_every_question_is_a_path_with_its_parameters(described: dict[str, Any]) -> None:
    questions = Corpus.open(":demo:", in_memory=True).questions
    for name, question in questions.items():
        get = described["paths"][f"/api/questions/{name}"]["get"]
        assert [one["name"] for one in get["parameters"]] == [*question.typed, "format"]
        assert [one["required"] for one in get["parameters"][:-1]] == [
            not one.optional for one in question.typed.values()
        ]


def test_the_settings_of_the_network_are_all_there(described: dict[str, Any]) -> None:
    parameters = {one["name"]: one["schema"] for one in described["paths"]["/api/network"]["get"]["parameters"]}
    slicing = {field.name.removesuffix("_") for field in fields(Slice)}
    assert parameters.keys() == {field.name for field in fields(Settings)} | slicing | {"window", "step", "format"}
    assert parameters["format"]["enum"] == list(FORMATS)
    assert parameters["mode"]["default"] in parameters["mode"]["enum"]
    assert parameters["topic"] == parameters["exclude_speaker"] == {"type": "array", "items": {"type": "string"}}
    assert parameters["side"]["items"]["enum"] == ["for", "against", "between", "none"]


@pytest.mark.parametrize(
    ("type_", "schema"),
    [
        ("{type: number, default: 10, example: 2.5}", {"type": "number", "default": 10}),
        ("{type: integer}", {"type": "integer"}),
        ("{type: date}", {"type": "string", "format": "date"}),
        ("{type: iri}", {"type": "string", "format": "iri"}),
        ("{type: text, default: '7'}", {"type": "string", "default": "7"}),
        ("speaker", {"type": "string"}),
    ],
)
def test_the_type_of_a_parameter_is_told(tmp_path: Path, type_: str, schema: dict[str, Any]) -> None:
    path = tmp_path / "own.rq"
    path.write_text(f"#+ params:\n#+   x: {type_}\nCONSTRUCT WHERE {{ ?s ?p ?_x }}", encoding="utf-8")
    described = openapi(Catalogue({"own": path}), title="")
    OpenAPIV31SpecValidator(described).validate()
    get = described["paths"]["/api/questions/own"]["get"]
    assert get["parameters"][0]["schema"] == schema
    assert "text/turtle" in get["responses"]["200"]["content"]
    assert "text/csv" not in get["responses"]["200"]["content"]


def test_the_server_gives_it(demo: Served) -> None:
    answer = demo.get("/api/openapi.json", "application/json")
    assert (answer.status, answer.headers["content-type"]) == (200, "application/json")
    OpenAPIV31SpecValidator(answer.json).validate()
    assert answer.json["servers"] == [{"url": demo.url}]
