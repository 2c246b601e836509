"""Write the reference pages of the command line and of the question library from the program itself.

python -m tools.reference_pages
"""

from __future__ import annotations

import textwrap
from pathlib import Path

import click

from counterpoint.cli.main import COMMANDS, counterpoint
from counterpoint.questions.catalogue import Catalogue
from counterpoint.workspace import Workspace, shipped

REFERENCE = Path(__file__).resolve().parents[1] / "docs" / "reference"
_WIDTH = 100
_PROSE_WIDTH = 120


def cli_page() -> str:
    """Return the help of every command as one Markdown page."""
    lines = ["# The command line", "", "Made from `--help`; `make docs` renews it.", ""]
    top = click.Context(counterpoint, info_name="counterpoint", terminal_width=_WIDTH, **counterpoint.context_settings)
    lines += ["## counterpoint", "", "```text", counterpoint.get_help(top), "```", ""]
    for name in COMMANDS:
        command = counterpoint.get_command(top, name) or counterpoint
        context = click.Context(command, info_name=name, parent=top)
        context.obj = ":demo:"
        lines += [f"## counterpoint {name}", "", "```text", command.get_help(context), "```", ""]
    return "\n".join(lines)


def questions_page() -> str:
    """Return what each question answers and takes as one Markdown page."""
    lines = ["# The question library", "", "Made from the headers of `queries/*.rq`; `make docs` renews it.", ""]
    library = Catalogue(Workspace(shipped()).overlay("queries", suffix=".rq"))
    for name, question in library.items():
        text = f"**{question.summary}.** {question.description}"
        lines += [f"## {name}", "", *textwrap.wrap(text, _PROSE_WIDTH), ""]
        for parameter in question.typed.values():
            notes = ", optional" if parameter.optional else ""
            example = f" For example `{parameter.example}`." if parameter.example else ""
            lines.append(f"- `--{parameter.name}` ({parameter.type}{notes}): {parameter.description}.{example}")
        lines += [""] if question.typed else []
    return "\n".join(lines)


PAGES = {"cli.md": cli_page, "questions.md": questions_page}


def main() -> None:
    """Write the pages."""
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (REFERENCE / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
