"""ICE's lists of 287(g) agencies: participating and pending, every header era, and two old rosters as CSV.

`read_list` takes bytes to rows exactly as printed; `summarise` and `judge_lists` judge each file as a whole beside
its neighbours in time; `support_models`, `signed_on` and `unwrap_url` say what printed texts mean; `correct_row` says
what a known misprint means. `source.toml`
holds the publisher's facts, expectations, vocabularies and corrections. Pure: no network, no database, no clock.
May import `model`, `settings`, `errors` and the floors below `sources`; never `identity` or `elections`.
"""

from comity.sources.ice_287g.addresses import unwrap_url
from comity.sources.ice_287g.corrections import correct_row, idle_corrections
from comity.sources.ice_287g.evidence import Judgement, ListSummary, RowContent, row_content, summarise
from comity.sources.ice_287g.filenames import NameSays, read_name
from comity.sources.ice_287g.judge import judge_lists
from comity.sources.ice_287g.parse import read_list
from comity.sources.ice_287g.source import Correction, Expectations, Source, load_source
from comity.sources.ice_287g.values import Signed, comparable, signed_on, support_models

__all__ = [
    "Correction",
    "Expectations",
    "Judgement",
    "ListSummary",
    "NameSays",
    "RowContent",
    "Signed",
    "Source",
    "comparable",
    "correct_row",
    "idle_corrections",
    "judge_lists",
    "load_source",
    "read_list",
    "read_name",
    "row_content",
    "signed_on",
    "summarise",
    "support_models",
    "unwrap_url",
]
