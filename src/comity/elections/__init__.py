"""When voters choose sheriffs, prosecutors and jailers, worked out from the law of each state.

The law is data: `law/<state>.toml`, shaped by `schema.json`, explained in `docs/law-files.md`. No rule lives in code.
`load_law` reads it (or what was compiled of it), `contests` and `dates` answer from it, `check_law` proves it against
its own examples, `describe_law` says it in plain words. What a file does not say is unknown, never a default.
Pure: no network, no database, no clock; counties come from the caller.
May import `archive.kept`, `places`, `model`, `settings` and `errors`.
"""

from comity.elections.asking import StateCoverage, last_contests, law_coverage, next_contests
from comity.elections.check import StateCheck, check_law
from comity.elections.counties import read_counties
from comity.elections.describe import describe_law
from comity.elections.engine import contests, dates, gaps
from comity.elections.law import Law, compile_law, load_law
from comity.elections.lawfile import Citation, LawFile
from comity.elections.records import STAGES, Contest, OfficeDate, StageDate

__all__ = [
    "STAGES",
    "Citation",
    "Contest",
    "Law",
    "LawFile",
    "OfficeDate",
    "StageDate",
    "StateCheck",
    "StateCoverage",
    "check_law",
    "compile_law",
    "contests",
    "dates",
    "describe_law",
    "gaps",
    "last_contests",
    "law_coverage",
    "load_law",
    "next_contests",
    "read_counties",
]
