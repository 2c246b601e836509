"""What the commands that change files share: showing a change, asking whether it is meant, telling what came of it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from counterpoint.cli.main import discard_output
from counterpoint.errors import visible

if TYPE_CHECKING:
    from counterpoint.changing.change import Agree, Change

EXIT_NOT_MADE: Final = 1
_COLOURS: Final = {"+": "green", "-": "red", "@": "cyan"}
_MOST: Final = 20
"""So many agreements and disagreements are told one by one."""

F = TypeVar("F", bound=Callable[..., Any])

yes_option = click.option("-y", "--yes", is_flag=True, help="Make the change without asking.")
dry_run_option = click.option("-n", "--dry-run", is_flag=True, help="Only show what would change.")


def deciding(*, yes: bool, dry_run: bool, freely: Callable[[Change], bool] = lambda _: False) -> Agree:
    """Give what decides about a change: the options, else the person at the terminal.

    :param yes: make it.
    :param dry_run: only show it.
    :param freely: tells of a change whether it is made without asking.
    """

    def decide(change: Change) -> bool:
        if not dry_run and freely(change):
            return True
        _show(change)
        if dry_run or yes:
            return yes and not dry_run
        if not sys.stdin.isatty():
            return False
        return click.confirm(f"{change.summary}?", default=False, err=True)

    return decide


def say(text: str, **style: Any) -> None:
    """Write a line on what a change does; where whoever read it has gone, the change goes on all the same.

    :param style: as for ``click.secho``; colours are left out of a pipe.
    """
    try:
        click.secho(visible(text), **style)
    except BrokenPipeError:
        discard_output()


def tell(ctx: click.Context, change: Change, *, dry_run: bool) -> None:
    """Say what came of a change; the exit code is 1 where it was not made and not only to be shown."""
    if not change.plan.files:
        say("nothing changes")
    elif change.made:
        hint = "" if change.undoes else "; counterpoint undo takes it back"
        say(f"done: {change.summary}{hint}")
    elif not dry_run:
        hint = "" if sys.stdin.isatty() else "; --yes makes the change"
        click.echo(f"counterpoint: nothing was changed{hint}", err=True)
        ctx.exit(EXIT_NOT_MADE)


def tell_differences(change: Change, *, otherwise: str = "") -> None:
    """Say how agreement and disagreement differ after a change: in numbers, and while they are few, one by one.

    :param otherwise: what is said where they are many.
    """
    for what in ("agreement", "disagreement"):
        found = [one for one in change.differences if one.kind == what]
        new = sum(one.change == "new" for one in found)
        if found:
            say(f"{_count(new, f'new {what}')}, {len(found) - new:,} gone")
    for one in change.differences if len(change.differences) <= _MOST else ():
        sign = "+" if one.change == "new" else "-"
        relation = "agrees with" if one.kind == "agreement" else "disagrees with"
        claims = " / ".join(claim.name for claim in one.claims)
        line = f"{sign} {one.one.name} {relation} {one.other.name}: {claims} ({one.rule.name})"
        say(line, fg=_COLOURS[sign])
    if otherwise and len(change.differences) > _MOST:
        say(otherwise)


def _show(change: Change) -> None:
    """Show what a change does to the files; the terminal's colours are left out of a pipe."""
    for note in change.notes:
        say(note)
    for line in change.diff().splitlines():
        heading = line.startswith(("+++", "---"))
        say(line, fg=None if heading else _COLOURS.get(line[:1]), bold=heading or None)


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
