"""The worked example of how the ontology is extended: every file and command of the page, in order."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.test_readme import differences


def test_the_worked_example_shows_what_happens(repository: Path, tmp_path: Path) -> None:
    page = repository / "docs" / "how-to" / "extend-the-ontology.md"
    wrong = list(differences(page, tmp_path, Path(sys.executable).parent))
    assert not wrong, "\n\n".join(wrong)
