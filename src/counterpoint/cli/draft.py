"""``counterpoint draft``: from an article to a draft of its record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from counterpoint.cli.common import OutputPath, commands_of, next_command, workspace_option
from counterpoint.corpus import Corpus
from counterpoint.errors import visible

if TYPE_CHECKING:
    from counterpoint.drafting.making import Made

_MOST_SHOWN = 12
"""How many of each kind are listed; the draft itself has all."""
_LONGEST = 70


@click.command("draft")
@click.argument("article", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=OutputPath(path_type=Path), help="The draft's file.  [default: drafts/ID.yaml]")
@click.option("--id", "identifier", metavar="ID", help="The id of the source.  [default: from the file's name]")
@click.option("--llm", is_flag=True, help="Let a language model propose claims and stances.")
@click.option("--replace", is_flag=True, help="Draft it anew; what was decided of the draft before is carried over.")
@workspace_option
@click.pass_context
def command(
    ctx: click.Context, article: Path, output: Path | None, identifier: str | None, llm: bool, replace: bool
) -> None:
    """Find who says what in an ARTICLE, and write a draft of its record for you to confirm.

    The article is text, HTML, PDF, DOCX or a saved web page, in English. The draft holds the people, their roles and
    organisations, and one statement an utterance: speaker, mode, a fragment as evidence, and the known claims that are
    most like it. What is in doubt is a question in it. Nothing of it is in the graph before you have confirmed it.

    --llm asks any OpenAI-compatible service: COUNTERPOINT_LLM_URL, COUNTERPOINT_LLM_MODEL and, where it wants one,
    COUNTERPOINT_LLM_KEY name it. The paragraphs with utterances are sent there.
    """
    with commands_of(ctx):
        made = Corpus.draft(article, ctx.obj, output=output, identifier=identifier or "", llm=llm, replace=replace)
    for line in _report(ctx, made):
        click.echo(visible(line))


def _report(ctx: click.Context, made: Made) -> Iterator[str]:
    draft = made.draft
    statements = draft.statements
    speakers = Counter(str(one.get("speaker") or "") for one in statements)
    known = len(statements) - speakers[""]
    yield f"{draft.shown}: {_count(len(statements), 'utterance')}, {known} with a speaker"
    if made.carried is not None:
        carried = f"{_count(made.carried, 'decision')} carried over" if made.carried else "nothing was decided of it"
        yield f"in the place of the draft before; {carried}"
    if statements:
        yield from _speakers(made, speakers)
    else:
        yield "  nobody is quoted or reported here as far as the program can tell"
    questions = [f"  {question.get('text')}" for question in draft.about.get("questions") or ()]
    yield from _listed("in doubt, for you to say:", questions)
    spans = [
        f"  {_short(draft.text[slice(*span['at'])])}  ({span.get('reason')})"
        for span in draft.about.get("not-speech") or ()
    ]
    yield from _listed("quoted, but taken for no speech:", spans)
    notes = [f"  {note}" for note in (*(draft.about.get("notes") or ()), *made.notes)]
    yield from _listed("to look at:", notes)
    proposed = sum("proposal" in one["draft"] for one in statements)
    if proposed:
        yield f"proposed by a language model: claim and stance of {_count(proposed, 'utterance')}"
    yield f"the text is in {draft.workspace.shown(made.text_path.absolute())}"
    yield f"next: {next_command(ctx, 'review', draft.shown)}"
    yield f"or, in the browser: {next_command(ctx, 'serve --edit')}"


def _speakers(made: Made, speakers: Counter[str]) -> Iterator[str]:
    from counterpoint.drafting.items import roles_of

    rows = []
    for speaker, count in speakers.most_common():
        bare = speaker.rpartition(":")[2]
        if speaker:
            rows.append((made.names.called(bare), count, "; ".join(roles_of(made.draft, bare, made.names))))
        else:
            heard = dict.fromkeys(str(one["draft"].get("mention") or "") for one in made.draft.statements)
            rows.append(("speaker?", count, "; ".join(filter(None, heard))))
    width = max(len(name) for name, _, _ in rows)
    for name, count, roles in rows:
        yield f"  {name.ljust(width)}  {count:>3}  {roles}".rstrip()


def _listed(heading: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield heading
        yield from lines[:_MOST_SHOWN]
    if len(lines) > _MOST_SHOWN:
        yield f"  and {len(lines) - _MOST_SHOWN:,} more, which stand in the draft"


def _count(number: int, what: str) -> str:
    return f"1 {what}" if number == 1 else f"{number:,} {what}s"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
