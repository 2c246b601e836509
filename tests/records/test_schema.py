"""The JSON Schema of records: what the reader takes it takes, and it knows the terms of the workspace."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from counterpoint.records.schema import SCHEMA_FILE, record_schema, schema_line, schema_text
from counterpoint.workspace import Workspace, shipped
from tests.desk import RECORD, Desk


def faults(schema: dict[str, Any], text: str) -> list[str]:
    data = json.loads(json.dumps(yaml.safe_load(text), default=str))
    return [problem.message for problem in jsonschema.Draft7Validator(schema).iter_errors(data)]


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return record_schema(Workspace(shipped()))


def test_it_is_a_schema(schema: dict[str, Any]) -> None:
    jsonschema.Draft7Validator.check_schema(schema)


def test_the_one_that_ships_is_up_to_date() -> None:
    written = shipped("ontology", SCHEMA_FILE).read_text(encoding="utf-8")
    assert written == schema_text(Workspace(shipped())), "make docs renews it"


@pytest.mark.parametrize("path", Workspace(shipped()).records(), ids=lambda path: path.name)
def test_the_records_that_ship_conform_and_name_it(schema: dict[str, Any], path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not faults(schema, text)
    assert text.startswith(f"# {schema_line(Workspace(shipped()), path)}\n")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("mode: direct", "mode: dirct"),
        ("supports: cheese", "supprts: cheese"),
        ("type", "typ"),
        ("published: 2020-02-29", "published: [2020-02-29]"),
        ("at: [9, 35]", "at: [9]"),
        ("at: [9, 35]", "at: [-9, 35]"),
        ("    quote: the moon is made of cheese\n", ""),
        ("quote: the moon is made of cheese", "quote: a b c d e f g h i j k l m n o p"),
        ("speaker: ada", "speaker: the ada"),
        ("people:", "poeple:"),
        ("  id: moon-talk\n", ""),
    ],
)
def test_what_the_reader_refuses_it_refuses(schema: dict[str, Any], old: str, new: str) -> None:
    assert not faults(schema, RECORD)
    spoilt = RECORD.replace("published", "type: NewsArticle\n  published", 1).replace(old, new, 1)
    assert faults(schema, spoilt)


def test_a_draft_may_leave_open_what_a_record_must_say(schema: dict[str, Any]) -> None:
    open_ = RECORD.replace("speaker: ada\n    supports: cheese", "draft: {state: open}")
    assert not faults(schema, open_)
    assert faults(schema, open_.replace("    mode", "    mood"))


def test_it_knows_the_terms_that_a_workspace_adds(desk: Desk) -> None:
    desk.write(
        "ontology/own.ttl",
        "@prefix cp: <https://w3id.org/counterpoint/ns#> .\n@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        '<https://example.org/doubts> a cp:Stance ; cp:polarity -0.5 ; rdfs:comment "The speaker doubts it." .\n',
    )
    terms = {"doubts": "https://example.org/doubts", "age": {"@id": "https://example.org/age", "@type": "xsd:integer"}}
    desk.write("ontology/context.jsonld", json.dumps({"@context": terms}))
    schema = record_schema(desk.workspace)
    statement = schema["definitions"]["statement"]["properties"]
    assert statement["doubts"]["description"] == "The speaker doubts it."
    assert not faults(
        schema, RECORD.replace("supports", "doubts").replace("ada: Ada Lovelace", "ada: {name: A, age: 7}")
    )
    assert faults(schema, RECORD.replace("ada: Ada Lovelace", "ada: {name: A, age: old}"))


def test_every_key_says_what_it_is_for_where_the_ontology_or_a_shape_does(schema: dict[str, Any]) -> None:
    keys = schema["definitions"]["statement"]["properties"]
    assert keys["supports"]["description"].startswith("The speaker")
    assert "15 words" in keys["quote"]["description"]
    assert keys["quote"]["pattern"]


def test_a_file_outside_the_workspace_or_before_the_schema_names_none(desk: Desk, tmp_path: Path) -> None:
    record = desk.root / "graph" / "sources" / "moon-talk.yaml"
    assert not schema_line(desk.workspace, record)
    desk.write(f"ontology/{SCHEMA_FILE}", schema_text(desk.workspace))
    assert schema_line(desk.workspace, record).endswith("$schema=../../ontology/record.schema.json")
    assert not schema_line(desk.workspace, tmp_path.parent / "elsewhere.yaml")
