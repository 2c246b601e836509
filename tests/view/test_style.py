"""Colours that everybody can tell apart from the paper they are on."""

from __future__ import annotations

import re

import pytest

from counterpoint.view.payload import COLOURS
from counterpoint.workspace import shipped

STYLE = shipped("viz", "shared", "tokens.css").read_text(encoding="utf-8")


def scheme(start: str) -> dict[str, str]:
    block = STYLE[STYLE.index(start) :].partition("}")[0]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))


SCHEMES = {"light": scheme(":root"), "dark": scheme("@media (prefers-color-scheme: dark)")}


def luminance(colour: str) -> float:
    """Compute relative luminance as WCAG 2.2 defines it."""
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", SCHEMES)
@pytest.mark.parametrize("ground", ["paper", "sheet", "camp"])
@pytest.mark.parametrize("line", ["agree", "disagree", "node"])
def test_lines_and_discs_stand_out_from_what_is_behind_them(name: str, ground: str, line: str) -> None:
    assert contrast(SCHEMES[name][line], SCHEMES[name][ground]) >= 3


@pytest.mark.parametrize("name", SCHEMES)
@pytest.mark.parametrize("ground", ["paper", "sheet", "field"])
@pytest.mark.parametrize("text", ["ink", "soft", "agree-text", "disagree-text"])
def test_text_can_be_read(name: str, ground: str, text: str) -> None:
    assert contrast(SCHEMES[name][text], SCHEMES[name][ground]) >= 4.5


@pytest.mark.parametrize("name", SCHEMES)
def test_initials_can_be_read(name: str) -> None:
    assert contrast(SCHEMES[name]["node-text"], SCHEMES[name]["node"]) >= 7


def test_the_style_and_python_agree_on_the_two_colours() -> None:
    assert [SCHEMES["light"]["agree"], SCHEMES["light"]["disagree"]] == [COLOURS[1].lower(), COLOURS[-1].lower()]
