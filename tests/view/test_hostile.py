"""Text that would like to be code, in every field that can hold text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from counterpoint.view.debate import Alignment, Claim, Debate, Role, Source, Speaker, Statement
from counterpoint.view.payload import opaque

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from counterpoint.view.debate import Sign
    from tests.view.conftest import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SIGNS: tuple[Sign, ...] = (1, -1)
FIRE = "globalThis.fired=1"

PAYLOADS = {
    "script": f"<script>{FIRE}</script>",
    "end of script": f"</script><script>{FIRE}</script>",
    "comment": f"<!--<script>{FIRE}</script>-->",
    "end of title": f"</title></style></textarea><img src=x onerror={FIRE}>",
    "image": f'"><img src=x onerror="{FIRE}">',
    "svg": f"<svg onload={FIRE}>",
    "link in a title": f'<a href="javascript:{FIRE}">href</a>',
    "script address": f"javascript:{FIRE}//",
    "data address": f"data:text/html,<script>{FIRE}</script>",
    "attribute": f"' onmouseover='{FIRE}' autofocus onfocus='{FIRE}",
    "template": "{{ 7 * 7 }}{% raw %}${" + FIRE + "}`" + "{# #}",
    "entity": f"&lt;script&gt;{FIRE}&lt;/script&gt;&quot;&#x3c;",
    "escapes": "\\u003cscript\\u003e\\\"'\\",
    "prototype": "__proto__",
    "constructor": "constructor",
    "direction": "\u202egnp.exe\u202c\u2066\u2069\u200f",
    "zero width": "\u200bpay\u200dpal\ufeff\u2060",
    "separators": "a\u2028b\u2029c\x00d\x0be\x85f",
    "lone surrogate": "\ud83d",
    "long": "Wolfeschlegelsteinhausen" * 420,
    "long words": "long words " * 1_000,
    "right to left": "محمد بن سلمان",
    "wide": "東京都知事選挙管理委員会事務局長代理補佐",
    "combining": "Z" + "\u0301\u0316\u0332" * 40 + "algo",
    "emoji": "👩\u200d👩\u200d👧🏽 family",
    "empty": "",
    "spaces": "   ",
}


def everywhere(payload: str) -> Debate:
    """Put a payload into every field of a debate, ids included."""
    one, other = f"http://x/1#{payload}", f"http://x/2#{payload}"
    roles = (Role(payload, payload, payload, period=payload), Role(payload, payload, former=True))
    claims = tuple(Claim(f"{payload}{number}", payload, (payload, f"{payload}{number}")) for number in range(2))
    statements = tuple(
        Statement(
            f"{payload}/{number}",
            (one, other)[number % 2],
            claims[number // 2].iri,
            stance=payload,
            polarity=1.0 if number < 3 else -1.0,
            mode=payload,
            quote=payload,
            roles=(payload,),
            source=payload,
            said_by="curator",
        )
        for number in range(4)
    )
    alignments = tuple(
        Alignment(
            f"{payload}{sign}",
            sign,
            (one, other),
            (claims[at].iri,),
            (statements[2 * at].iri, statements[2 * at + 1].iri),
            payload,
        )
        for at, sign in enumerate(SIGNS)
    )
    return Debate(
        (
            Speaker(one, payload, "person", roles),
            Speaker(other, payload, "organisation", roles),
            Speaker(payload, payload),
        ),
        claims,
        statements,
        alignments,
        (Source(payload, payload, payload, payload, payload, payload),),
        title=payload,
    )


def walk(page: Page) -> None:
    """Open every part of a page."""
    for index in range(page.locator("#panel a.step").count()):
        page.evaluate("location.hash = ''")
        page.locator("#panel a.step").nth(index).click()
        expect(page.locator("#panel h2")).to_be_visible()
    page.get_by_role("button", name="Table").click()
    expect(page.locator("#table tbody tr")).to_have_count(2)
    page.get_by_role("button", name="Picture").click()
    page.locator("#topic").select_option(index=1)
    page.locator("#claim").select_option(index=1)
    page.get_by_role("button", name="Reset").click()


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS.keys())
def test_no_payload_fires_anywhere(open_page: OpenPage, payload: str) -> None:
    debate = everywhere(payload)
    page = open_page(debate)
    walk(page)
    page.get_by_role("combobox", name="Find").fill(payload[:100] or "unnamed")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    for name in (speaker.iri for speaker in debate.speakers):
        assert page.evaluate("name => counterpoint.spotOf(name)", opaque("s", name)), "a speaker is missing"
    assert page.evaluate("globalThis.fired") is None
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    assert page.locator("#panel img, #panel script, #panel svg, #table img").count() == 0
    for link in page.locator("a").all():
        assert (link.get_attribute("href") or "").startswith(("#", "https://", "http://"))
    shown = page.locator("body").inner_text()
    for hidden in "\u202e\u202c\u2066\u2069\u200b\u2060\ufeff\x00":
        assert hidden not in shown


def test_two_payloads_in_one_page_keep_apart(open_page: OpenPage) -> None:
    speakers = tuple(Speaker(f"http://x/{payload}", payload) for payload in list(PAYLOADS.values())[:12])
    page = open_page(Debate(speakers))
    for speaker in speakers:
        assert page.evaluate("name => counterpoint.spotOf(name)", opaque("s", speaker.iri))
    assert page.evaluate("globalThis.fired") is None
