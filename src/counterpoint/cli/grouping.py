"""A command whose help shows its options in groups."""

from __future__ import annotations

from typing import Any

import click


class GroupedOption(click.Option):
    """An option of a group.

    :param group: the heading that it stands under.
    :param beside: another option, itself hidden, that is shown beside it.
    """

    def __init__(self, *args: Any, group: str = "", beside: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group, self.beside = group, beside

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Give what help says of the option."""
        record = super().get_help_record(ctx)
        if record and self.beside:
            return f"{self.opts[0]}, {self.beside} {self.make_metavar(ctx)}", record[1]
        return record


class GroupedCommand(click.Command):
    """A command that lists options under the headings of their groups, in the order in which they come."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for parameter in self.get_params(ctx):
            if record := parameter.get_help_record(ctx):
                groups.setdefault(getattr(parameter, "group", "") or "Options", []).append(record)
        groups["Options"] = groups.pop("Options", [])  # what every command has comes last
        for heading, records in groups.items():
            with formatter.section(heading):
                formatter.write_dl(records)
