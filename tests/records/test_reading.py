"""From YAML to parts: every fault of form is told at its place, and none is told twice."""

from __future__ import annotations

import pytest

from counterpoint.records.parts import Part, Value
from counterpoint.records.reading import is_id, read
from tests.desk import NAME, RECORD, Desk


def faults(desk: Desk) -> list[str]:
    return [str(fault).removeprefix(NAME + ":") for fault in desk.read().faults]


def test_a_sound_record_is_read_with_the_place_of_every_value(desk: Desk) -> None:
    record = desk.read()
    assert record.faults == []
    assert record.source is not None
    assert (record.source.identifier, str(record.source.place_of("title"))) == ("moon-talk", f"{NAME}:3:10")
    assert [(thing.kind, thing.identifier, thing.text("name")) for thing in record.things] == [
        ("person", "ada", "Ada Lovelace"),
        ("person", "bob", "Bob Bern"),
        ("organisation", "acme", "Acme"),
        ("topic", "moon", "The moon"),
        ("claim", "cheese", "The moon is cheese."),
        ("claim", "round", "The moon is round."),
    ]
    [statement] = record.statements
    assert statement.identifier == "ada-1"
    assert [value.text for value in statement.values["at"]] == ["9", "35"]
    assert str(statement.place_of("at")) == f"{NAME}:20:9"
    assert str(statement.place_of("note")) == str(statement.place) == f"{NAME}:16:5"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("mode: direct", "mod: direct", '18:5: a statement has no key "mod"; did you mean mode?'),
        ("claims:", "claim:", '12:1: a record has no key "claim"; did you mean claims?'),
        ("acme: Acme", "acme: {nam: Acme}", '9:10: an organisation has no key "nam"; did you mean name?'),
        (
            "ada: Ada Lovelace",
            "ada: {name: Ada, born: 1815}",
            '6:20: a person has no key "born"; it may have description, name, note, roles, same-as, url',
        ),
        ("ada: Ada Lovelace", "ada:", '6:3: the person "ada" has no name; write the name after the colon'),
        ("ada: Ada Lovelace", 'ada: ""', '6:3: the person "ada" has no name; write the name after the colon'),
        ("ada: Ada Lovelace", "ada: {note: x}", '6:3: the person "ada" has no name; add name: …'),
        ("ada: Ada Lovelace", "ada: {name: }", "6:15: name: has no value; write one, or take the key out"),
        (
            "ada: Ada Lovelace",
            "ada: [x]",
            '6:8: the person "ada" must be keys and values; write key: value, indented',
        ),
        (
            "ada: Ada Lovelace",
            "ada: {name: Ada, roles: [{at: acme}]}",
            "6:28: an entry of roles: has no role; add role: …",
        ),
        (
            "ada: Ada Lovelace",
            "ada: {name: Ada, roles: }",
            "6:27: roles: has no value; write one, or take the key out",
        ),
        (
            "ada: Ada Lovelace",
            "ada: {name: Ada, roles: [[x]]}",
            "6:28: an entry of roles: must be keys and values; write key: value, indented",
        ),
        (
            "speaker: ada",
            "note: x",
            "16:5: a statement has no speaker; add speaker: with the id of a person or an organisation",
        ),
        (
            "    mode: direct\n",
            "",
            "16:5: a statement has no mode; add mode: direct, reported or paraphrased",
        ),
        (
            "    quote: the moon is made of cheese\n",
            "",
            "16:5: a statement has no quote; add quote: with a few words of the source as evidence",
        ),
        ("quote: the moon is made of cheese", "quote:", "19:11: quote: has no value; write one, or take the key out"),
        (
            "quote: the moon is made of cheese",
            'quote: " "',
            "19:12: quote: has no value; write one, or take the key out",
        ),
        ("mode: direct", "mode: [direct, reported]", "18:11: mode: takes one value, not a list; keep one"),
        (
            "speaker: ada",
            "speaker: {id: ada}",
            "16:14: speaker: takes text, not keys and values; write the value after the colon",
        ),
        ("[9, 35]", "9", "20:9: at: must be two offsets; write at: [start, end], or take it out and run check --fill"),
        (
            "[9, 35]",
            "[9, 35, 40]",
            "20:9: at: must be two offsets; write at: [start, end], or take it out and run check --fill",
        ),
        ("  id: moon-talk\n", "", "2:3: a source has no id; add id: …"),
        ("  title: A talk about the moon\n", "", "2:3: a source has no title; add title: …"),
        (
            "organisations:\n  acme: Acme",
            "organisations: [acme]",
            "8:16: organisations: must hold ids, each with its description; write id: {name: …}",
        ),
        (
            "  bob:",
            "  ada:",
            '7:3: "ada" stands here twice, first on line 6; keep one of them',
        ),
        (
            "ada: Ada Lovelace",
            "ada: !!python/object/apply:os.system {name: Ada}",
            "6:8: the tag !!python/object/apply:os.system is not used in records; remove it",
        ),
    ],
)
def test_a_fault_of_form_is_told_once_at_its_place(desk: Desk, old: str, new: str, fault: str) -> None:
    desk.spoil(old, new)
    assert fault in faults(desk)
    assert len([line for line in faults(desk) if line.startswith(fault.partition(": ")[0])]) == 1


def test_a_list_of_statements_needs_hyphens(desk: Desk) -> None:
    head = RECORD.partition("statements:")[0]
    desk.write(NAME, head + "statements:\n  ada-1: {speaker: ada}\n")
    assert faults(desk) == ["16:3: statements: must be a list; begin each statement with a hyphen: - speaker: …"]


def test_statements_need_a_source(desk: Desk) -> None:
    desk.write(NAME, RECORD.partition("people:")[1] + RECORD.partition("people:")[2])
    assert faults(desk) == ["1:1: there are statements but no source; add source: with its id and title"]


def test_a_source_that_cannot_be_read_is_not_said_to_be_missing(desk: Desk) -> None:
    desk.spoil("source:\n  id: moon-talk\n  title: A talk about the moon\n  published: 2020-02-29\n", "source: talk\n")
    assert faults(desk) == ["1:9: a source must be keys and values; write key: value, indented"]


@pytest.mark.parametrize("section", ["people", "organisations", "claims", "topics", "roles", "statements", "source"])
@pytest.mark.parametrize("nothing", ["", " ~", " null", ' ""'])
def test_a_section_may_be_empty(desk: Desk, section: str, nothing: str) -> None:
    record = read("x.yaml", f"{section}:{nothing}\n".encode(), desk.workspace.vocabulary)
    assert (record.faults, record.things, record.statements, record.source) == ([], [], [], None)


@pytest.mark.parametrize("text", ["007", "1e5", "yes", "no", "2016", "0x1F", "1_000", "12:30", ".inf"])
def test_numbers_and_words_of_yaml_stay_text(desk: Desk, text: str) -> None:
    desk.spoil("ada: Ada Lovelace", f"ada: {text}")
    record = desk.read()
    assert record.faults == []
    assert record.things[0].text("name") == text


IDS = {
    "michael-west": True,
    "bmj.i631_2": True,
    "ünïcode": True,
    "日本": True,
    "1e5": True,
    "null": True,
    "con": True,
    "a" * 120: True,
    "a" * 121: False,
    "__proto__": False,
    "..": False,
    ".hidden": False,
    "-a": False,
    "../../etc/passwd": False,
    "a/b": False,
    "a b": False,
    "a\u00a0b": False,
    "a:b": False,
    "a#b": False,
    "a%20b": False,
    "<b>": False,
    "a\n": False,
    "\u202eevil": False,
    "": False,
}


@pytest.mark.parametrize("text", IDS)
def test_an_id_can_be_part_of_an_iri_and_of_a_file_name(text: str) -> None:
    assert is_id(text) is IDS[text]


@pytest.mark.parametrize("bad", ["__proto__", "..", "../x", "a b", '"a/b"', "-a", "a%20b", '"\\u202Eevil"'])
def test_what_cannot_be_an_id_is_told(desk: Desk, bad: str) -> None:
    desk.spoil("  bob:", f"  {bad}:")
    [fault] = faults(desk)
    shown = bad.strip('"').replace("\\u202E", "\\u202e")
    hint = "use letters, digits, hyphens, dots and underscores, beginning with a letter or a digit"
    assert fault == f'7:3: "{shown}" cannot be an id; {hint}'


def test_a_very_long_id_is_told_without_being_repeated(desk: Desk) -> None:
    desk.spoil("id: moon-talk", "id: " + "a" * 5000)
    assert faults(desk) == ["2:7: an id of 5,000 characters is too long; 120 are allowed"]


def test_a_key_of_several_lines_is_told_in_one(desk: Desk) -> None:
    desk.spoil("  bob:", "  ? |\n    b\n    c\n  : x\n  bob:")
    [fault] = faults(desk)
    assert fault.startswith(r'7:5: "b\nc\n" cannot be an id; ')


def test_statements_without_an_id_are_numbered_by_speaker(desk: Desk) -> None:
    statement = RECORD.partition("statements:\n")[2]
    desk.write(NAME, RECORD + statement.replace("ada", "bob") + statement)
    assert [part.identifier for part in desk.read().statements] == ["ada-1", "bob-1", "ada-2"]


def test_the_number_of_a_speaker_who_is_no_id_is_not_told_as_an_id(desk: Desk) -> None:
    desk.spoil("speaker: ada", "speaker: Ada Lovelace")
    assert faults(desk) == []


def test_two_statements_with_one_id_are_told_and_kept_apart(desk: Desk) -> None:
    statement = RECORD.partition("statements:\n")[2].replace("- speaker: ada", "- id: ada-1\n    speaker: bob")
    desk.write(NAME, RECORD + statement)
    assert faults(desk) == [
        '21:9: two statements have the id "ada-1", the first on line 16; give one of them another id'
    ]
    assert len({part.identifier for part in desk.read().statements}) == 2


def test_a_role_may_be_one_word_one_entry_or_a_list(desk: Desk) -> None:
    for written in ("lecturer", "{role: lecturer}", "[lecturer]", "[{role: lecturer}]"):
        text = f"people: {{ada: {{name: Ada, roles: {written}}}}}"
        record = read("x.yaml", text.encode(), desk.workspace.vocabulary)
        assert record.faults == []
        assert [role.text("role") for role in record.things[0].parts] == ["lecturer"]


def test_a_quote_is_read_without_the_spaces_around_it(desk: Desk) -> None:
    desk.spoil("quote: the moon is made of cheese", "quote: |\n      the moon is made of cheese\n\n")
    assert desk.read().statements[0].text("quote") == "the moon is made of cheese"


def test_the_words_beside_a_quote_keep_their_spaces(desk: Desk) -> None:
    desk.spoil("mode: direct", 'mode: direct\n    before: "Ada says "\n    after: ","')
    assert desk.read().statements[0].text("before") == "Ada says "


def test_a_statement_says_whether_it_stands_between_braces(desk: Desk) -> None:
    head = RECORD.partition("statements:")[0]
    desk.write(NAME, head + "statements:\n  - {speaker: ada, supports: cheese, mode: direct, quote: a, at: [0, 1]}\n")
    assert [part.flow for part in desk.read().statements] == [True]


def test_a_part_says_what_it_lacks() -> None:
    from counterpoint.errors import Place

    place = Place("x.yaml", 1, 1)
    part = Part("person", "ada", place, {"name": [Value("Ada", Place("x.yaml", 2, 3))]})
    assert (part.text("name"), part.text("url"), part.place_of("url")) == ("Ada", "", place)
