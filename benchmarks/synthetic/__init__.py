"""Invented debates of any size, shaped by the ontology exactly as the reader of records would shape them.

    python -m benchmarks.synthetic --statements 100000 --format nquads debate.nq
    python -m benchmarks.synthetic --statements 30000 --sources 1000 --format workspace debate/

The same seed and size give the same bytes, and both formats say the same quads.

What is drawn, and why:

- **Claims** have popularities that are log-normal, by default with a standard deviation of 1 of their logarithms. Such
  a distribution arises where each mention makes the next one likelier by a random factor (Mitzenmacher, "A brief
  history of generative models for power law and lognormal distributions", 2004), and the concepts in the sample data
  of the Discourse Network Analyzer (16, 10, 7, 3, 3 and 1 statements) have that spread. A Zipf law over 5,000 claims
  would give one claim a ninth of all statements, which no coder would leave undivided. ``spread=0`` makes all alike.
- **Speakers** appear once, and then as often as a log-normal share says: a few are quoted everywhere, most once.
- **Camps:** most speakers have a leaning, most claims a side. Somebody supports what their own side says and opposes
  the other's in about three cases of four; some claims are common ground, some speakers belong to neither camp.
- **Sources** are each about one area of topics; they quote people who belong to it, and now and then others, on a few
  claims, so that the speakers of one source speak to the same claims.
"""

from benchmarks.synthetic.debate import Debate
from benchmarks.synthetic.quads import nquads
from benchmarks.synthetic.records import write_workspace
from benchmarks.synthetic.things import Size

__all__ = ["Debate", "Size", "nquads", "write_workspace"]
