"""``counterpoint network``: the network for other programs."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, get_args

import click

from counterpoint.cli.common import (
    OutputPath,
    format_by_ending,
    open_corpus,
    tell_undated,
    workspace_option,
    write_output,
)
from counterpoint.cli.grouping import GroupedCommand, GroupedOption
from counterpoint.cli.on_spark import reads_itself, write_on_spark
from counterpoint.cli.slicing import slicing
from counterpoint.errors import UsageError
from counterpoint.network import settings

if TYPE_CHECKING:
    from counterpoint.network.choosing import Choice
    from counterpoint.network.table import StatementTable

FORMATS = ("graphml", "gexf", "csv", "csv-matrix", "json", "dl", "pajek", "parquet")

_ENDINGS = {f".{name}": name for name in FORMATS if "-" not in name} | {".net": "pajek"}
_EVENTS: Final = "events"
_HOLDING: Final = frozenset({"graphml", "gexf", "json", "pajek"})
"""The formats in which nodes keep their attributes."""
_NEEDED: Final[dict[str, frozenset[settings.Part]]] = {"events": settings.PARTS, "window": frozenset({"source"})}


_BACKBONE: Final = "Keep ties that chance would make so strong with a probability below P, such as 0.05."
_ENGINE: Final = "What computes it; spark also reads and writes what no single machine holds."


def _choice(literal: Any) -> click.Choice[str]:
    return click.Choice(get_args(literal))


_made = partial(click.option, cls=GroupedOption, group="How the network is made")
_in_time = partial(click.option, cls=GroupedOption, group="Over time")
_from_where = partial(click.option, cls=GroupedOption, group="Statements from a file, in place of a workspace")
_written = partial(click.option, cls=GroupedOption, group="What is written")


@click.command("network", cls=GroupedCommand)
@_written(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    help="By default the one that the ending of the output file names, else graphml, or csv for events.",
)
@_written(
    "-o",
    "--output",
    type=OutputPath(path_type=Path),
    help="The file to write; with --window a folder, or a file that ends with .zip.",
)
@_made(
    "--mode",
    type=click.Choice((*get_args(settings.Mode), _EVENTS)),
    default="actors",
    show_default=True,
    help="Actors tied by claims, claims tied by actors, or actors tied to claims; or a list of the statements.",
)
@_made(
    "--actor",
    type=_choice(settings.Actor),
    default="speaker",
    show_default=True,
    help="Who acts: speakers, or the organisations in whose name they speak.",
)
@_made(
    "--aggregation",
    type=_choice(settings.Aggregation),
    default=None,
    help="How stances make a weight; by default congruence, and ignore where mode is two-mode.",
)
@_made(
    "--normalisation",
    type=_choice(settings.Normalisation),
    default="none",
    show_default=True,
    help="What a weight is divided by.",
)
@_made(
    "--duplicates",
    type=_choice(settings.Duplicates),
    default="all",
    show_default=True,
    help="How often an actor counts who says the same again: always, or once a document, week, month, year or range.",
)
@_made("--isolates", is_flag=True, help="Keep all actors and claims, also those without a statement in the slice.")
@_made("--measures", is_flag=True, help="Give nodes their camp, centralities and what else counterpoint measures says.")
@_made("--top", type=click.IntRange(0), metavar="K", help="Keep the K strongest ties of each node; 0 keeps all.")
@_made("--backbone", type=click.FloatRange(0, 1, max_open=True), default=0.0, metavar="P", help=_BACKBONE)
@_made("--engine", type=click.Choice(("local", "spark")), default="local", show_default=True, help=_ENGINE)
@_made(
    "--master", metavar="URL", help="Where Spark runs, as spark://host:7077; by default as it is configured, or here."
)
@slicing
@_in_time("--from", "from_", metavar="DATE", help="The first day: 2014, 2014-06 or 2014-06-30.")
@_in_time("--until", metavar="DATE", help="The last day; 2014 means the end of that year.")
@_in_time("--window", metavar="LENGTH", help="A network for each window: 90d, 2w, 12m, 1q, 1y or, in statements, 500s.")
@_in_time("--step", metavar="LENGTH", help="How far the window moves; by default one of its unit.")
@_from_where(
    "--statements",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A Parquet or CSV file, as counterpoint export writes it, or coded elsewhere.",
)
@_from_where("--column", multiple=True, metavar="FIELD=NAME", help="The column that holds a field: speaker=person.")
@_from_where("--level", multiple=True, metavar="TEXT=NUMBER", help="What a text in the level column means: yes=1.")
@workspace_option
@click.pass_context
def command(
    ctx: click.Context,
    /,
    format_: str | None,
    output: Path | None,
    statements: Path | None,
    column: Sequence[str],
    level: Sequence[str],
    measures: bool,
    **asked: Any,
) -> None:
    """Write who agrees or disagrees with whom as a network for Gephi, R, UCINET or a spreadsheet.

    Aggregation, normalisation and duplicates are those of the Discourse Network Analyzer and give its numbers: they
    compare stances on the same claim, a qualified one counting half, and know nothing of claims that contradict or
    imply each other, nor of answers. Of an organisation's speakers, each statement counts for every organisation that
    the speaker spoke for, and so ties these to each other. Edges keep the IRIs of the statements behind them, in the
    formats that can hold them.

    Statements are those that have one of the values asked for in every respect, and none that is excluded. Those
    without a date are left out where days or windows are asked for, and counted on standard error.

    A network with more than 50 million ties to be expected keeps the strongest of each node, and says so on standard
    error; --top and --backbone choose otherwise. Spark keeps all, writes Parquet as a folder, and reads a Parquet file
    of --statements itself unless only some of the statements are asked for. Its Parquet has no IRIs of statements.
    """
    asked = {name: value for name, value in asked.items() if value not in (None, ())}
    window, step, master = (asked.pop(name, "") for name in ("window", "step", "master"))
    on_spark = asked.pop("engine") == "spark"
    is_list = asked["mode"] == _EVENTS
    _check(window, step, master, is_list=is_list, on_spark=on_spark)
    if is_list:
        del asked["mode"]
    format_ = format_ or _format_of(output, is_list=is_list, windows=bool(window))
    if measures:
        _check_measured(format_, whole=not (is_list or window or on_spark))
    if statements and ctx.obj is not None:
        raise UsageError("statements come from a workspace or from a file", "leave out -w or --statements")
    if statements and on_spark and reads_itself(statements, asked, level):
        columns = _pairs(column, "column")
        write_on_spark(statements, settings.Settings(**asked), columns, master, (format_, output))
        return
    if statements:
        choice, table = _from_file(statements, column, level, asked)
    elif column or level:
        raise UsageError("columns and levels are those of a file", "name the file with --statements")
    else:
        needed = _NEEDED.get("events" if is_list else "window" if window else "", frozenset())
        corpus = open_corpus(ctx)
        choice = corpus.choose(**asked)
        table = corpus.statements(choice.parts | needed)
    if is_list:
        _write_events(choice, table, format_, output)
    elif on_spark:
        kept = choice.slice_.select(table, actor=choice.settings.actor)
        tell_undated(int(kept.cut.get("undated", 0)))
        write_on_spark(kept, choice.settings, {}, master, (format_, output))
    elif window:
        _write_windows(choice, table, (window, step), format_, output)
    else:
        _write_network(choice, table, format_, output, measures=measures)


def _check(window: str, step: str, master: str, *, is_list: bool, on_spark: bool) -> None:
    if step and not window:
        raise UsageError("a step is that of a window", "name the window with --window")
    if is_list and window:
        raise UsageError("a list of statements has no windows", "leave out --window, or choose another mode")
    if master and not on_spark:
        raise UsageError("a master is that of Spark", "add --engine spark")
    if on_spark and (is_list or window):
        raise UsageError("Spark makes networks, not lists or windows", "leave out --engine spark")


def _format_of(output: Path | None, *, is_list: bool, windows: bool) -> str:
    default = "csv" if is_list else "graphml"
    if output and (windows or output.is_dir()):  # a folder may be called anything
        return _ENDINGS.get(output.suffix.lower(), default)
    return format_by_ending(output, _ENDINGS, default)


def _check_measured(format_: str, *, whole: bool) -> None:
    if not whole:
        raise UsageError("only a network of the whole slice is measured", "leave out --measures, or the window or list")
    if format_ not in _HOLDING:
        hint = "choose graphml, gexf, json or pajek, or ask counterpoint measures"
        raise UsageError(f"{format_} holds no measures of nodes", hint)


def _from_file(
    path: Path, column: Sequence[str], level: Sequence[str], asked: Mapping[str, Any]
) -> tuple[Choice, StatementTable]:
    from counterpoint.network.choosing import choose, names_in_table

    table = _read(path, column, level)
    return choose(asked, names_in_table(table)), table


def _write_network(choice: Choice, table: StatementTable, format_: str, output: Path | None, *, measures: bool) -> None:
    from counterpoint.network.exports import write_network

    _refuse_folder(output)
    projection = choice.project(table)
    tell_undated(int(projection.table.cut.get("undated", 0)))
    if left_out := str(projection.kept):
        click.echo(f"counterpoint: {left_out}", err=True)
    if measures:
        from counterpoint.network.measures import measured_graph

        write_output(write_network(measured_graph(projection), format_), output)
        return
    write_output(write_network(projection, format_), output)


def _write_events(choice: Choice, table: StatementTable, format_: str, output: Path | None) -> None:
    from counterpoint.network.events import write_events

    _refuse_folder(output)
    events, undated = choice.events(table)
    tell_undated(undated)
    write_output(write_events(events, format_), output)


def _write_windows(
    choice: Choice, table: StatementTable, window: tuple[str, str], format_: str, output: Path | None
) -> None:
    from counterpoint.network.series import write_windows, zipped

    if output is None:
        raise UsageError("windows are several files", "name a folder, or a file that ends with .zip, with -o")
    windows = choice.slide(table, *window)
    tell_undated(windows.undated)
    files = write_windows(windows, format_, lambda text: click.echo(f"counterpoint: {text}", err=True))
    if output.suffix.lower() == ".zip":
        write_output(zipped(files), output)
        return
    if output.exists() and not output.is_dir():
        raise UsageError(f"{output} is no folder", "name a folder, or a file that ends with .zip, with -o")
    for name, data in files:
        output.mkdir(parents=True, exist_ok=True)  # here, as the first file may fail to be made
        write_output(data, output / name)


def _refuse_folder(output: Path | None) -> None:
    if output and output.is_dir():
        raise UsageError(f"{output} is a folder", "name a file")


def _read(path: Path, column: Sequence[str], level: Sequence[str]) -> StatementTable:
    from counterpoint.network.table import StatementTable

    levels = {}
    for text, number in _pairs(level, "level").items():
        try:
            levels[text] = float(number)
        except ValueError:
            raise UsageError(f'--level {text}={number}: "{number}" is no number') from None
        if not math.isfinite(levels[text]):
            raise UsageError(f'--level {text}={number}: "{number}" is no level', "write a finite number")
    return StatementTable.from_file(path, columns=_pairs(column, "column"), levels=levels)


def _pairs(texts: Sequence[str], option: str) -> Mapping[str, str]:
    pairs = {}
    for text in texts:
        one, equals, other = text.partition("=")
        if not (one and equals and other):
            raise UsageError(f'--{option} "{text}" is no pair', "write it as one=other")
        pairs[one] = other
    return pairs
