"""Files that are no record are told so, at the line and the column where it shows."""

from __future__ import annotations

import pytest

from counterpoint.records.yamltree import MAX_LINE, Tree


def faults(data: str | bytes) -> list[str]:
    tree = Tree("x.yaml", data if isinstance(data, bytes) else data.encode())
    if tree.faults:
        assert tree.root is None
    return [str(fault) for fault in tree.faults]


EMPTY = "x.yaml:1:1: the file is empty; write source:, people:, claims: …, or remove it"
NOTHING = "x.yaml:1:1: the file says nothing; write source:, people:, claims: …, or remove it"
BINARY = "x.yaml:1:1: this is a binary file; a record is text: YAML in UTF-8"
NO_RECORD = "x.yaml:1:1: a record begins with keys such as source: and statements:; see graph/sources"


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", EMPTY),
        (b" \n\t\n\r\n", EMPTY),
        (b"\xef\xbb\xbf", EMPTY),
        (b"# only a comment\n", NOTHING),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", BINARY),
        ("name: x".encode("utf-16"), "x.yaml:1:1: this is UTF-16; save the file in UTF-8"),
        (b"people:\n  ada: Ad\xe9\n", "x.yaml:2:10: this is not UTF-8; save the file in UTF-8"),
        ("é: ".encode() + b"\xff", "x.yaml:1:4: this is not UTF-8; save the file in UTF-8"),
        (b"- a\n- b\n", NO_RECORD),
        (b"hello", NO_RECORD),
        (b"~", NO_RECORD),
        (
            b"a: b\nc: d\x07e\n",
            "x.yaml:2:5: this is not valid YAML: it holds a control character; remove it; it may be invisible",
        ),
        (
            b"a: b\n" + b"# \n" * 4000 + b"\0",
            "x.yaml:4002:1: this is not valid YAML: it holds a control character; remove it; it may be invisible",
        ),
        (b"a: 1\n---\nb: 2\n", "x.yaml:2:1: a second YAML document begins here; take the line --- out"),
    ],
)
def test_what_is_no_record_is_refused(data: bytes, fault: str) -> None:
    assert faults(data) == [fault]


def test_a_line_of_ten_megabytes_is_refused() -> None:
    assert faults("a: b\n# " + "x" * 10_000_000) == [
        f"x.yaml:2:1: the line is 10,000,002 characters long; break it; {MAX_LINE:,} are allowed"
    ]


def test_a_line_counts_characters_not_bytes() -> None:
    assert faults("a: " + "é" * (MAX_LINE - 3)) == []


@pytest.mark.parametrize(
    ("text", "place", "hint"),
    [
        ("a: [b", "2:1", "look for a bracket that is opened and not closed"),
        ("a: {b: c\nd: e", "2:2", "look for a bracket that is opened and not closed"),
        ("a: b: c", "1:5", "text that holds a colon stands between quotation marks"),
        ("a: 'b", "1:6", "look for a quotation mark that is opened and not closed"),
        ('a: "it is \\d"', "1:11", "put text that holds a backslash between single quotation marks"),
        ('a: "\\ud800"', "1:7", "put text that holds a backslash between single quotation marks"),
        ("a: @home", "1:4", "put text that begins with @, ` or % between quotation marks"),
        ("a: %d", "1:4", "put text that begins with @, ` or % between quotation marks"),
        ("a:\n\tb: c", "2:1", "indent with spaces, not with tabs"),
        ("a:\n  b: c\n\td: e", "3:1", "indent with spaces, not with tabs"),
        (
            "a: b\n\u00a0 c: d: e",
            "2:7",
            "the indentation holds a space that is no ordinary one, perhaps copied from a page; type it anew",
        ),
        ("a: &", "1:5", "put text that begins with & between quotation marks"),
        ("a: *", "1:5", "put text that begins with * between quotation marks"),
        ("a: 'b' c", "1:8", "look at the indentation and the quotation marks near here"),
        ("a:\n  - b\n c: d", "3:2", "look at the indentation and the quotation marks near here"),
        ("a\nb: c", "2:2", "text that holds a colon stands between quotation marks"),
    ],
)
def test_invalid_yaml_is_told_with_what_to_look_for(text: str, place: str, hint: str) -> None:
    [fault] = faults(text)
    assert fault.startswith(f"x.yaml:{place}: this is not valid YAML: ")
    assert fault.endswith(f"; {hint}")


def test_invalid_yaml_is_told_with_the_line_where_it_began() -> None:
    [fault] = faults("a: [b,\n  c,\nd: e\n")
    assert "in what begins on line 1;" in fault


def test_line_ends_and_a_byte_order_mark_do_not_move_places() -> None:
    for text in ("\ufeffa: b\nc: d\n", "a: b\r\nc: d\r\n", "a: b\rc: d\r"):
        tree = Tree("x.yaml", text.encode())
        assert tree.root is not None
        assert [str(tree.place(key)) for _, key, _ in tree.items(tree.root)] == ["x.yaml:1:1", "x.yaml:2:1"]


def test_columns_count_characters() -> None:
    tree = Tree("x.yaml", "{é: 😀, b: c}".encode())
    assert tree.root is not None
    assert [tree.place(key).column for _, key, _ in tree.items(tree.root)] == [2, 8]
