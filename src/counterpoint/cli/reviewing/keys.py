"""Read single keys and lines from a terminal; what was typed ahead is not lost."""

from __future__ import annotations

import codecs
import os
import sys
from collections import deque
from collections.abc import Iterator
from typing import Any, Final, Self

import click

ENTER: Final = ("\r", "\n")
ESCAPE: Final = "\x1b"
END: Final = "\x04"
PASTED: Final = "\x1b[200~"
"""What a key begins with that is a pasted text as a whole."""
_PASTE_ENDS: Final = "\x1b[201~"
_PASTES: Final = ("\x1b[?2004h", "\x1b[?2004l")
"""Let the terminal set a pasted text off from keys, so that no line of it is taken for a command; and no longer."""
_BACK: Final = ("\x7f", "\b")
_CLEAR: Final = "\x15"
_JOINERS: Final = "\u200c\u200d"
"""What joins letters and parts of an emoji."""


class Keys:
    """The keys that a person presses, while this is entered.

    A key is one character, or a sequence that begins with Escape, as arrows give it. The terminal hands keys over as
    they are pressed and does not show them; Control-C stays what it is.
    """

    def __init__(self) -> None:
        self._waiting: deque[str] = deque()
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._before: list[Any] = []

    def __enter__(self) -> Self:
        if os.name != "nt":
            import termios

            self._before = termios.tcgetattr(sys.stdin.fileno())
            self._unbuffer()
            self._switch(_PASTES[0])
        return self

    def __exit__(self, *_: object) -> None:
        if self._before:
            import termios

            self._switch(_PASTES[1])
            termios.tcsetattr(sys.stdin.fileno(), termios.TCSADRAIN, self._before)

    def key(self) -> str:
        """Wait for a key; where there will be none any more, that is Control-D.

        :raises KeyboardInterrupt: for Control-C.
        """
        while not self._waiting:
            read = self._read()
            while read.rfind(PASTED) > read.rfind(_PASTE_ENDS) and not read.endswith(END):
                read += self._read()
            self._waiting.extend(_keys(read))
        return self._waiting.popleft()

    def line(self, prompt: str, given: str = "") -> str | None:
        """Let a person write a line.

        :param prompt: what stands before it.
        :param given: what it is where they write nothing.
        :returns: the line; nothing where they think again, with Escape.
        """
        shown = f" [{given}]" if given else ""
        click.echo(f"{prompt}{shown}: ", nl=False)
        written: list[str] = []
        while True:
            key = self.key()
            if key in ENTER:
                click.echo()
                return "".join(written).strip() or given
            if key in (ESCAPE, END):
                click.echo()
                return None
            if key in _BACK and written:
                self._rub_out(written.pop())
            elif key == _CLEAR:
                self._rub_out("".join(written))
                written.clear()
            elif key.startswith(PASTED):
                self._write(written, key.removeprefix(PASTED).strip())
            elif key[0] != ESCAPE:
                self._write(written, key)

    @staticmethod
    def _write(written: list[str], text: str) -> None:
        """Add to a line; all kinds of space are one, and what else cannot be seen is left out."""
        for sign in text:
            shown = " " if sign.isspace() else sign
            if shown.isprintable() or shown in _JOINERS:
                written.append(shown)
                click.echo(shown, nl=False)

    @staticmethod
    def _rub_out(text: str) -> None:
        from rich.cells import cell_len

        click.echo("\b \b" * cell_len(text), nl=False)

    @staticmethod
    def _switch(sequence: str) -> None:
        if os.environ.get("TERM") != "dumb":
            click.echo(sequence, nl=False)
            sys.stdout.flush()

    def _read(self) -> str:
        if os.name == "nt":
            return click.getchar()
        sys.stdout.flush()
        self._unbuffer()  # anew, as the shell sets the terminal as it likes where the program is stopped and goes on
        data = os.read(sys.stdin.fileno(), 1024)
        return self._decoder.decode(data) if data else END

    @staticmethod
    def _unbuffer() -> None:
        import termios
        import tty

        tty.setcbreak(sys.stdin.fileno(), termios.TCSADRAIN)


def _keys(text: str) -> Iterator[str]:
    """Take apart what was read at once: an arrow is one key, a pasted text, too; what was typed ahead is several."""
    position = 0
    while position < len(text):
        end = position + 1
        if text.startswith(PASTED, position):
            end = text.find(_PASTE_ENDS, position)
            yield text[position : end if end >= 0 else None]
            position = end + len(_PASTE_ENDS) if end >= 0 else len(text)
            continue
        if text[position] == ESCAPE and text[end : end + 1] in ("[", "O"):
            end += 1
            while end < len(text) and not text[end].isalpha() and text[end] != "~":
                end += 1
            end += 1
        yield text[position:end]
        position = end
