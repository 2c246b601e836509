"""Kill a change at each step that it takes in the file system, and look at what the next command finds.

``python -m tests.changing.killing ROOT CHANGE`` prints one line a step: how it died, what the files then were after the
next command, and whether the store said the same. Each step runs in a process of its own, forked before any store is
open.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

import pyshacl  # noqa: F401 - imported once, before the processes part

from counterpoint import Corpus
from counterpoint.changing import adding, renaming, undoing  # noqa: F401
from tests.changing.conftest import Debate

_WRITES = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree", "shutil.copyfile"}
CHANGES: dict[str, Callable[[Path], object]] = {
    "add": lambda root: Corpus.add([root.parent / "new.yaml"], root),
    "rename": lambda root: Corpus.rename("talk", "moon-talk", root),
    "undo": Corpus.undo,
}


def kill_at(step: int, root: Path) -> None:
    """Let this process be killed when it is about to touch the folder for the so-many-th time."""
    left = step

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        if event in _WRITES and arguments and str(root) in str(arguments[0]):
            if event == "open" and (len(arguments) < 3 or not int(str(arguments[2])) & (os.O_WRONLY | os.O_RDWR)):
                return
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def in_child(work: Callable[[], object]) -> int:
    """Run something in a process of its own; give how it ended."""
    process = os.fork()
    if process == 0:
        code = 0
        try:
            work()
        except BaseException:  # noqa: BLE001 - whatever it is, the process ends here
            traceback.print_exc()
            code = 1
        sys.stdout.flush()
        os._exit(code)
    return os.waitpid(process, 0)[1]


def tell(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def look(root: Path) -> None:
    """Run the next command, and say what it found."""
    Corpus.open(root)
    debate = Debate(root)
    files = {name: data.decode() for name, data in debate.files().items()}
    pending = (debate.workspace.state / "changes" / "pending").exists()
    tell("found", hash_of(files), debate.is_sound(), pending)


def hash_of(files: dict[str, str]) -> str:
    return hashlib.sha256(repr(sorted(files.items())).encode()).hexdigest()[:12]


def main(pristine: Path, name: str) -> None:
    step = 0
    while True:
        step += 1
        root = pristine.parent / "killed"
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(pristine, root)

        def work(at: int = step, root: Path = root) -> None:
            kill_at(at, root)
            CHANGES[name](root)

        ended = in_child(work)
        tell("ended", os.waitstatus_to_exitcode(ended))
        if in_child(lambda root=root: look(root)):  # type: ignore[misc]
            tell("failed")
        if os.waitstatus_to_exitcode(ended) == 0:
            break


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
