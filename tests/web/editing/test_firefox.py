"""The main road through a draft, in another browser than the one that most tests use."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.firefox import Firefox
from tests.web.editing.browsing import data_of, until
from tests.web.editing.eastmere import TEXT, draft
from tests.web.serving import Served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("firefox")]

SELECT = """(() => {
  const walker = document.createTreeWalker(document.querySelector(".article"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf("WORDS");
    if (at < 0) continue;
    getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + "WORDS".length);
    walker.currentNode.parentElement.dispatchEvent(new PointerEvent("pointerup", { bubbles: true }));
    return true;
  }
})()"""


def test_a_draft_is_decided_on(firefox_program: str, editing: Served, debate: Path, tmp_path: Path) -> None:
    path = draft(debate, "fox")
    with Firefox(firefox_program, tmp_path) as firefox:
        firefox.open(f"{editing.url}/edit/who?to=/edit/draft/fox", width=1440, height=900)
        firefox.type("Jane Doe")
        firefox.press("Enter")
        firefox.wait_for("document.documentElement.dataset.ready === 'true'")
        firefox.evaluate(SELECT.replace("WORDS", "closed a century"))
        firefox.wait_for("document.querySelector('#quote').value === 'closed a century'")
        firefox.press("+")
        firefox.press("c")
        firefox.type("Mills are gone.")
        firefox.press("Tab")
        firefox.type("The weir")
        firefox.press("Control", "Enter")
        firefox.wait_for_text("#form-heading", "2")
        found = data_of(path)["weir-1"]
        assert (found["quote"], found["confirmed-by"]) == ("closed a century", "jane-doe")
        firefox.evaluate(SELECT.replace("WORDS", "puts the cost at three million"))
        firefox.click("#picked button")
        firefox.wait_for_text(".said", "It is a statement now.")
        until(lambda: len(data_of(path)) == 7)
        (new,) = (one for one in data_of(path).values() if one["quote"] == "puts the cost at three million")
        assert TEXT[slice(*new["at"])] == new["quote"]
        assert not [one for one in firefox.complaints if not re.match(re.escape(editing.url), one)]
