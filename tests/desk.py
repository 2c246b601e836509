"""A small debate that a test spoils in one place, as the file of a journalist may be."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from counterpoint.records.checking import CheckReport, check
from counterpoint.records.parts import Record
from counterpoint.records.reading import read
from counterpoint.workspace import Workspace

TEXT = "Ada says the moon is made of cheese, and Bob doubts it. The moon is round, says Ada; the moon is big."

RECORD = """\
source:
  id: moon-talk
  title: A talk about the moon
  published: 2020-02-29
people:
  ada: Ada Lovelace
  bob: {name: Bob Bern}
organisations:
  acme: Acme
topics:
  moon: The moon
claims:
  cheese: {name: The moon is cheese., about: moon}
  round: {name: The moon is round., about: moon}
statements:
  - speaker: ada
    supports: cheese
    mode: direct
    quote: the moon is made of cheese
    at: [9, 35]
"""

NAME = "graph/sources/moon-talk.yaml"


@dataclass
class Desk:
    """A workspace with one record and its text.

    :param root: the folder of the workspace.
    """

    root: Path

    @classmethod
    def furnish(cls, root: Path) -> Desk:
        desk = cls(root)
        desk.write(NAME, RECORD)
        desk.write("texts/moon-talk.txt", TEXT)
        return desk

    @property
    def workspace(self) -> Workspace:
        """The workspace as it is now, with nothing remembered of how it was."""
        return Workspace(self.root)

    @property
    def record(self) -> Path:
        return self.root / NAME

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def spoil(self, old: str, new: str) -> None:
        """Put something else into the record, where it stands first."""
        text = self.record.read_bytes().decode()
        assert old in text
        self.record.write_bytes(text.replace(old, new, 1).encode())

    def read(self) -> Record:
        """Read the record."""
        return read(NAME, self.record.read_bytes(), self.workspace.vocabulary)

    def check(self, *paths: str | Path, text: Path | None = None, fill: bool = False) -> CheckReport:
        return check(self.workspace, [self.root / path for path in paths], text=text, fill=fill)

    def faults(self, *paths: str | Path) -> list[str]:
        """Check, and give each fault as its line, without the name of the record where it is the usual one."""
        return [str(fault).replace(NAME + ":", "") for fault in self.check(*paths).faults]
