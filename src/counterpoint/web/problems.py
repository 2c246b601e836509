"""What is wrong with a request, as RFC 9457 has it: a status, and a body that programs and people can read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from counterpoint.errors import CounterpointError, QueryError, StoreError, UnknownNameError, UsageError
from counterpoint.web.replies import Reply

MEDIA_TYPE: Final = "application/problem+json"

KINDS: Final[Mapping[str, tuple[int, str]]] = {
    "syntax": (400, "The query does not parse"),
    "refused": (403, "The query asks for what is not allowed"),
    "read-only": (403, "The graph is for reading"),
    "query-fails": (400, "The query fails"),
    "request": (400, "The request is not understood"),
    "no-editing": (403, "Editing is not allowed from there"),
    "stale-form": (403, "The form is out of date"),
    "unknown": (404, "There is no such thing"),
    "method": (405, "The method is not allowed here"),
    "not-acceptable": (406, "None of the formats asked for is there"),
    "slow-request": (408, "The request came in too slowly"),
    "unreadable": (409, "The draft cannot be opened"),
    "changed": (409, "The draft has changed meanwhile"),
    "too-long": (413, "The request is too long"),
    "media-type": (415, "The body is of a type that is not understood"),
    "too-many-rows": (403, "The answer has more rows than are allowed"),
    "slow-down": (429, "Too many wrong tokens"),
    "fault": (500, "The server made a mistake"),
    "engine": (503, "The query engine is not there"),
    "busy": (503, "Too many requests are waiting"),
    "engine-behind": (502, "The endpoint behind this server fails"),
    "timeout": (504, "The query took too long"),
}
"""Every kind of problem, with its status and its title."""


class ProblemError(CounterpointError):
    """Answer a request with a problem.

    :param kind: one of :data:`KINDS`.
    :param message: what is wrong with this request.
    :param hint: what to do about it.
    :param headers: further headers of the answer.
    :param more: further members of the body, such as ``line``.
    """

    def __init__(
        self, kind: str, message: str, hint: str = "", *, headers: Mapping[str, str] | None = None, **more: Any
    ) -> None:
        super().__init__(message, hint)
        self.kind, self.headers, self.more = kind, dict(headers or {}), more
        self.status, self.title = KINDS[kind]

    def reply(self) -> Reply:
        """Write the problem as JSON."""
        about = {
            "type": f"/api#problem-{self.kind}",
            "title": self.title,
            "status": self.status,
            "detail": self.message,
            **({"hint": self.hint} if self.hint else {}),
            **self.more,
        }
        return Reply(json.dumps(about, ensure_ascii=False).encode(), MEDIA_TYPE, self.status, self.headers)


def problem_of(error: CounterpointError) -> ProblemError:
    """Tell which problem an error of the library is.

    >>> problem_of(UnknownNameError("question", "alies", ["allies"])).reply().status
    404
    """
    if isinstance(error, ProblemError):
        return error
    kind, more = "fault", dict[str, Any]()
    if isinstance(error, QueryError):
        kind = "syntax" if error.line else "query-fails"
        more = {"line": error.line, "column": error.column, "excerpt": error.excerpt} if error.line else {}
    elif isinstance(error, UnknownNameError):
        # What the path names is not there; what a parameter names makes the request wrong.
        kind, more = "unknown" if error.kind == "question" else "request", {"did_you_mean": list(error.nearest)}
    elif isinstance(error, UsageError):
        kind = "request"
    elif isinstance(error, StoreError):
        kind = "engine-behind"
    return ProblemError(kind, error.message, error.hint, **more)
