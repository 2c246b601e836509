"""An article of our own, for a test to draft."""

from __future__ import annotations

ARTICLE = """\
A wall for Port Elm?

The council of Port Elm will decide in March whether to build a sea wall. “The tide is rising every year, and nobody \
wants to hear about it,” says Cara Dunn, harbour master at the Elm Harbour Trust. “We need a wall.”

Tom Aske, a professor of geology at the University of Northsea, disagrees. He believes that the wall would push the \
water into the marsh. “A wall is the wrong answer to the right question,” he says.

According to the Marsh Society, the marsh protects the town better than any wall. The society’s “green wall” is a row \
of willows. “Somebody will have to choose,” a resident said.
"""

KNOWN = """\
people: {cara-dunn: Cara Dunn, t-aske: T. Aske}
organisations: {elm-harbour-trust: Elm Harbour Trust}
topics: {coast: The coast}
claims:
  wall-needed: {name: The town needs a sea wall., about: coast}
  marsh-protects: {name: The marsh protects the town from floods., about: coast}
  rising: {name: The sea level is rising., about: coast}
  schools: {name: Schools need more teachers., about: coast}
"""
