"""Names, dates and money in a page: what the events, relations and elections stand on.

May import `places`, `text`, `model` and `errors`, and the reader's `records`. `lexicon` finds names with one literal
multi-pattern matcher made from the gazetteer at first use (about a tenth of a second; nothing at import), `places`
reads what stands beside a name, `settling` decides namesakes from the page's evidence or leaves them open with their
candidates, `dates`, `money`, `bodies` and `officials` read the rest, `finding` puts it together. `words.toml` holds
words as data. `place_meant` answers a bare "the county".
"""

from comity.reader.mentions.backward import place_meant
from comity.reader.mentions.finding import find_mentions
from comity.reader.mentions.lexicon import Lexicon, load_lexicon

__all__ = ["Lexicon", "find_mentions", "load_lexicon", "place_meant"]
