"""Trees of nodes: as deep and as large as a record can be, and no deeper or larger."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from counterpoint.records.composing import MAX_ALIASED, MAX_DEPTH, RefusedError, compose


def composed(text: str) -> tuple[Any, list[str]]:
    """Give the tree as plain Python, and the faults with line and column from 1."""
    faults: list[str] = []

    def note(mark: Any, message: str, hint: str) -> None:
        faults.append(f"{mark.line + 1}:{mark.column + 1}: {message}; {hint}")

    try:
        root = compose(text, note)
    except RefusedError:
        return None, faults
    return plain(root), faults


def plain(node: Any) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {key.value: plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [plain(item) for item in node.value]
    return None if node is None else node.value


def test_every_value_is_text_as_it_is_written() -> None:
    written = "{a: 007, b: yes, c: 1e5, d: 2016-02-30, e: ~, f: null, g: 0x1F, h: '', i: .5, j: 12:30}"
    expected = {"a": "007", "b": "yes", "c": "1e5", "d": "2016-02-30", "e": "~", "f": "null", "g": "0x1F", "h": ""}
    assert composed(written) == ({**expected, "i": ".5", "j": "12:30"}, [])


def test_an_alias_stands_for_what_its_anchor_names() -> None:
    assert composed("a: &x [1, {b: 2}]\nc: *x\n") == ({"a": ["1", {"b": "2"}], "c": ["1", {"b": "2"}]}, [])


def test_an_anchor_may_be_given_anew() -> None:
    assert composed("a: &x 1\nb: &x 2\nc: *x\n")[0]["c"] == "2"


@pytest.mark.parametrize("empty", ["", "# a comment\n", "\n\n", "---\n...\n# end"])
def test_a_text_may_say_nothing(empty: str) -> None:
    assert composed(empty)[0] in (None, "")


@pytest.mark.parametrize("opening", ["[", "{a: ", "[\n", "- ", "? "])
@pytest.mark.parametrize("levels", [MAX_DEPTH + 1, 1_000, 200_000])
def test_deep_nesting_is_refused_and_does_not_end_the_process(opening: str, levels: int) -> None:
    tree, faults = composed(opening * levels)
    assert tree is None
    assert len(faults) == 1
    assert f"the YAML is nested more than {MAX_DEPTH} levels deep" in faults[0]


def test_the_deepest_nesting_allowed_is_read() -> None:
    assert composed("[" * MAX_DEPTH + "]" * MAX_DEPTH)[1] == []


def test_aliases_that_expand_without_bound_are_refused() -> None:
    laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    laughs += "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10))
    tree, faults = composed(laughs)
    assert tree is None
    assert faults == [f"5:10: the aliases expand to more than {MAX_ALIASED:,} values; write the values out"]


def test_a_large_text_without_aliases_is_not_taken_for_an_expansion() -> None:
    tree, faults = composed("[" + "x," * (MAX_ALIASED + 1) + "]")
    assert (len(tree), faults) == (MAX_ALIASED + 1, [])


@pytest.mark.parametrize("text", ["&a [*a]", "&a {b: *a}", "&a {*a : b}", "&a [[[{b: [*a]}]]]"])
def test_what_contains_itself_is_refused(text: str) -> None:
    tree, faults = composed(text)
    assert tree is None
    assert faults[0].endswith("*a stands for what it is itself a part of; write the value out")


def test_an_alias_without_an_anchor_may_be_an_asterisk_that_wants_quotation_marks() -> None:
    hint = "put text that begins with * between quotation marks"
    assert composed("a: *great\n")[1] == [f"1:4: *great refers to an anchor that is not there; {hint}"]


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("a: !!python/object/apply:os.system [ls]", "!!python/object/apply:os.system"),
        ("a: !!python/name:os.system x", "!!python/name:os.system"),
        ("a: !!binary aGk=", "!!binary"),
        ("a: !!str 1", "!!str"),
        ("a: !mine {b: c}", "!mine"),
        ("a: !<tag:example.org,2000:x> b", "tag:example.org,2000:x"),
    ],
)
def test_tags_are_refused_and_nothing_is_made_of_them(text: str, tag: str) -> None:
    assert composed(text)[1] == [f"1:4: the tag {tag} is not used in records; remove it"]


def test_a_key_stands_once_and_the_first_counts() -> None:
    tree, faults = composed("a: 1\nb: 2\na: 3\n")
    assert tree == {"a": "1", "b": "2"}
    assert faults == ['3:1: "a" stands here twice, first on line 1; keep one of them']


@pytest.mark.parametrize("key", ["[a, b]", "{a: b}", "? [a]\n"])
def test_a_key_is_text(key: str) -> None:
    tree, faults = composed(f"{key}: x\nsound: y\n")
    assert tree == {"sound": "y"}
    assert [fault.partition(": ")[2] for fault in faults] == ["a key must be text; write key: value"]


def test_a_second_document_is_refused() -> None:
    assert composed("a: 1\n---\nb: 2\n") == (None, ["2:1: a second YAML document begins here; take the line --- out"])
