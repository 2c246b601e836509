"""Proposals of a language model: claims and stances for the utterances of a draft, marked as such, never decided.

- :class:`Endpoint` is any service that speaks the protocol of OpenAI's chat completions; the environment names it.
- :func:`proposer` makes what adds proposals to a draft: the prompt is ours, and what comes back is verified.
"""

from counterpoint.drafting.llm.endpoint import Endpoint
from counterpoint.drafting.llm.proposing import proposer

__all__ = ["Endpoint", "proposer"]
