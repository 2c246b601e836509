"""How many ties a network may have, and what is said where it has fewer than there are.

Debates that grow tie everybody who spoke on a claim to everybody else who did, so ties grow with the square of what is
said on one claim, and a full list of them outgrows any memory. So the number is estimated before the multiplication.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MEMORY: Final = 1_200_000_000
"""Bytes that the weights of a network may take unless all are asked for: a seventh of 8 GB, because the statement
table, the products and the joining of both directions take as much again, each for itself."""
BYTES_A_TIE: Final = 24
"""A tie is stored in both directions, each with a weight of eight bytes and a column of four."""
MOST_TIES: Final = MEMORY // BYTES_A_TIE
"""Ties up to which all are kept, by the estimate that is made before multiplying: 50 million."""
FEWEST: Final = 10
"""The strongest ties that each node keeps, however many nodes there are."""
SLAB: Final = 8_000_000
"""Pairs of statements that are multiplied at once, by each processor: some 200 MB with all that is made of them."""


@dataclass(frozen=True)
class Kept:
    """Which of the ties there are a network holds.

    :param ties: how many there are, of a weight other than 0.
    :param left_out: how many of them the network does not hold.
    :param top: how many of its strongest ones each node keeps; 0 where that is no rule.
    :param backbone: the level of significance that a tie has to reach at one of its ends; 0 where that is no rule.
    :param automatic: whether ``top`` was not asked for, but follows from :data:`MOST_TIES`.
    """

    ties: int = 0
    left_out: int = 0
    top: int = 0
    backbone: float = 0.0
    automatic: bool = False

    def __str__(self) -> str:
        """Say it in a sentence; an empty one where nothing is left out.

        >>> print(Kept(5_000_000, 4_000_000, top=32, automatic=True))
        1,000,000 of 5,000,000 ties are kept: those that are among the 32 strongest of one of their ends, because more \
would not fit; ask for top=0 to have all
        """
        if not self.left_out:
            return ""
        rules = []
        if self.backbone:
            rules.append(f"significant at {self.backbone:g} for one of their ends")
        if self.top:
            whose = "its" if self.backbone else "the"  # a tie passes both at the same end
            end = "" if self.backbone else " of one of their ends"
            rules.append(f"among {whose} {self.top:,} strongest{end}")
        text = f"{self.ties - self.left_out:,} of {self.ties:,} ties are kept: those that are {', and '.join(rules)}"
        return text + (", because more would not fit; ask for top=0 to have all" if self.automatic else "")


def automatic_top(estimate: int, nodes: int) -> int:
    """Say how many ties each node keeps so that the network fits; 0 for all.

    :param estimate: an upper bound of the number of ties.
    :param nodes: how many nodes there are.

    >>> automatic_top(50_000_000, 400_000), automatic_top(680_000_000, 2_000_000)
    (0, 25)
    """
    return 0 if estimate <= MOST_TIES else max(FEWEST, MOST_TIES // max(nodes, 1))
