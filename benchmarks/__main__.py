"""List the benchmarks, or run those that are named: ``python -m benchmarks build network``."""

from __future__ import annotations

import runpy
import sys
from typing import Final

BENCHMARKS: Final = {
    "cold_start": "counterpoint ask on the shipped graph against import rdflib; half a minute",
    "attribution": "whose the quotes and reported speech of articles are; half a minute (needs shared material)",
    "build": "1,000 YAML sources, then a change in one; some minutes",
    "adding": "add, rename and remove among 10,000 sources beside cp and build; ten minutes (--folder keeps them)",
    "fragments": "how the fragments of utterances are cut; half a minute (needs shared material)",
    "inference": "agreements and disagreements of 100,000 statements; some minutes",
    "network": "the congruence network of 100,000 statements; some minutes",
    "roles": "roles and organisations found whole, on articles labelled by hand; ten seconds (needs the articles)",
    "search": "finding one of 100,000 names while somebody types; half a minute",
    "serving": "the endpoint under the load of 64 clients beside oxigraph serve; six minutes (needs wrk)",
    "view": "the network page in a browser beside pyvis, force-graph and sigma; twenty minutes (needs Chromium, npm)",
    "questions": "every question on a million triples beside raw Oxigraph; ten minutes (--peers rdflib: an hour)",
}


def main(names: list[str]) -> None:
    """Run benchmarks with their own defaults, or list them."""
    if not names:
        print("python -m benchmarks.NAME --help says what a benchmark takes; python -m benchmarks NAME… runs some.\n")
        for name, what in BENCHMARKS.items():
            print(f"  {name:12} {what}")
        return
    for name in names:
        if name not in BENCHMARKS:
            sys.exit(f"there is no benchmark {name}; there are {', '.join(BENCHMARKS)}")
        sys.argv = [name]
        try:
            runpy.run_module(f"benchmarks.{name}", run_name="__main__")
        except SystemExit as leaving:
            if leaving.code:
                raise


if __name__ == "__main__":
    main(sys.argv[1:])
