"""A small debate of two sources that answer each other, for a test to change."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from counterpoint.building.build import build, build_in_memory
from counterpoint.store.snapshots import Snapshots
from counterpoint.workspace import Workspace
from tests.desk import Desk

PEOPLE = """\
# Who speaks.
people:
  ada: Ada Lovelace  # first
  bob:
    name: Bob Bern
    same-as: https://example.org/bob
  cy: {name: Cy Young}
"""
ORGANISATIONS = """\
organisations:
  acme: ACME
  bmj: {name: BMJ, part-of: acme}
"""
CLAIMS = """\
claims:
  # About its matter
  cheese:
    name: The moon is made of cheese.
    about: moon

  # About its form
  big: {name: The moon is big., about: moon}
  round: {name: The moon is round., about: moon, contradicts: flat}
  flat: {name: The moon is flat., about: moon}
topics:
  moon: The moon
"""
TALK = """\
source:
  id: talk
  title: A talk about the moon
  author: ada
  publisher: bmj
people:
  ada:
    roles:
      - {role: lecturer, at: acme}   # at that time
  bob: {roles: [{role: lecturer, at: bmj}, {role: lecturer, at: acme, former: true}]}
statements:
  - speaker: ada
    in-capacity: lecturer@acme
    supports: [cheese, "big"]
    mode: direct
    quote: the moon is made of cheese
    at: [9, 35]

  # Bob, who doubts it
  - id: doubt
    speaker: person:bob
    opposes: cheese
    mode: reported
    quote: doubts it
    at: [45, 54]
    rebuts: ada-1

  - speaker: 'ada'
    supports: round
    mode: direct
    quote: the moon is round
    at: [56, 73]
"""
REPLY = """\
source: {id: reply, title: A reply}
statements:
  - speaker: cy
    supports: flat
    mode: direct
    quote: as flat as a coin
    at: [0, 17]
    responds-to: [talk/ada-2, talk/doubt]
    inferred-by: bmj
  - {speaker: bob, supports: round, mode: direct, quote: round as a ball, at: [20, 35], endorses: talk/ada-2}
"""
TEXT = "Ada says the moon is made of cheese, and Bob doubts it. the moon is round, says Ada; the moon is big."


class Debate(Desk):
    """A workspace whose files and store a test compares before and after."""

    def files(self) -> dict[str, bytes]:
        """Give what each file holds but those of the store."""
        found = (path for path in self.root.rglob("*") if path.is_file() and ".counterpoint" not in path.parts)
        return {path.relative_to(self.root).as_posix(): path.read_bytes() for path in found}

    def text(self, name: str) -> str:
        return (self.root / name).read_bytes().decode()

    def stored(self) -> str:
        """Give the graph in force as canonical N-Quads."""
        snapshot = Snapshots(self.workspace.state).open()
        return snapshot.store.dump() if snapshot else ""

    def is_sound(self) -> bool:
        """Tell whether the store says what the files say."""
        return self.stored() == build_in_memory(self.workspace).dump()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the debate once, for each test to have a copy."""
    made = furnish(tmp_path_factory.mktemp("built") / "debate")
    build(made.workspace)
    return made.root


@pytest.fixture
def debate(built: Path, tmp_path: Path) -> Debate:
    return Debate(Path(shutil.copytree(built, tmp_path / "debate")))


def furnish(root: Path) -> Debate:
    """Write the debate into a folder."""
    made = Debate(root)
    made.write("counterpoint.toml", '[workspace]\nbase = "https://example.org"\n\n[review]\ncoder = "ada"  # me\n')
    made.write("graph/people.yaml", PEOPLE)
    made.write("graph/organisations.yaml", ORGANISATIONS)
    made.write("graph/claims.yaml", CLAIMS)
    made.write("graph/sources/talk.yaml", TALK)
    made.write("graph/sources/reply.yaml", REPLY)
    made.write("texts/talk.txt", TEXT)
    assert Workspace(root).coder == "ada"
    return made
