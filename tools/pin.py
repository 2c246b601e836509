"""Write constraints.txt: every package that a checkout needs, with its version and the hashes of all its files.

The first part is what the program needs to run; what the extras add, and then what development adds, follow below lines
that `make` looks for.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
CONSTRAINTS = REPOSITORY / "constraints.txt"
EXTRAS = "# For the extras\n"
DIVIDER = "# For development\n"
# Half a gigabyte, and needed for debates of many millions of statements only.
BULKY_EXTRAS = ("spark",)
# An editable install is built in the environment itself, so its build requirements are pinned like the others.
EDITABLE_BUILD = ("editables",)


def resolve(requirements: list[str]) -> dict[str, str]:
    """Resolve requirements to pins that hold on every platform and every supported Python.

    :param requirements: requirements as in ``pyproject.toml``.
    :returns: for each package, its pin and the hashes of all files that the registry has for it, as lines of text.
    :raises subprocess.CalledProcessError: if there is no solution.
    """
    command = ["uv", "pip", "compile", "-", "--universal", "--fork-strategy", "fewest", "--python-version", "3.11"]
    command += ["--generate-hashes", "--no-header", "--no-annotate", "--quiet"]
    pins = subprocess.run(
        [sys.executable, "-m", *command],
        input="\n".join(requirements),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        cwd=REPOSITORY,
    ).stdout
    return {pin[1]: pin[0] for pin in re.finditer(r"^([\w.-]+)==.*\n(?:[ \t]+.*\n)+", pins, re.MULTILINE)}


def main() -> None:
    """Resolve everything at once, so that versions agree, and write the core's part first."""
    pyproject = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    project, groups = pyproject["project"], pyproject["dependency-groups"]
    core = [*project["dependencies"], *pyproject["build-system"]["requires"], *EDITABLE_BUILD]
    extras = project["optional-dependencies"]
    common = [requirement for name, extra in extras.items() if name not in BULKY_EXTRAS for requirement in extra]
    bulky = [requirement for name in BULKY_EXTRAS for requirement in extras[name]]
    pins = resolve([*core, *common, *bulky, *groups["dev"]])
    needed = resolve(core).keys()
    wanted = resolve([*core, *common]).keys() - needed
    first = [pin for name, pin in pins.items() if name in needed]
    more = [pin for name, pin in pins.items() if name in wanted]
    rest = [pin for name, pin in pins.items() if name not in needed | wanted]
    CONSTRAINTS.write_text("".join([*first, EXTRAS, *more, DIVIDER, *rest]), encoding="utf-8")


if __name__ == "__main__":
    main()
