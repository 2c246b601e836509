"""The networks of a sliding window as files."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from counterpoint.errors import UsageError
from counterpoint.network.exports import FORMATS, write_network
from counterpoint.network.formats import as_csv

if TYPE_CHECKING:
    from counterpoint.network.windows import Windows

INDEX: Final = "windows.csv"
"""The file that lists the others: number, first and last day, statements, nodes, edges, ties left out, name of
the file."""


def write_windows(
    windows: Windows, file_format: str, tell: Callable[[str], None] | None = None
) -> Iterator[tuple[str, bytes]]:
    """Write a file for each window, and last one that lists them, :data:`INDEX`.

    A file is named by the number of its window, its first day and its last: ``007_2014-01-01_2014-12-31.graphml``.

    :param file_format: one of :data:`counterpoint.network.exports.FORMATS`.
    :param tell: told at the end, in a sentence, where windows lack ties.
    :returns: names of files and what is in them.
    :raises UsageError: where no statement has a date, there is no such format, or a matrix would be too large.
    """
    if not windows:
        raise UsageError("no statement has a date, so there is no window", "ask for other statements")
    width = max(3, len(str(len(windows))))
    index: list[list[object]] = [["window", "from", "until", "statements", "nodes", "edges", "left_out", "file"]]
    lacking = 0
    automatic = False
    for number, (span, window) in enumerate(zip(windows.spans, windows, strict=True), start=1):
        name = f"{number:0{width}}_{span.from_}_{span.until}{FORMATS.get(file_format, '')}"
        yield name, write_network(window.projection, file_format)
        nodes = set(window.projection.rows.iris) | set(window.projection.columns.iris)
        edges = len(window.projection.edges()[0])
        kept = window.projection.kept
        lacking += bool(kept.left_out)
        automatic |= bool(kept.left_out) and kept.automatic
        size = span.end - span.start
        index.append([number, span.from_, span.until, size, len(nodes), edges, kept.left_out, name])
    if lacking and tell:
        hint = ", because more would not fit; ask for top=0 to have all" if automatic else ""
        tell(f"{lacking:,} of {len(windows):,} windows lack ties, as left_out in {INDEX} says{hint}")
    yield INDEX, as_csv(index)


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Put files into a zip archive; equal files give equal bytes."""
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, data in files:
            info = ZipInfo(name)
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
    return file.getvalue()
