"""Runs every benchmark and prints one line each: what, measured, target, and whether it is met.

Ratios compare two things in one run, because machines differ and are shared. With `COMITY_SHARED_DATA` (or
../shared/data) absent, the benchmarks that need real lists say so and are left out. Give names to run only those.
"""

from __future__ import annotations

import sys

from bench import browser, elections, lists, publishing, questions, reader, resolving, web

BENCHMARKS = {
    "lists": lists.run,
    "questions": questions.run,
    "resolving": resolving.run,
    "elections": elections.run,
    "reader": reader.run,
    "web": web.run,
    "browser": browser.run,
    "publishing": publishing.run,
}


def main() -> None:
    """Run the benchmarks named on the command line, or all."""
    wanted = sys.argv[1:] or list(BENCHMARKS)
    for name in wanted:
        for line in BENCHMARKS[name]():
            print(line, flush=True)


main()
