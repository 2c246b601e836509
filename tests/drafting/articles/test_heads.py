"""The head of an article is read in the forms that newspapers and agencies give it."""

from __future__ import annotations

import pytest

from counterpoint.drafting.articles.heads import read_head

BODY = (
    "Tea is drunk by everybody in the town, whatever their age, and the council likes it very much indeed, as it has "
    "for as long as anybody can remember. On 4 May 1999 it was drunk there first, by Eva Fox, who was mayor then."
)
DAY = "2026-03-12"
INA, BOTH = ("Ina Berg",), ("Ina Berg", "Tom Asch")

# The lines between title and body; authors, publisher, date.
FORMS: dict[str, tuple[tuple[str, ...], str, str]] = {
    "By Ina Berg, Town Gazette, 12 March 2026": (INA, "Town Gazette", DAY),
    "Ina Berg and Tom Asch | Town Gazette | 12/03/2026": (BOTH, "Town Gazette", ""),
    "Ina Berg and Tom Asch | Town Gazette | 13/03/2026": (BOTH, "Town Gazette", "2026-03-13"),
    "By Ina Berg\nPublished: 2026-03-12 09:00": (INA, "", DAY),
    "By INA BERG\nMarch 12, 2026": (("INA BERG",), "", DAY),
    "By Ina Berg | Town Gazette\nUpdated March 13, 2026\nPublished March 12, 2026": (INA, "Town Gazette", DAY),
    "Updated 13 March 2026, 10:15 GMT\nBy Ina Berg": (INA, "", ""),
    "Ina Berg\nPolitical correspondent\nThu 12 Mar 2026 06.00 GMT": (INA, "", DAY),
    "Words by Ina Berg. Photographs by Tom Asch\n12 March 2026 • 09:15 GMT": (INA, "", DAY),
    "By Ina Berg for the Town Gazette\n12th March 2026": (INA, "Town Gazette", DAY),
    "By Ina Berg, health editor, Town Gazette · Thursday 12 March 2026 · 5 min read": (INA, "Town Gazette", DAY),
    "Posted by Ina Berg on March 12, 2026 at 9:00 am": (INA, "", DAY),
    "Town Gazette, 12 March 2026": ((), "Town Gazette", DAY),
    "Ina Berg, Town Gazette": (INA, "Town Gazette", ""),
    "Eva Berg • 12 March 2026": (("Eva Berg",), "", DAY),
    "By Ina Berg and Tom Asch, The Daily Post, Thursday, March 12, 2026": (BOTH, "The Daily Post", DAY),
    "Saturday, March 14, 2026": ((), "", "2026-03-14"),
    "LONDON, March 12 (Reuters) — Tea is up again.": ((), "", ""),
    "New York, 12 March 2026": ((), "", ""),
    "By Ina Berg in Leeds and Tom Asch in York": (BOTH, "", ""),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_head_gives_authors_publication_and_day(form: str) -> None:
    head = read_head(f"Tea for all again\n\n{form}\n\n{BODY}")
    assert (head.authors, head.publisher, head.published) == FORMS[form]
    assert head.title == "Tea for all again"


def test_a_day_that_could_be_two_is_noted() -> None:
    head = read_head(f"Tea for all\n\nIna Berg | Town Gazette | 12/03/2026\n\n{BODY}")
    assert any("could be of two days" in note for note in head.notes)


def test_what_an_author_is_is_kept() -> None:
    head = read_head(f"Tea for all\n\nBy Ina Berg, health editor, Town Gazette, 12 March 2026\n\n{BODY}")
    assert head.author_roles == ("health editor",)
    head = read_head(f"Tea for all\n\nIna Berg\nPolitical correspondent\n\n{BODY}")
    assert head.author_roles == ("Political correspondent",)


@pytest.mark.parametrize(
    "line", ["Tea by the river", "Mayor Ina Berg opened it.", "Eva Post, the mayor, and the Town News", "by and by"]
)
def test_other_lines_name_no_author(line: str) -> None:
    assert read_head(f"Tea for all\n\n{line}\n\n4 May 2026\n\n{BODY}").authors == ()
