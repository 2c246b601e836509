"""Reports as pages: one HTML file each, with everything inside, nothing fetched and nothing run."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from counterpoint.__about__ import __version__
from counterpoint.errors import visible
from counterpoint.workspace import shipped

if TYPE_CHECKING:
    from jinja2 import Environment

POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
"""What a browser may do with a report: show it."""


def report_page(template: str, **context: Any) -> str:
    """Fill in the template of a report.

    :param template: the name of a file in ``viz/reports/``.
    :param context: what the template needs beside what all of them get: the style, the policy, the version.
    :returns: a whole HTML document, to be stored as UTF-8; texts are escaped, and what is invisible is written out.
    """
    text = _environment().get_template(template).render(style=_style(), policy=POLICY, version=__version__, **context)
    return text.encode("utf-8", "replace").decode()  # no half of a surrogate pair can be written


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(shipped("viz", "reports"), encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "shown": lambda text: visible(" ".join(str(text).split())),
        "inline": lambda text: visible(re.sub(r"\s+", " ", text)),
        "count": lambda number: f"{number:,}",
    }
    return environment


@cache
def _style() -> Any:
    from markupsafe import Markup

    paths = (shipped("viz", "shared", "tokens.css"), shipped("viz", "reports", "report.css"))
    return Markup("\n".join(path.read_text(encoding="utf-8") for path in paths))  # noqa: S704 - our own files
