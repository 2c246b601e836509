"""``counterpoint review``: a person confirms a draft, statement by statement."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from counterpoint.cli.common import next_command, workspace_option
from counterpoint.corpus import Corpus
from counterpoint.errors import CounterpointError, UnknownNameError, UsageError, visible

if TYPE_CHECKING:
    from counterpoint.cli.reviewing.commands import Reviewer
    from counterpoint.drafting.reviewing import Session


@click.command("review")
@click.argument("draft", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--as", "coder", metavar="WHO", help="Who decides: an id, or the full name of somebody new.")
@click.option("--organisation", is_flag=True, help="WHO is an organisation, where it is new.")
@workspace_option
@click.pass_context
def command(ctx: click.Context, draft: Path, coder: str | None, organisation: bool) -> None:
    """Confirm a draft, statement by statement: FILE, or the id of its source.

    One key does most: 1, 2 or 3 takes one of the claims that are like the utterance, and a second key says how the
    speaker stands to it. Every decision is saved as it is made, with who made it and when; u takes it back; whoever
    opens the draft again goes on where it was left.

    Into a pipe, or from one, the commands are lines such as "1 supports"; the line "help" lists them. The exit code is
    1 where one could not be done.
    """
    session = Corpus.review(draft, ctx.obj)
    try:
        _name_coder(session, coder or session.workspace.coder, "organisation" if organisation else "person")
        with session.open():
            failed = _review(session)
    except KeyboardInterrupt:
        click.echo()
        failed = 0
    for line in _farewell(ctx, session):
        click.echo(visible(line))
    if failed:
        ctx.exit(1)


def _on_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _review(session: Session) -> int:
    """Review by keys on a terminal and by lines otherwise; return how many lines could not be done."""
    from counterpoint.cli.reviewing.commands import Reviewer

    reviewer = Reviewer(session)
    if _on_terminal():
        from counterpoint.cli.reviewing.dialogue import Dialogue
        from counterpoint.cli.reviewing.keys import Keys

        with Keys() as keys:
            Dialogue(reviewer, keys).run()
        return 0
    return _review_lines(reviewer)


def _review_lines(reviewer: Reviewer) -> int:
    from counterpoint.cli.reviewing.commands import Quit
    from counterpoint.cli.reviewing.screen import written

    failed = 0
    _say(written(reviewer))
    for number, line in enumerate(sys.stdin, 1):
        before = reviewer.here
        try:
            _say(reviewer.run(line))
        except Quit:
            break
        except CounterpointError as problem:
            failed += 1
            click.echo(visible(f"line {number}: {problem}"), err=True)
            continue
        if reviewer.here != before:
            _say(written(reviewer))
    return failed


def _name_coder(session: Session, coder: str, kind: str) -> None:
    """Settle who decides: the one named, or whoever a person at the terminal says that they are."""
    from counterpoint.records.reading import is_id

    try:
        if coder:
            session.recognise(coder)
            return
    except UnknownNameError:
        if not is_id(coder):
            session.introduce(coder, kind=kind)
            return
        if not _on_terminal():
            raise
        name = click.prompt(f"nobody is called {coder} yet; the full name")
        session.introduce(name, coder, kind=kind)
        return
    if _on_terminal() and session.left:
        said = click.prompt("who are you? Your full name, or your id here")
        try:
            session.recognise(said)
        except UnknownNameError:
            session.introduce(said, kind=kind)
        click.echo(f'next time --as {session.coder}, or coder = "{session.coder}" under [review] in counterpoint.toml')


def _farewell(ctx: click.Context, session: Session) -> list[str]:
    """Say how far the review is and what comes next."""
    states = [item.state for item in session.items]
    shown = session.draft.shown
    if session.left:
        again = next_command(ctx, "review", shown)
        return [f"{session.left} of {len(states)} left; all is saved: {again} goes on"]
    accepted = states.count("accepted")
    lines = [f"all {len(states)} decided: {accepted} accepted, {len(states) - accepted} rejected"]
    if not session.draft.data["source"].get("published"):
        lines.append(
            "the source has no date, so no slice by time will hold it; source published YEAR-MONTH-DAY sets one"
        )
    if session.added:
        return [*lines, f"it is in the debate already: {session.workspace.shown(session.added)}"]
    try:
        session.finish()
    except UsageError as problem:
        return [*lines, str(problem)]
    return [*lines, f"next: {next_command(ctx, 'add', shown)}"]


def _say(lines: list[str]) -> None:
    for line in lines:
        click.echo(visible(line))
