"""What a check of the ontology finds."""

from __future__ import annotations

from dataclasses import dataclass, field

from counterpoint.errors import Fault, Place


@dataclass
class Findings:
    """Faults, and what is no fault and yet hardly meant.

    :param files: how many files of the workspace's own were looked at.
    :param terms: how many terms it adds.
    """

    files: int = 0
    terms: int = 0
    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)

    def fault(self, place: Place, message: str, hint: str) -> None:
        """Note what has to be mended."""
        self.faults.append(Fault(place, message, hint))

    def note(self, place: Place, message: str, hint: str) -> None:
        """Note what may be meant."""
        self.notes.append(Fault(place, message, hint))

    def sort(self) -> Findings:
        """Put what was found in order of files and lines, each thing once."""
        self.faults, self.notes = sorted(set(self.faults)), sorted(set(self.notes) - set(self.faults))
        return self
