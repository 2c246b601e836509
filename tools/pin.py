"""Write constraints.txt: every package that a checkout needs, with its version and the hashes of all its files.

The first part is what the program needs to run; what development adds follows below a line that `make` looks for.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
CONSTRAINTS = REPOSITORY / "constraints.txt"
DIVIDER = "# For development\n"
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
    extras = [requirement for extra in project["optional-dependencies"].values() for requirement in extra]
    pins = resolve([*core, *extras, *groups["dev"]])
    needed = resolve(core).keys()
    first = [pin for name, pin in pins.items() if name in needed]
    rest = [pin for name, pin in pins.items() if name not in needed]
    CONSTRAINTS.write_text("".join([*first, DIVIDER, *rest]), encoding="utf-8")


if __name__ == "__main__":
    main()
