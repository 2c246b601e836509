from __future__ import annotations

import pytest

from counterpoint.drafting.role_names import role_name


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Mayor", "mayor"),
        ("Prime  Minister", "prime minister"),
        ("Vice-President", "vice-president"),
        ("Professor of Geology", "professor of Geology"),
        ("Director of Nursing", "director of nursing"),
        ("Secretary of State for Wales", "secretary of state for Wales"),
        ("British ambassador", "British ambassador"),
        ("CEO", "CEO"),
        ("MP for Elm East", "MP for Elm East"),
        ("nurse", "nurse"),
        ("leads on healthcare", "lead"),
        ("Owns three cafés", "owner"),
        ("founded the Tea Fund", "founder"),
        ("head of policy", "head of policy"),
        ("", ""),
    ],
)
def test_role_is_named_by_its_noun_and_small_but_for_names(words: str, name: str) -> None:
    assert role_name(words) == name
