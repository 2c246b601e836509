"""Edits at places: what is edited says what was meant, and every other character stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import yaml

from counterpoint.errors import FaultsError, WorkspaceError
from counterpoint.records.composing import Node
from counterpoint.records.editing import Document

FILE = "graph/x.yaml"


def edited(text: str, edit: Callable[[Document], object]) -> str | None:
    document = Document(FILE, text.encode())
    edit(document)
    result = document.result()
    return None if result is None else result.decode()


def node(document: Document, *path: str | int) -> Node:
    """Find a value by the keys and positions that lead to it."""
    found: Node = document.root
    for step in path:
        if isinstance(step, int):
            found = found.value[step]
        else:
            below = document.child(found, step)
            assert below is not None
            found = below
    return found


def scalar(document: Document, *path: str | int) -> yaml.ScalarNode:
    found = node(document, *path)
    assert isinstance(found, yaml.ScalarNode)
    return found


REPLACED = {
    "plain, with a comment": ("a: old  # why\n", "a: new  # why\n"),
    "single quotation marks": ("a: 'old'\n", "a: 'new'\n"),
    "double quotation marks": ('a: "old" # why\n', 'a: "new" # why\n'),
    "between braces": ("{a: old, b: 1}\n", "{a: new, b: 1}\n"),
    "an anchor": ("a: &x old\n", "a: &x new\n"),
    "several lines": ("a: old\n  and more\nb: 1\n", "a: new\nb: 1\n"),
    "a block": ("a: |\n  old\n\nb: 1\n", "a: new\n\nb: 1\n"),
    "nothing": ("a:\nb: 1\n", "a: new\nb: 1\n"),
    "line ends of Windows, a byte order mark": ("\ufeffb: é😀\r\na: old\r\n", "\ufeffb: é😀\r\na: new\r\n"),
    "no line end at the end": ("a: old", "a: new"),
}


@pytest.mark.parametrize("case", REPLACED)
def test_a_value_is_replaced_in_its_own_style(case: str) -> None:
    before, after = REPLACED[case]
    assert edited(before, lambda document: document.replace(node(document, "a"), "new")) == after


@pytest.mark.parametrize(
    "value", ["a: b", "- x", "no # c", "true", "", "it's", "a\nb", '"', "[x", "{", "@x", "é\u2028"]
)
@pytest.mark.parametrize("text", ["a: old\n", "a: 'old'\n", 'a: "old"\n', "{a: old}\n"])
def test_whatever_is_written_reads_as_it_was_meant(value: str, text: str) -> None:
    result = edited(text, lambda document: document.replace(node(document, "a"), value))
    assert result is not None
    assert Document(FILE, result.encode()).child(Document(FILE, result.encode()).root, "a") is not None
    assert scalar(Document(FILE, result.encode()), "a").value == value


def test_what_an_alias_repeats_is_replaced_where_both_are_meant() -> None:
    def both(document: Document) -> None:
        document.replace(node(document, "a"), "new")
        document.replace(node(document, "b"), "new")

    assert edited("a: &x old\nb: *x\n", both) == "a: &x new\nb: *x\n"
    with pytest.raises(WorkspaceError, match="cannot be edited safely"):
        edited("a: &x old\nb: *x\n", lambda document: document.replace(node(document, "a"), "new"))


def test_a_key_is_replaced() -> None:
    text = "people:\n  # the first\n  ada: Ada  # here\n"
    assert edited(text, lambda document: document.replace(document.root.value[0][1].value[0][0], "ada-l")) == (
        "people:\n  # the first\n  ada-l: Ada  # here\n"
    )


PEOPLE = "people:\n  # one\n  a: A\n\n  # two\n  b:\n    name: B\n    # deeper\n  # three\n  c: C  # end\n"
REMOVED: dict[str, tuple[str, tuple[str | int, ...], str | None]] = {
    "an entry of several lines": (
        PEOPLE,
        ("people", "b"),
        "people:\n  # one\n  a: A\n\n  # two\n  # three\n  c: C  # end\n",
    ),
    "the last entry": (PEOPLE, ("people", "c"), PEOPLE.removesuffix("  c: C  # end\n")),
    "the last of all": ("x: 1\npeople:\n  a: A\n", ("people", "a"), "x: 1\n"),
    "a statement between empty lines": (
        "s:\n  - a: 1\n\n  - a: 2\n\n  - a: 3\n",
        ("s", 1),
        "s:\n  - a: 1\n\n  - a: 3\n",
    ),
    "the first statement": ("s:\n  - a: 1\n\n  - a: 2\n", ("s", 0), "s:\n  - a: 2\n"),
    "the last statement": ("s:\n  - a: 1\n\n  - a: 2\n", ("s", 1), "s:\n  - a: 1\n"),
    "a key behind a hyphen": ("s:\n  - a: 1\n    b: 2\n  - a: 3\n", ("s", 0, "a"), "s:\n  - b: 2\n  - a: 3\n"),
    "the first between brackets": ("a: [x, y, z] # c\n", ("a", 0), "a: [y, z] # c\n"),
    "the last between brackets": ("a: [x, y, z]\n", ("a", 2), "a: [x, y]\n"),
    "between braces": ("- {a: 1, b: 2, c: 3}\n", (0, "b"), None),
    "an entry before an alias": ("{a: 1, b: &x 2, c: *x, d: 4}\n", ("d",), "{a: 1, b: &x 2, c: *x}\n"),
    "an item of a list at the margin": ("s:\n- a\n# b\n- b\n", ("s", 0), "s:\n# b\n- b\n"),
    "what has a hyphen of its own": ("s:\n  -\n    a: 1\n  -\n    a: 2\n", ("s", 1), "s:\n  -\n    a: 1\n"),
}


@pytest.mark.parametrize("case", REMOVED)
def test_an_entry_goes_with_its_lines(case: str) -> None:
    before, path, after = REMOVED[case]
    if after is None:
        before, path, after = "x: {a: 1, b: 2, c: 3}\n", ("x", "b"), "x: {a: 1, c: 3}\n"
    assert edited(before, lambda document: document.remove(node(document, *path))) == after


def test_a_file_in_which_nothing_is_left_is_nothing() -> None:
    assert edited("people:\n  a: A\n", lambda document: document.remove(node(document, "people", "a"))) is None


ADDED = {
    "in order": ("people:\n  a: A\n  c: C\n", "people:\n  a: A\n  b:\n    name: B\n  c: C\n"),
    "where there is no order": ("people:\n  c: C\n  a: A\n", "people:\n  c: C\n  a: A\n  b:\n    name: B\n"),
    "at the end": ("people:\n  a: A", "people:\n  a: A\n  b:\n    name: B\n"),
    "into an empty section": ("people:\nx: 1\n", "people: {b: {name: B}}\nx: 1\n"),
    "without a section": ("x: 1\n", "x: 1\npeople:\n  b:\n    name: B\n"),
    "between braces": ("{people: {a: A}}\n", "{people: {a: A, b: {name: B}}}\n"),
    "between empty lines": ("people:\n  a: A\n\n  aa: A\n\nx: 1\n", None),
}


@pytest.mark.parametrize("case", ADDED)
def test_an_entry_comes_into_a_section(case: str) -> None:
    before, after = ADDED[case]
    if after is None:
        after = "people:\n  a: A\n\n  aa: A\n\n  b:\n    name: B\n\nx: 1\n"
    assert edited(before, lambda document: document.enter("people", {"b": {"name": "B"}})) == after


def test_items_are_added_in_the_style_of_the_list() -> None:
    def add(document: Document) -> None:
        for name in ("flow", "block", "roles"):
            found = node(document, name)
            assert isinstance(found, yaml.SequenceNode)
            document.append(found, {"role": "r", "at": "o"} if name == "roles" else "new")

    text = "flow: [a]\nblock:\n  - a  # c\nroles:\n  - {role: q}\n"
    assert edited(text, add) == (
        "flow: [a, new]\nblock:\n  - a  # c\n  - new\nroles:\n  - {role: q}\n  - {role: r, at: o}\n"
    )


def test_edits_within_what_goes_are_left_out() -> None:
    def edit(document: Document) -> None:
        document.replace(node(document, "people", "b", "name"), "Else")
        document.remove(node(document, "people", "b"))
        document.replace(node(document, "people", "c"), "Cy")

    result = edited(PEOPLE, edit)
    assert result == "people:\n  # one\n  a: A\n\n  # two\n  # three\n  c: Cy  # end\n"


UNSAFE: dict[str, tuple[str, tuple[str | int, ...]]] = {
    "an anchor goes that an alias needs": ("a: &x 1\nb: *x\n", ("a",)),
    "an item that is an alias": ("a: [&x 1, 2, *x]\n", ("a", 0)),
}


@pytest.mark.parametrize("case", UNSAFE)
def test_what_cannot_be_edited_safely_is_refused(case: str) -> None:
    text, path = UNSAFE[case]
    with pytest.raises(WorkspaceError, match=r"graph/x\.yaml is written in a way that cannot be edited safely"):
        edited(text, lambda document: document.remove(node(document, *path)))


@pytest.mark.parametrize("text", ["a: [\n", "", "a: 1\na: 2\n", "\0", "- a\n"])
def test_what_is_no_record_is_not_opened(text: str) -> None:
    with pytest.raises(FaultsError, match=r"graph/x\.yaml:\d+:\d+: "):
        Document(FILE, text.encode())
