"""What somebody is said to be."""

from __future__ import annotations

from typing import NamedTuple

from counterpoint.drafting.attribution.results import Span


class CitedRole(NamedTuple):
    """A role that an article gives somebody.

    :param voice: which of the attribution's voices.
    :param words: the whole description: "a former NHS manager".
    :param role: the role as cited, without article and "former": "manager"; an empty string where none is said.
    :param organisation: where it is held, as cited, without "the"; an empty string where none is said.
    :param role_span: where the role's words stand, or None where only an organisation is said.
    :param organisation_span: where the organisation's name stands, or None.
    :param former: whether it is said to be past.
    :param rule: what found it; :data:`~counterpoint.drafting.roles.rules.RULES` describes it.
    :param confidence: the share of roles that the rule found right, on the articles it was measured on.
    """

    voice: int
    words: Span
    role: str
    organisation: str
    role_span: Span | None
    organisation_span: Span | None
    former: bool
    rule: str
    confidence: float
