"""A JSON Schema of the record format, so that editors complete and check while a person types.

It is made of what the reader itself goes by: the keys of each part, the context, the shapes and the ontology. An editor
knows no other file, so what an id refers to is left to ``counterpoint check``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from counterpoint.records import forms
from counterpoint.vocabulary import KINDS, ORG, PREFIXES, Vocabulary, parse_turtle
from counterpoint.workspace import Workspace

SCHEMA_FILE: Final = "record.schema.json"
"""Its name in ``ontology/``."""

_SH: Final = "http://www.w3.org/ns/shacl#"
_TYPES: Final[Mapping[str, Mapping[str, Any]]] = {
    "xsd:date": {"type": "string", "format": "date"},
    "xsd:dateTime": {"type": "string", "format": "date-time"},
    "xsd:boolean": {"type": "boolean"},
    "xsd:integer": {"type": "integer"},
    "xsd:nonNegativeInteger": {"type": "integer", "minimum": 0},
    "xsd:decimal": {"type": "number"},
}
_CLASSES: Final[Mapping[str, tuple[str, ...]]] = {
    "membership": (ORG + "Membership",),
    "statement": (
        KINDS["statement"].cls,
        PREFIXES["oa"] + "TextQuoteSelector",
        PREFIXES["oa"] + "TextPositionSelector",
    ),
}
"""The classes whose shapes speak of a part's keys, where they are others than the class of its kind."""
_MEMBERSHIP: Final = {"anyOf": [{"type": "string"}, {"$ref": "#/definitions/membership"}]}
_ROLES: Final = {"anyOf": [_MEMBERSHIP, {"type": "array", "items": _MEMBERSHIP}]}
_OFFSETS: Final = {"type": "array", "items": _TYPES["xsd:nonNegativeInteger"], "minItems": 2, "maxItems": 2}
_DRAFT: Final = {
    "type": "object",
    "description": "Only in drafts: what counterpoint draft noted and counterpoint review goes by.",
}


def record_schema(workspace: Workspace) -> dict[str, Any]:
    """Make the schema of the records of a workspace, with the terms that its own ontology adds.

    :returns: a JSON Schema, draft 7, which is what editors know.
    :raises WorkspaceError: where the ontology cannot be read.
    """
    return _Schema(workspace).whole()


def schema_text(workspace: Workspace) -> str:
    """Write the schema of a workspace as the text of a file."""
    return json.dumps(record_schema(workspace), indent=2, ensure_ascii=False) + "\n"


def schema_line(workspace: Workspace, record: Path) -> str:
    """Give the comment by which editors find the schema of a record; empty where the workspace has none.

    :param workspace: the workspace.
    :param record: the file that it stands in.
    """
    schema = workspace.root / "ontology" / SCHEMA_FILE
    if not (schema.is_file() and record.is_relative_to(workspace.root)):
        return ""
    up = "../" * (len(record.relative_to(workspace.root).parts) - 1)
    return f"yaml-language-server: $schema={up}ontology/{SCHEMA_FILE}"


class _Schema:
    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.vocabulary: Vocabulary = workspace.vocabulary

    def whole(self) -> dict[str, Any]:
        sections: dict[str, Any] = {}
        for section in forms.SECTIONS:
            kind = next(kind for kind in KINDS.values() if kind.section == section)
            one = {"$ref": f"#/definitions/{kind.name}"}
            if section == "source":
                sections[section] = one
            elif section == "statements":
                sections[section] = {"type": "array", "items": one}
            else:
                # A thing of which no more than the name is said may be written `id: name`.
                either = {"anyOf": [{"type": "string"}, one]}
                names = {"pattern": r"^\S+$", "maxLength": 120}
                sections[section] = {"type": "object", "propertyNames": names, "additionalProperties": either}
        return {
            "$schema": "http://json-schema.org/draft-07/schema#",
            "title": "A record of Counterpoint",
            "type": "object",
            "properties": {**sections, "draft": _DRAFT},
            "additionalProperties": False,
            "definitions": {kind: self._part(kind) for kind in sorted(forms.KEYS)},
        }

    def _part(self, kind: str) -> dict[str, Any]:
        keys = sorted(forms.allowed(kind, self.vocabulary))
        properties = {key: self._key(kind, key) for key in keys}
        if kind == "statement":
            properties["draft"] = _DRAFT
        part: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
        demands: dict[str, Any] = {"required": list(forms.REQUIRED[kind])} if kind in forms.REQUIRED else {}
        if kind != "statement":
            return part | demands
        demands["anyOf"] = [{"required": [stance]} for stance in sorted(self.vocabulary.stances)]
        return part | {"if": {"required": ["draft"]}, "else": demands}  # of a draft, much is still open

    def _key(self, kind: str, key: str) -> dict[str, Any]:
        value, about = self._value(kind, key), self._about(kind, key)
        if key in forms.SEVERAL or key in self.vocabulary.stances or key in self.vocabulary.own_terms:
            value = {"anyOf": [value, {"type": "array", "items": value, "minItems": 1}]}
        return {"description": about, **value} if about else value

    def _value(self, kind: str, key: str) -> dict[str, Any]:
        special: dict[str, Mapping[str, Any]] = {
            "roles": _ROLES,
            "mode": {"enum": sorted(self.vocabulary.modes)},
            "source.type": {"enum": sorted(self.vocabulary.source_types)},
            "statement.at": _OFFSETS,
        }
        found = special.get(f"{kind}.{key}") or special.get(key) or self._plain(kind, key)
        return dict(found)

    def _plain(self, kind: str, key: str) -> Mapping[str, Any]:
        if key in forms.IRI_KEYS:
            return {"type": "string", "format": "uri"}
        kinds = forms.referred(kind, key, self.vocabulary)
        if kinds:
            concepts = (key.partition(":") for key in self.vocabulary.concepts)
            known = sorted(name for one, _, name in concepts if one in kinds)
            free = {"type": "string", "pattern": r"^\S+$"}
            # The ids of the ontology are offered; those of other files are allowed.
            return {"anyOf": [{"enum": known}, free]} if known else free
        kind_of_value = _TYPES.get(self.vocabulary.datatype(key), {"type": ["string", "number", "boolean"]})
        return {**kind_of_value, **self._limits(kind, key)}

    def _limits(self, kind: str, key: str) -> dict[str, Any]:
        limits: dict[str, Any] = {}
        for shape in self._shapes_of(kind, key):
            if pattern := shape.get("pattern"):
                limits["pattern"] = pattern
            if longest := shape.get("maxLength"):
                limits["maxLength"] = int(longest)
        return limits

    def _about(self, kind: str, key: str) -> str:
        """Say what a key means: the ontology's comment, else what its shape says, else its property."""
        iri = self.vocabulary.iri(key)
        said = [self._comments[iri]] if iri in self._comments else []
        said += [message for shape in self._shapes_of(kind, key) if (message := shape.get("message"))]
        if said:
            return ". ".join(dict.fromkeys(text[0].upper() + text[1:].rstrip(".") for text in said)) + "."
        return iri if ":" in iri and not iri.endswith(f":{key}") else ""

    def _shapes_of(self, kind: str, key: str) -> Iterator[Mapping[str, str]]:
        path = self.vocabulary.iri("start" if (kind, key) == ("statement", "at") else key)
        paths = {path, self.vocabulary.iri("label")} if key == "name" else {path}
        classes = _CLASSES.get(kind) or (KINDS[kind].cls,)
        for shape in self._shapes:
            if shape["class"] in classes and shape.get("path") in paths:
                yield shape

    @cached_property
    def _comments(self) -> dict[str, str]:
        comment = PREFIXES["rdfs"] + "comment"
        found: dict[str, str] = {}
        for path in self.workspace.ontology:
            for quad in parse_turtle(path):
                if quad.predicate.value == comment and isinstance(quad.subject, ox.NamedNode):
                    found.setdefault(quad.subject.value, str(getattr(quad.object, "value", "")))
        return found

    @cached_property
    def _shapes(self) -> list[dict[str, str]]:
        """List the property shapes: the class that they aim at, and their other values by name."""
        found = []
        for path in self.workspace.shapes:
            values: dict[Any, dict[str, list[Any]]] = {}
            for quad in parse_turtle(path):
                name = quad.predicate.value.removeprefix(_SH)
                values.setdefault(quad.subject, {}).setdefault(name, []).append(quad.object)
            for shape in values.values():
                for cls in shape.get("targetClass", ()):
                    for part in shape.get("property", ()):
                        plain = {name: str(getattr(one[0], "value", "")) for name, one in values.get(part, {}).items()}
                        found.append({**plain, "class": cls.value})
        return found
