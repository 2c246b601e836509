"""Tables that several tests of networks share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from counterpoint.network.table import StatementTable

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def dna_sample(shared: Path) -> StatementTable:
    """Give the sample that the Discourse Network Analyzer ships: 40 statements before the US Congress."""
    path = shared / "data" / "dna-sample" / "statements.csv"
    if not path.exists():
        pytest.skip("the sample of the Discourse Network Analyzer is not among the shared material")
    columns = {
        "statement": "statement_id",
        "speaker": "person",
        "organisations": "organization",
        "claim": "concept",
        "source": "document_id",
        "level": "agreement",
    }
    return StatementTable.from_csv(path, columns=columns, levels={"1": 1.0, "0": -1.0})
