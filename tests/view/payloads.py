"""Text that would like to be code, or another text, and debates that have it in every field."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from counterpoint.view.debate import Alignment, Claim, Debate, Role, Source, Speaker, Statement

if TYPE_CHECKING:
    from counterpoint.view.debate import Sign

FIRE: Final = "globalThis.fired=1"
"""What no payload may manage to run."""

PAYLOADS: Final = {
    "script": f"<script>{FIRE}</script>",
    "end of script": f"</script><script>{FIRE}</script>",
    "end of script, spelt otherwise": f"</ScRiPt\t><sCrIpT\n>{FIRE}</sCrIpT>",
    "comment": f"<!--<script>{FIRE}</script>-->",
    "open comment": "<!--<script>",
    "end of title": f"</title></style></textarea><img src=x onerror={FIRE}>",
    "image": f'"><img src=x onerror="{FIRE}">',
    "remote image": "<img src=https://example.org/a.png>",
    "frame": f'<iframe srcdoc="<script>parent.{FIRE}</script>"></iframe>',
    "svg": f"<svg onload={FIRE}>",
    "svg, closed": f"<svg><script>{FIRE}</script><animate onbegin={FIRE} attributeName=x></svg>",
    "math": f"<math><mtext></p><style><img src=x onerror={FIRE}></style>",
    "link in a title": f'<a href="javascript:{FIRE}">href</a>',
    "base and form": f'<base href="https://example.org/"><form action="javascript:{FIRE}"><button>go</button></form>',
    "refresh": f'<meta http-equiv="refresh" content="0;url=javascript:{FIRE}">',
    "script address": f"javascript:{FIRE}//",
    "data address": f"data:text/html,<script>{FIRE}</script>",
    "attribute": f"' onmouseover='{FIRE}' autofocus onfocus='{FIRE}",
    "template": "{{ 7 * 7 }}{% raw %}${" + FIRE + "}`" + "{# #}",
    "template, escaping": "{{ ''.__class__.__mro__ }}{% endfor %}{%- include 'x' -%}",
    "style": "}*{display:none;background:url(https://example.org/a.png)}@import 'https://example.org/a.css';",
    "xml": '<?xml-stylesheet href="https://example.org/a.xsl"?><!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>&y;',
    "end of cdata": "]]><![CDATA[",
    "entity": f"&lt;script&gt;{FIRE}&lt;/script&gt;&quot;&#x3c;",
    "escapes": "\\u003cscript\\u003e\\\"'\\",
    "percent": "%3Cscript%3E%00%E0%A4%A",
    "prototype": "__proto__",
    "constructor": "constructor",
    "method": "hasOwnProperty",
    "thenable": "then",
    "nothing": "null",
    "address": "a~b~agree&line=x&show=table#top?",
    "formula": '=HYPERLINK("https://example.org/?"&A1,"go")',
    "formula, plus": "+1+cmd|' /C calc'!A0",
    "formula, minus": "-1+1",
    "formula, at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "formula, tab": "\t=1+1",
    "formula, wide": "＝1+1",
    "cells": 'a,b;c\td"e\r\nf',
    "terminal": "\x1b]0;title\x07\x1b[31mred\x08\x08",
    "direction": "\u202egnp.exe\u202c\u2066\u2069\u200f",
    "zero width": "\u200bpay\u200dpal\ufeff\u2060",
    "invisible letters": "pay\u3164pal\u115f\u034f\U000e0041",
    "separators": "a\u2028b\u2029c\x00d\x0be\x85f",
    "no characters": "a\ufffeb\uffffc\U0001ffffd",
    "lone surrogate": "\ud83d",
    "lone surrogate, low": "x\udc00y",
    "long": "Wolfeschlegelsteinhausen" * 420,
    "long words": "long words " * 1_000,
    "wide letters": "W" * 200,
    "right to left": "محمد بن سلمان",
    "both directions": "דוד (David) 12-34 محمد",
    "wide": "東京都知事選挙管理委員会事務局長代理補佐",
    "joined": "क्\u200dषत्रिय न\u200cहीं",
    "combining": "Z" + "\u0301\u0316\u0332" * 40 + "algo",
    "emoji": "👩\u200d👩\u200d👧🏽 family 🏴\U000e0067\U000e0062\U000e007f",
    "largest letter": "𒐫﷽",
    "empty": "",
    "spaces": "   ",
}
"""By what they try."""

HIDDEN: Final = "\u202e\u202c\u2066\u2069\u200f\u200b\u2060\ufeff\u3164\u115f\u034f\x00\x07\x08\x1b"
"""Signs that nobody sees, and that make a text look like another."""

ADDRESSES: Final = {
    "https://example.org/a?b=c&d='e'": True,
    "http://example.org:8080/": True,
    "HTTPS://EXAMPLE.ORG/": True,
    f"javascript:{FIRE}": False,
    f"JaVaScRiPt:{FIRE}": False,
    f" javascript:{FIRE}": False,
    f"java\nscript:{FIRE}": False,
    f"\x01javascript:{FIRE}": False,
    f"https:javascript:{FIRE}": False,
    f"data:text/html,<script>{FIRE}</script>": False,
    f"vbscript:{FIRE}": False,
    "file:///etc/passwd": False,
    "blob:https://example.org/1": False,
    "//example.org/": False,
    "/relative": False,
    "https://": False,
    "https://exa mple.org/": False,
    "https://example.org\\@evil.example/": False,
    "https://[::1": False,
}
"""What a source may give as its address, and whether it makes a link."""

_SIGNS: Final[tuple[Sign, ...]] = (1, -1)


def everywhere(payload: str) -> Debate:
    """Put one payload into every field of a debate, ids included."""
    return hostile({"": payload})


def hostile(payloads: dict[str, str], *, copies: int = 1) -> Debate:
    """Put payloads into every field of one debate, ids included.

    Each has three speakers, two claims and a source of its own: two of the speakers agree on one claim and disagree on
    the other. Each agrees with the next, so that there are camps.

    :param copies: how many speakers of each kind a payload has.
    """
    parts = [
        _part(payload, f"{payload} {copy}" if copy else payload, first=copy == 0)
        for payload in payloads.values()
        for copy in range(copies)
    ]
    chain = tuple(
        Alignment(f"chain/{at}", 1, (one.speakers[0].iri, other.speakers[at % 2].iri), (one.claims[0].iri,), ())
        for at, (one, other) in enumerate(pairwise(parts))
        if at % 9
    )
    only = next(iter(payloads.values())) if len(payloads) == 1 else "Hostile"
    return Debate(
        tuple(speaker for part in parts for speaker in part.speakers),
        tuple(claim for part in parts for claim in part.claims),
        tuple(statement for part in parts for statement in part.statements),
        (*(alignment for part in parts for alignment in part.alignments), *chain),
        tuple(source for part in parts for source in part.sources),
        title=only,
    )


def _part(payload: str, key: str, *, first: bool) -> Debate:
    """Put one payload into every field; the key tells its ids apart."""
    one, other, third = (f"http://x/{number}#{key}" for number in range(3))
    third = third if not first else payload
    roles = (Role(payload, payload, payload, period=payload), Role(payload, payload, former=True))
    claims = tuple(Claim(f"{key}{number}", payload, (payload, f"{payload}{number}")) for number in range(2))
    statements = tuple(
        Statement(
            f"{key}/{number}",
            (one, other)[number % 2],
            claims[number // 2].iri,
            stance=payload,
            polarity=1.0 if number < 3 else -1.0,
            mode=payload,
            quote=payload,
            roles=(Role(payload, payload),),
            source=key,
            said_by="curator",
        )
        for number in range(4)
    )
    alignments = tuple(
        Alignment(
            f"{key}{sign}",
            sign,
            (one, other),
            (claims[at].iri,),
            (statements[2 * at].iri, statements[2 * at + 1].iri),
            payload,
        )
        for at, sign in enumerate(_SIGNS)
    )
    speakers = (
        Speaker(one, payload, "person", roles),
        Speaker(other, payload, "organisation", roles),
        Speaker(third, payload),
    )
    return Debate(speakers, claims, statements, alignments, (Source(key, payload, payload, payload, payload, payload),))
