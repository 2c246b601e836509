"""The API for people: what there is to call, and what can go wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counterpoint.vocabulary import PREFIXES
from counterpoint.web.negotiation import GRAPHS, ROWS
from counterpoint.web.networks import FORMATS
from counterpoint.web.pages.rendering import render
from counterpoint.web.problems import KINDS
from counterpoint.web.questions import catalogue
from counterpoint.web.replies import Ask, Reply

if TYPE_CHECKING:
    from counterpoint.web.site import Site


def manual(site: Site, ask: Ask) -> Reply:
    """Show every address of the API with an example that works here."""
    from dataclasses import fields

    from counterpoint.network.settings import Settings
    from counterpoint.network.slicing import DIMENSIONS

    return render(
        site,
        "manual.html.j2",
        here="/api",
        origin=ask.origin,
        questions=list(catalogue(site).values()),
        limits=site.limits,
        rows=list(ROWS),
        graphs=list(GRAPHS),
        prefixes=PREFIXES,
        network_formats=list(FORMATS),
        network_settings=[field.name for field in fields(Settings)],
        network_slicing=DIMENSIONS,
        problems=KINDS,
    )
