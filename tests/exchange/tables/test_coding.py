"""Tables of coded statements, row by row."""

from __future__ import annotations

from pathlib import Path

import pytest

from counterpoint.corpus import Corpus
from counterpoint.errors import CounterpointError, FaultsError, UsageError
from tests.exchange.arrivals import arrive, bring, empty, report, statements, write

TABLE = """\
title,date,person,organisation,concept,agreement,text
Moon news,2020-01-26,Ada Lovelace,Acme,The moon is cheese.,1,it is made of cheese
Moon news,2020-01-26,Bob Bern,,The moon is cheese.,0,"no, it is rock"
Sun news,2020-02-03,Bob Bern,Rock Ltd,The sun is hot.,1,very hot
Sun news,2020-02-03,,Acme,The sun is hot.,0,=cold
"""


def test_every_row_is_a_statement_with_its_words_in_their_place(tmp_path: Path) -> None:
    corpus = arrive(write(tmp_path / "t.csv", TABLE), tmp_path / "ws")
    ns = "https://w3id.org/counterpoint/ns#"
    assert statements(corpus) == [
        ("Acme", f"{ns}opposes", "The sun is hot.", "=cold", "10", "15", "2020-02-03"),
        ("Ada Lovelace", f"{ns}supports", "The moon is cheese.", "it is made of cheese", "0", "20", "2020-01-26"),
        ("Bob Bern", f"{ns}opposes", "The moon is cheese.", "no, it is rock", "22", "36", "2020-01-26"),
        ("Bob Bern", f"{ns}supports", "The sun is hot.", "very hot", "0", "8", "2020-02-03"),
    ]
    assert not Corpus.check(tmp_path / "ws").faults
    assert (tmp_path / "ws/texts/moon-news.txt").read_text() == "it is made of cheese\n\nno, it is rock\n"


def test_an_organisation_of_a_speaker_counts_for_the_statement_alone(tmp_path: Path) -> None:
    rows = "Sun news,2020-02-03,Bob Bern,,The sun is big.,1,big\n"
    corpus = arrive(write(tmp_path / "t.csv", TABLE + rows), tmp_path / "ws")
    table = corpus.statements()
    by_claim = {table.claim.labels[code].rpartition("/")[2]: number for number, code in enumerate(table.claim.codes)}
    acting = {
        int(row): table.organisation.labels[code]
        for row, code in zip(table.organisation.rows, table.organisation.codes, strict=True)
    }
    assert by_claim["the-sun-is-big"] not in acting
    assert any(name.endswith("rock-ltd") for name in acting.values())


def test_the_text_at_hand_is_where_quotes_are_sought(tmp_path: Path) -> None:
    root = empty(tmp_path / "ws")
    (root / "texts").mkdir()
    text = "So we heard: “it is made of\ncheese”. Then Bob: no, it is rock."
    (root / "texts/moon-news.txt").write_text(text, encoding="utf-8")
    corpus = arrive(write(tmp_path / "t.csv", TABLE), root)
    found = {quote: (int(start), int(end)) for _, _, _, quote, start, end, _ in statements(corpus)}
    start, end = found["it is made of\ncheese"]
    assert text[start:end] == "it is made of\ncheese"
    modes = corpus.sparql(
        "SELECT ?m { ?s cp:mode ?m ; cp:evidence/oa:hasSelector/oa:exact ?q FILTER(STRSTARTS(?q, 'it is made')) }"
    )
    assert [row["m"] for row in modes.rows] == ["https://w3id.org/counterpoint/ns#direct"]


def test_a_quote_that_the_text_at_hand_does_not_hold_is_a_fault_of_its_row(tmp_path: Path) -> None:
    root = empty(tmp_path / "ws")
    write(root / "texts.txt", "")
    (root / "texts").mkdir()
    write(root / "texts/moon-news.txt", "Nothing of the sort. no, it is rock; no, it is rock.")
    with pytest.raises(FaultsError) as told:
        bring(write(tmp_path / "t.csv", TABLE), root)
    assert [str(fault) for fault in told.value.faults] == [
        't.csv:2:1: the quote "it is made of cheese" is not in the text of its source; look for it in another text',
        't.csv:3:1: the quote "no, it is rock" stands in the text 2 times; say where it begins',
    ]
    assert not list((root / "graph").rglob("*.yaml"))


def test_offsets_of_the_table_are_taken_where_there_is_no_text(tmp_path: Path) -> None:
    table = (
        "source,speaker,claim,stance,quote,start,end\nA,Ann,C.,1,four little words here,100,122\nA,Bob,C.,-1,no,7,\n"
    )
    corpus = arrive(write(tmp_path / "t.csv", table), tmp_path / "ws")
    assert [row[3:6] for row in statements(corpus)] == [("four little words here", "100", "122"), ("no", "7", "9")]
    assert not (tmp_path / "ws/texts").exists()


def test_long_evidence_is_cut_to_fifteen_words_and_said(tmp_path: Path) -> None:
    long = " ".join(f"word{number}" for number in range(40))
    arrival = bring(write(tmp_path / "t.csv", f"speaker,claim,stance,quote\nAnn,C.,1,{long}\n"), tmp_path / "ws")
    [row] = statements(Corpus.open(tmp_path / "ws"))
    assert len(row[3].split()) == 15
    assert "evidence is cut to its first fifteen words: 1 (t.csv:2:1)" in report(arrival)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("A,2020-01-26,,,C.,1,words", "t.csv:2:3: the statement has no speaker; name a person or an organisation"),
        ("A,2020-01-26,Ann,,,1,words", "t.csv:2:5: the statement has no claim; say what it is about"),
        ("A,2020-01-26,Ann,,C.,1,", "t.csv:2:7: the statement has no evidence; give a few words of the source"),
        ("A,2020-02-30,Ann,,C.,1,words", 't.csv:2:2: "2020-02-30" is no day; write it as 2016-02-03'),
        ("A,soon,Ann,,C.,1,words", 't.csv:2:2: "soon" is no day; write it as 2016-02-03'),
        (
            "A,1/2/2020,Ann,,C.,1,words",
            't.csv:2:2: "1/2/2020" may be two days; write dates = "dmy" or "mdy" under [settings] in the mapping',
        ),
        (
            "A,2020-01-26,Ann,,C.,perhaps,words",
            (
                't.csv:2:6: it is not known which stance "perhaps" stands for; '
                'write "perhaps" = "supports", "opposes" … under [stances] in the mapping'
            ),
        ),
        ("A,2020-01-26,Ann,,C.,#REF!,words", "t.csv:2:6: the cell holds the error #REF!; mend it in the spreadsheet"),
        ("A,2020-01-26,Ann,,C.,1,…", None),
    ],
)
def test_a_faulty_cell_is_named_by_its_row_and_column(tmp_path: Path, row: str, fault: str | None) -> None:
    path = write(
        tmp_path / "t.csv",
        "title,date,person,organisation,concept,agreement,text\n" + row + "\nA,2020-01-26,Ann,,C.,1,w x\n",
    )
    if fault is None:
        bring(path, tmp_path / "ws")
        return
    with pytest.raises(FaultsError) as told:
        bring(path, tmp_path / "ws")
    assert str(told.value).splitlines() == [fault, f"1 fault in t.csv, as {path}.mapping.toml reads it"]
    assert not list((tmp_path / "ws/graph").iterdir())


def test_a_table_without_quotes_is_refused_with_what_can_be_done(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", "person,concept,agreement\nAnn,C.,1\n")
    with pytest.raises(UsageError, match=r"no column holds evidence.* counterpoint network --statements"):
        bring(path, tmp_path / "ws")
    assert 'speaker = "person"' in (tmp_path / "t.csv.mapping.toml").read_text()


def test_the_mapping_is_saved_and_a_mended_one_is_heeded(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", "wer,was,wie,worte\nAnn,C.,3,ja ja\nBob,C.,1,nein nein\n")
    mapping = write(
        tmp_path / "m.toml",
        '[columns]\nspeaker = "wer"\nclaim = "was"\nstance = "wie"\nquote = "worte"\n'
        '[stances]\n3 = "supports"\n1 = "opposes"\n[settings]\nmode = "direct"\ntitle = "Eine Debatte"\n',
    )
    arrival = bring(path, tmp_path / "ws", mapping=mapping)
    assert (arrival.read.mapping, arrival.read.saved) == (mapping, False)
    assert [(row[0], row[1].rpartition("#")[2]) for row in statements(Corpus.open(tmp_path / "ws"))] == [
        ("Ann", "supports"),
        ("Bob", "opposes"),
    ]
    assert "title: Eine Debatte" in (tmp_path / "ws/graph/sources/eine-debatte.yaml").read_text()


def test_a_mapping_beside_the_file_is_used_and_stays_as_it_is(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", TABLE)
    bring(path, tmp_path / "one")
    mapping = tmp_path / "t.csv.mapping.toml"
    swapped = (
        mapping.read_text()
        .replace('"1" = "supports"', '"1" = "opposes"')
        .replace('"0" = "opposes"', '"0" = "supports"')
    )
    mapping.write_text(swapped)
    corpus = arrive(path, tmp_path / "two")
    assert {row[:2] for row in statements(corpus)} >= {("Ada Lovelace", "https://w3id.org/counterpoint/ns#opposes")}
    assert mapping.read_text() == swapped


def test_a_column_that_is_a_newspaper_makes_a_source_for_each_day(tmp_path: Path) -> None:
    table = "source,date,speaker,claim,stance,quote\nTimes,2020-01-01,Ann,C.,1,one\nTimes,2020-01-02,Ann,C.,1,two\n"
    arrival = bring(write(tmp_path / "t.csv", table), tmp_path / "ws")
    assert sorted(path.name for path in (tmp_path / "ws/graph/sources").iterdir()) == [
        "times-2020-01-01.yaml",
        "times-2020-01-02.yaml",
    ]
    assert '"Times" has 2 dates; each makes a source of its own' in report(arrival)


def test_known_people_are_reused_by_name_and_look_alikes_are_said(tmp_path: Path) -> None:
    root = empty(tmp_path / "ws")
    write(root / "graph/people.yaml", "people:\n  lovelace: Ada Lovelace\n  bern: Bob Berne\n")
    arrival = bring(write(tmp_path / "t.csv", TABLE), root)
    record = (root / "graph/sources/moon-news.yaml").read_text()
    assert "speaker: lovelace" in record
    assert "speaker: bob-bern" in record
    assert (root / "graph/people-t.yaml").read_text() == "# Imported from t.csv.\npeople:\n  bob-bern: Bob Bern\n"
    assert '"Bob Bern" is new beside "Bob Berne"; where they are the same, counterpoint merge bob-bern bern' in report(
        arrival
    )


def test_an_import_can_be_undone(tmp_path: Path) -> None:
    root = empty(tmp_path / "ws")
    arrival = bring(write(tmp_path / "t.csv", TABLE), root)
    assert arrival.change.summary == "import t.csv"
    assert len(list(root.rglob("*.yaml"))) == 6
    Corpus.undo(root)
    assert not [path for folder in ("graph", "texts") for path in (root / folder).rglob("*.*")]
    assert not Corpus.open(root).store.table("SELECT ?s { ?s a <https://w3id.org/counterpoint/ns#Statement> }")


def test_the_same_table_twice_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", TABLE)
    bring(path, tmp_path / "ws")
    before = sorted((file, file.read_bytes()) for file in (tmp_path / "ws/graph").rglob("*.yaml"))
    with pytest.raises(FaultsError, match=r'the source "Moon news" is in the workspace already, as moon-news'):
        bring(path, tmp_path / "ws")
    assert sorted((file, file.read_bytes()) for file in (tmp_path / "ws/graph").rglob("*.yaml")) == before


def test_names_that_would_lead_elsewhere_or_are_not_seen_are_made_harmless(tmp_path: Path) -> None:
    table = "source,speaker,claim,stance,quote\n../../etc/x,../../y,..,1,words here\n"
    table += "\u202eevil\u202c,A\u200bB,c,1,more words\n"
    arrival = bring(write(tmp_path / "t.csv", table), tmp_path / "ws")
    inside = {
        path.relative_to(tmp_path / "ws").as_posix()
        for path in (tmp_path / "ws").rglob("*.*")
        if ".counterpoint" not in path.parts
    }
    assert inside == {
        *(
            "counterpoint.toml",
            "graph/people.yaml",
            "graph/claims.yaml",
            "graph/sources/etc-x.yaml",
            "graph/sources/evil.yaml",
        ),
        *("texts/etc-x.txt", "texts/evil.txt"),
    }
    assert "cells with invisible characters, taken out: 2" in report(arrival)
    assert "\u202e" not in (tmp_path / "ws/graph/sources/evil.yaml").read_text()


def test_columns_that_are_not_mapped_are_counted(tmp_path: Path) -> None:
    table = (
        TABLE.replace("text\n", "text,weather\n").replace("cheese\n", "cheese,fine\n").replace('rock"\n', 'rock",\n')
    )
    table = table.replace("very hot\n", "very hot,\n").replace("=cold\n", "=cold,bad\n")
    assert 'cells of the column "weather", which is not mapped: 2' in report(
        bring(write(tmp_path / "t.csv", table), tmp_path / "ws")
    )


def test_a_row_with_the_same_number_is_another_claim_of_the_same_utterance(tmp_path: Path) -> None:
    table = "id,speaker,claim,stance,quote\nx1,Ann,C.,1,so it is\nx1,Ann,D.,0,so it is\nx2,Ann,D.,1,or not\n"
    arrive(write(tmp_path / "t.csv", table), tmp_path / "ws")
    record = (tmp_path / "ws/graph/sources/t.yaml").read_text()
    assert record.count("- id:") == 2
    assert len(statements(Corpus.open(tmp_path / "ws"))) == 3


def test_a_table_with_too_many_faults_says_so_and_stops(tmp_path: Path) -> None:
    rows = "".join(f"Ann{number},,1,words\n" for number in range(3000))
    with pytest.raises(CounterpointError) as told:
        bring(write(tmp_path / "t.csv", "speaker,claim,stance,quote\n" + "Ann,C.,1,words\n" + rows), tmp_path / "ws")
    lines = str(told.value).splitlines()
    assert len(lines) == 51
    assert lines[-1].startswith("1,001 faults in t.csv, as ")
    assert lines[-1].endswith(" reads it, of which these are the first 50")


def test_all_that_is_missing_is_said_at_once_with_the_file_to_mend(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", "Wer,Organisation,Worte\nAnn,Acme,so it is\n")
    with pytest.raises(UsageError) as told:
        bring(path, tmp_path / "ws")
    assert str(told.value) == (
        "t.csv:1:1: no column holds the claim nor evidence (a few words of the source); name the column under "
        f"[columns] in {path}.mapping.toml; not used yet: Wer, Worte; where there are no quotes, counterpoint network "
        "--statements makes networks of the table as it is"
    )


def test_a_header_alone_is_told_from_a_header_that_is_not_understood(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"t\.csv:1:1: there is no statement below the header"):
        bring(write(tmp_path / "t.csv", "speaker,claim,stance,quote\n"), tmp_path / "ws")


def test_a_mapping_that_has_grown_old_is_said_to_be_it(tmp_path: Path) -> None:
    bring(write(tmp_path / "t.csv", TABLE), tmp_path / "one")
    with pytest.raises(UsageError, match=r'no column "text", which the mapping names for quote.*guessed anew'):
        bring(write(tmp_path / "t.csv", TABLE.replace("text", "words said", 1)), tmp_path / "two")


def test_faults_name_the_mapping_by_which_the_table_was_read(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", "speaker,claim,stance,quote\nAnn,C.,perhaps,so it is\n")
    with pytest.raises(FaultsError, match=rf"1 fault in t\.csv, as {path}\.mapping\.toml reads it"):
        bring(path, tmp_path / "ws")


def test_rows_that_say_a_thing_twice_are_counted(tmp_path: Path) -> None:
    table = "id,speaker,claim,stance,quote\nx1,Ann,C.,1,so it is\nx1,Ann,C.,1,so it is\n"
    said = report(bring(write(tmp_path / "t.csv", table), tmp_path / "ws"))
    assert "rows that say again what a row of the same number says: 1 (t.csv:3:1)" in said


def test_several_claims_in_one_cell_are_said(tmp_path: Path) -> None:
    table = "speaker,claim,stance,quote\nAnn,Close it; Build one,1,so it is\nBob,Close it,0,or not\nEve,A; b,1,well\n"
    said = report(bring(write(tmp_path / "t.csv", table), tmp_path / "ws"))
    assert "each taken as one; write a row a claim: 1 (Close it; Build one)" in said


def test_a_table_in_german_is_understood(tmp_path: Path) -> None:
    table = (
        "Akteur;Organisation;Funktion;Aussage;Haltung;Zitat;Datum;Zeitung;Titel\n"
        "Anna Müller;Stadt;Sprecherin;C.;stimmt zu;so ist es;4. März 2016;Bote;Platz\n"
        "Tom Asch;;;C.;lehnt ab;nein;4.3.2016;Bote;Platz\n"
        "Eva Ruß;;;C.;teils teils;mal sehen;4. März 2016;Bote;Platz\n"
    )
    found = statements(arrive(write(tmp_path / "t.csv", table.encode("cp1252")), tmp_path / "ws"))
    assert [(row[0], row[1].rpartition("#")[2], row[-1]) for row in found] == [
        ("Anna Müller", "supports", "2016-03-04"),
        ("Eva Ruß", "qualifies", "2016-03-04"),
        ("Tom Asch", "opposes", "2016-03-04"),
    ]


def test_a_report_stays_short_whatever_the_table_holds(tmp_path: Path) -> None:
    more = "".join(f",extra {number}" for number in range(400))
    table = f"speaker,claim,stance,quote,source{more}\nAnn,C.,1,so it is,{'long ' * 500}{',x' * 400}\n"
    lines = report(bring(write(tmp_path / "t.csv", table), tmp_path / "ws")).splitlines()
    assert len(lines) < 50
    assert max(map(len, lines)) < 300
    assert any(line.startswith("cells of further columns that are not mapped: 370 (extra 30, ") for line in lines)


def test_an_import_tells_how_far_it_is(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    rows = "".join(f"Ann,C.,1,words {number},Title {number}\n" for number in range(3))
    path = write(tmp_path / "t.csv", "speaker,claim,stance,quote,source\n" + rows)
    bring(path, tmp_path / "ws", progress=lambda *step: told.append(step))
    assert [step for step in told if step[0] == "making"] == [("making", number, 3) for number in (1, 2, 3)]
    assert ("reading", 5, 5) in told


def test_the_statement_table_that_export_writes_is_told_to_hold_no_quotes(tmp_path: Path) -> None:
    table = write(tmp_path / "t.csv", Corpus.open(":demo:").export("csv").decode())
    with pytest.raises(UsageError, match="as export writes it; it holds no quotes"):
        arrive(table, tmp_path / "ws")


def test_a_row_that_makes_a_record_against_a_shape_is_told_among_many(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    (root / "graph").mkdir(parents=True)
    (root / "ontology").mkdir()
    shape = (
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix oa: <http://www.w3.org/ns/oa#> . "
        "<urn:shape> a sh:NodeShape ; sh:targetClass oa:TextQuoteSelector ; sh:property [ sh:path oa:exact ; "
        'sh:minLength 4 ; sh:message "the quote is too short; take more words" ] .'
    )
    (root / "ontology" / "shapes-own.ttl").write_text(shape, encoding="utf-8")
    rows = [f"News {n:02},2020-01-26,Ann,,C.,1,{'so' if n == 27 else f'words {n}'}\n" for n in range(40)]
    path = write(tmp_path / "t.csv", "title,date,person,organisation,concept,agreement,text\n" + "".join(rows))
    with pytest.raises(FaultsError) as told:
        bring(path, root)
    [fault] = told.value.faults
    assert str(fault) == "graph/sources/news-27.yaml:13:12: the quote is too short; take more words"
    assert not list((root / "graph").iterdir())
