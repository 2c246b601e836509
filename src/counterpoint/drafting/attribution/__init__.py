"""Attribution: who says what in an article.

- :func:`attribute` finds the quotes and the reported speech of a text, and whose they are.
- :data:`RULES` says by which rules, and how often each was right.
"""

from counterpoint.drafting.attribution.attributing import attribute
from counterpoint.drafting.attribution.results import Attribution, NotSpeech, Span, Utterance, Voice
from counterpoint.drafting.attribution.rules import RULES, Rule

__all__ = ["RULES", "Attribution", "NotSpeech", "Rule", "Span", "Utterance", "Voice", "attribute"]
