"""``counterpoint reconcile``: identifiers of people and organisations, from a reconciliation service."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from counterpoint.cli.changing import tell
from counterpoint.cli.common import show_progress, workspace_option
from counterpoint.corpus import Corpus
from counterpoint.errors import UsageError, visible

if TYPE_CHECKING:
    from counterpoint.terms.reconciling import LookedUp, Lookup, Unidentified
    from counterpoint.terms.service import Candidate


@click.command("reconcile")
@click.option(
    "--kind",
    "kinds",
    type=click.Choice(["person", "organisation"]),
    multiple=True,
    help="What to look up; by default both.",
)
@click.option("--service", metavar="URL", default="", help="The service; by default that of counterpoint.toml.")
@click.option("--apply", "apply_", is_flag=True, help="Write down the candidates that the service is sure of.")
@click.option("--type", "types", metavar="KIND=ID", multiple=True, help="The service's type of a person, organisation.")
@click.option(
    "--property",
    "properties",
    metavar="ID=FACT",
    multiple=True,
    help="Tell the service a fact, too: organisation, role, description or url, as its property ID.",
)
@click.option("--limit", type=click.IntRange(1, 25), default=5, show_default=True, help="How many candidates to list.")
@workspace_option
@click.pass_context
def command(
    ctx: click.Context,
    kinds: tuple[str, ...],
    service: str,
    apply_: bool,
    types: tuple[str, ...],
    properties: tuple[str, ...],
    limit: int,
) -> None:
    """Look up identifiers of people and organisations that have none, such as Wikidata's, ORCID or ROR.

    Names go to a service of the W3C's Reconciliation API, the one that --service or [reconcile] service in
    counterpoint.toml names; without one, nothing goes over the network. Candidates are listed with score and
    description. On a terminal you choose; with --apply those are taken that the service is sure of; else nothing is
    written. What is written becomes same-as:, and counterpoint undo takes it back.
    """
    found = Corpus.reconcile(
        ctx.obj,
        service=service,
        kinds=kinds or ("person", "organisation"),
        types=_pairs(types, "--type"),
        properties=_pairs(properties, "--property"),
        limit=limit,
        progress=show_progress("names"),
    )
    for note in found.notes:
        click.echo(f"counterpoint: {visible(note)}", err=True)
    if not found.found:
        click.echo("every person and organisation has an identifier, or there is none")
        return
    asking = not apply_ and sys.stdin.isatty() and sys.stdout.isatty()
    accepted = _choose(found) if asking else _list(found)
    if apply_ or asking:
        if accepted:
            tell(ctx, Corpus.identify(accepted, ctx.obj, progress=show_progress()), dry_run=False)
        else:
            click.echo("nothing to write")
    elif accepted:
        sure = "1 of them" if len(accepted) == 1 else f"{len(accepted)} of them"
        click.echo(f"nothing written; the service is sure of {sure}, which --apply takes")
    else:
        click.echo("nothing written; the service is sure of none")


def _pairs(given: tuple[str, ...], option: str) -> Mapping[str, str]:
    pairs = {}
    for one in given:
        name, equals, value = one.partition("=")
        if not (name and equals and value):
            raise UsageError(f'{option} "{one}" has no value', f"write {option} NAME=VALUE")
        pairs[name] = value
    return pairs


def _list(found: Lookup) -> list[tuple[Unidentified, Candidate]]:
    """Write the candidates; return those that the service is sure of."""
    for one in found.found:
        _tell(one)
    return [(one.thing, one.exact) for one in found.found if one.exact]


def _choose(found: Lookup) -> list[tuple[Unidentified, Candidate]]:
    """Ask for each what it is; Enter leaves it, q ends the asking and keeps what was chosen."""
    accepted = []
    for one in found.found:
        _tell(one)
        if not one.candidates:
            continue
        allowed = [str(number) for number in range(1, len(one.candidates) + 1)]
        answer = click.prompt(
            "which? a number, Enter for none, q to end",
            type=click.Choice([*allowed, "q", ""]),
            default="",
            show_default=False,
            show_choices=False,
        )
        if answer == "q":
            break
        if answer:
            accepted.append((one.thing, one.candidates[int(answer) - 1]))
    return accepted


def _tell(one: LookedUp) -> None:
    click.echo(visible(f"{one.thing.name} ({one.thing.kind} {one.thing.identifier})"))
    if not one.candidates:
        click.echo("   no candidate")
    for number, candidate in enumerate(one.candidates, 1):
        about = "; ".join(filter(None, [candidate.description, ", ".join(candidate.types)]))
        sure = ", sure" if candidate.match else ""
        name = candidate.name + (f": {about}" if about else "")
        click.echo(visible(f"   {number}. {name} [{candidate.score:g}{sure}] {candidate.iri}"))
