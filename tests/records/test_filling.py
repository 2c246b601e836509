"""Offsets are written into a record and nothing else of it changes, however it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from counterpoint.records.filling import fill
from tests.desk import NAME, RECORD, TEXT, Desk

HEAD = RECORD.partition("statements:\n")[0] + "statements:\n"
BLOCK = "  - speaker: ada\n    supports: cheese\n    mode: direct\n    quote: the moon is made of cheese\n"


def filled(desk: Desk, statements: str, text: str = TEXT) -> tuple[int, str]:
    """Fill a record; give how many offsets were written, and what its statements are now."""
    desk.write(NAME, HEAD + statements)
    count = fill(desk.record, desk.read(), text, desk.workspace.vocabulary)
    now = desk.record.read_bytes().decode()
    assert now.startswith(HEAD)
    again = fill(desk.record, desk.read(), text, desk.workspace.vocabulary)
    assert (again, desk.record.read_bytes().decode()) == (0, now)
    return count, now.removeprefix(HEAD)


AT = "at: [9, 35]"
REST = "    supports: cheese\n    mode: direct\n"
WRITTEN = {
    "block": (BLOCK, BLOCK + f"    {AT}\n"),
    "first key": (
        "  - quote: the moon is made of cheese\n    speaker: ada\n    supports: cheese\n    mode: direct\n",
        f"  - quote: the moon is made of cheese\n    {AT}\n    speaker: ada\n    supports: cheese\n    mode: direct\n",
    ),
    "comments": (
        BLOCK.replace("cheese\n    mode", "cheese  # says she\n    mode").rstrip("\n")
        + "   # why # not\n    # end\n\n",
        BLOCK.replace("cheese\n    mode", "cheese  # says she\n    mode").rstrip("\n")
        + f"   # why # not\n    {AT}\n    # end\n\n",
    ),
    "single quotation marks": (
        BLOCK.replace("the moon is made of cheese", "'the moon is made of cheese'"),
        BLOCK.replace("the moon is made of cheese", "'the moon is made of cheese'") + f"    {AT}\n",
    ),
    "double quotation marks, several lines": (
        BLOCK.replace("the moon is made of cheese", '"the moon\n      is made of\n      cheese"'),
        BLOCK.replace("the moon is made of cheese", '"the moon\n      is made of\n      cheese"') + f"    {AT}\n",
    ),
    "plain, several lines": (
        BLOCK.replace("the moon is made of cheese", "the moon is\n      made of cheese"),
        BLOCK.replace("the moon is made of cheese", "the moon is\n      made of cheese") + f"    {AT}\n",
    ),
    "on the next line": (
        BLOCK.replace(" the moon is made of cheese", "\n      the moon is made of cheese"),
        BLOCK.replace(" the moon is made of cheese", "\n      the moon is made of cheese") + f"    {AT}\n",
    ),
    "folded": (
        BLOCK.replace("the moon is made of cheese", ">\n      the moon is\n      made of cheese"),
        BLOCK.replace("the moon is made of cheese", ">\n      the moon is\n      made of cheese") + f"    {AT}\n",
    ),
    "literal with empty lines, in the middle": (
        "  - speaker: ada\n    quote: |+\n      the moon is made of cheese\n\n\n" + REST,
        "  - speaker: ada\n    quote: |+\n      the moon is made of cheese\n\n\n" + f"    {AT}\n" + REST,
    ),
    "a key in quotation marks": (
        BLOCK.replace("quote:", '"quote":'),
        BLOCK.replace("quote:", '"quote":') + f"    {AT}\n",
    ),
    "no line end at the end": (BLOCK.rstrip("\n"), BLOCK + f"    {AT}\n"),
    "between braces": (
        "  - {speaker: ada, supports: cheese, mode: direct, quote: the moon is made of cheese}  # c\n",
        f"  - {{speaker: ada, supports: cheese, mode: direct, quote: the moon is made of cheese, {AT}}}  # c\n",
    ),
    "between braces, several lines": (
        "  - {speaker: ada, supports: cheese,\n     quote: 'the moon is made of cheese' ,\n     mode: direct}\n",
        (
            "  - {speaker: ada, supports: cheese,\n     quote: 'the moon is made of cheese', "
            f"{AT} ,\n     mode: direct}}\n"
        ),
    ),
    "between braces, after other scripts": (
        "  - {speaker: ada, note: é😀, supports: cheese, mode: direct, quote: the moon is made of cheese}\n",
        f"  - {{speaker: ada, note: é😀, supports: cheese, mode: direct, quote: the moon is made of cheese, {AT}}}\n",
    ),
    "after a line end that only YAML sees": (
        BLOCK.replace("mode: direct", 'mode: direct\n    note: "a\u2028b"'),
        BLOCK.replace("mode: direct", 'mode: direct\n    note: "a\u2028b"') + f"    {AT}\n",
    ),
    "an anchor": (
        BLOCK.replace("quote: the", "quote: &q the"),
        BLOCK.replace("quote: the", "quote: &q the") + f"    {AT}\n",
    ),
    "a whole statement that an alias repeats": (
        BLOCK.replace("- speaker", "- &s\n    speaker") + "  - *s\n",
        BLOCK.replace("- speaker", "- &s\n    speaker") + f"    {AT}\n  - *s\n",
    ),
    "words that tell which is meant": (
        BLOCK.replace("the moon is made of cheese", "the moon is\n    after: big"),
        BLOCK.replace("the moon is made of cheese", "the moon is\n    at: [85, 96]\n    after: big"),
    ),
}


@pytest.mark.parametrize("case", WRITTEN)
def test_offsets_are_written_below_the_quote(desk: Desk, case: str) -> None:
    before, after = WRITTEN[case]
    assert filled(desk, before) == (1, after)


LEFT = {
    "offsets given": BLOCK + f"    {AT}\n",
    "wrong offsets given": BLOCK + "    at: [0, 3]\n",
    "one offset given": BLOCK + "    at: 9\n",
    "a quote that stands twice": BLOCK.replace("the moon is made of cheese", "the moon is"),
    "a quote that is not there": BLOCK.replace("made", "maid"),
    "no quote": "  - speaker: ada\n    supports: cheese\n    mode: direct\n",
    "a key after a question mark": BLOCK.replace("quote: the", "? quote\n    : the"),
}


@pytest.mark.parametrize("case", LEFT)
def test_what_cannot_be_told_is_left_as_it_is(desk: Desk, case: str) -> None:
    assert filled(desk, LEFT[case]) == (0, LEFT[case])


def test_a_quote_that_is_an_alias_is_left_and_the_others_are_written(desk: Desk) -> None:
    first = BLOCK.replace("quote: the", "quote: &q the")
    second = BLOCK.replace("speaker: ada", "speaker: bob").replace("the moon is made of cheese", "*q")
    assert filled(desk, first + second) == (1, f"{first}    {AT}\n{second}")


def test_several_statements_each_get_their_own(desk: Desk) -> None:
    second = BLOCK.replace("the moon is made of cheese", "the moon is big")
    assert filled(desk, BLOCK + second) == (2, f"{BLOCK}    {AT}\n{second}    at: [85, 100]\n")


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_the_line_ends_of_the_file_are_kept(desk: Desk, ending: str) -> None:
    desk.write(NAME, (HEAD + BLOCK).replace("\n", ending))
    assert fill(desk.record, desk.read(), TEXT, desk.workspace.vocabulary) == 1
    assert desk.record.read_bytes().decode() == (HEAD + BLOCK + f"    {AT}\n").replace("\n", ending)


def test_a_byte_order_mark_is_kept(desk: Desk) -> None:
    desk.write(NAME, "\ufeff" + HEAD + BLOCK)
    assert fill(desk.record, desk.read(), TEXT, desk.workspace.vocabulary) == 1
    assert desk.record.read_bytes().decode() == "\ufeff" + HEAD + BLOCK + f"    {AT}\n"


def test_a_byte_order_mark_on_the_line_of_the_quote_does_not_shift_the_offsets(desk: Desk) -> None:
    line = "{source: {id: a, title: T}, statements: [{speaker: a, mode: direct, quote: the moon is big}]}"
    desk.write(NAME, "\ufeff" + line)
    assert fill(desk.record, desk.read(), TEXT, desk.workspace.vocabulary) == 1
    assert desk.record.read_bytes().decode() == "\ufeff" + line.replace("big", "big, at: [85, 100]")


def test_a_link_stays_and_the_file_behind_it_is_written(desk: Desk, tmp_path: Path) -> None:
    real = tmp_path / "elsewhere.yaml"
    real.write_text(HEAD + BLOCK, encoding="utf-8")
    desk.record.unlink()
    desk.record.symlink_to(real)
    assert fill(desk.record, desk.read(), TEXT, desk.workspace.vocabulary) == 1
    assert desk.record.is_symlink()
    assert AT in real.read_text(encoding="utf-8")


def test_the_rights_of_the_file_stay(desk: Desk) -> None:
    desk.write(NAME, HEAD + BLOCK)
    desk.record.chmod(0o640)
    fill(desk.record, desk.read(), TEXT, desk.workspace.vocabulary)
    assert desk.record.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in desk.record.parent.iterdir()] == [desk.record.name]
