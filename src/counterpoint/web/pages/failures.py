"""Problems as pages, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counterpoint.web.pages.rendering import render
from counterpoint.web.problems import ProblemError
from counterpoint.web.replies import Reply

if TYPE_CHECKING:
    from counterpoint.web.site import Site


def failure(site: Site | None, problem: ProblemError) -> Reply:
    """Say what is wrong and what to do, with the status that programs understand.

    :param site: the debate; none where the problem is met before one is at hand.
    :param problem: the problem.
    """
    return render(
        site,
        "failure.html.j2",
        status=problem.status,
        headers=dict(problem.headers),
        heading=problem.title,
        message=problem.message,
        hint=problem.hint,
        nearest=problem.more.get("nearest", []),
    )
