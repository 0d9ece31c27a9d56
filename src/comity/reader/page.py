"""One page in, one reading out: the reader's only entry."""

from __future__ import annotations

from collections import Counter

from comity.places import load_gazetteer
from comity.reader.context import Context
from comity.reader.elections import find_elections
from comity.reader.events import find_events
from comity.reader.headlineplaces import with_headline
from comity.reader.learnt import SecondLook
from comity.reader.mentions import find_mentions, load_lexicon
from comity.reader.mentions.finding import find_page_places
from comity.reader.mentions.surface import named_text, plain_text
from comity.reader.parties import Parties
from comity.reader.patterns import Patterns, own_patterns
from comity.reader.privacy import keep_private
from comity.reader.records import Mentions, Page, Reading
from comity.reader.relations import find_relations
from comity.reader.scope import own_scope
from comity.reader.sentences import split_sentences


def read_page(
    page: Page, patterns: Patterns | None = None, is_plain: bool = False, look: SecondLook | None = None
) -> Reading:
    """Return what a page of English text claims; pure, the same page gives the same reading.

    No private person's name is in it. A page that names nothing of the record's subjects is passed over. `is_plain`
    looks at every page and every sentence, one literal after the other, instead of those that the matchers point at: it
    takes longer and gives the same. Events are the rules' own, or what `look` makes of them.
    """
    if not is_plain and not own_scope().subjects_of(f"{page.title}\n{page.text}"):
        return Reading(page.id, page.url, page.title, page.published)
    context = context_of(page, patterns, is_plain)
    mentions = context.mentions
    parties = Parties(page, mentions)
    events = find_events(context)
    reading = Reading(
        page.id,
        page.url,
        page.title,
        page.published,
        events=look.look(context, events) if look is not None else events,
        relations=find_relations(page, context.sentences, mentions, parties=parties),
        elections=find_elections(page, context.sentences, with_headline(mentions, context.titled), parties=parties),
    )
    return keep_private(reading, page, mentions)


def context_of(page: Page, patterns: Patterns | None = None, is_plain: bool = False) -> Context:
    """Return a page as the rules of events see it."""
    sentences = split_sentences(page.text)
    mentions = find_mentions(page, sentences)
    titled = _titled(page, mentions)
    return Context(page, sentences, mentions, titled, patterns or own_patterns(), load_gazetteer(), is_plain)


def _titled(page: Page, mentions: Mentions) -> Mentions:
    """Return what the title mentions, its namesakes settled by the state that the text speaks of most."""
    if not _has_own_title(page):
        return Mentions()
    states = Counter(place.state for place in mentions.places if place.state).most_common(2)
    is_clear = bool(states) and (len(states) == 1 or states[0][1] > states[1][1])
    state = load_gazetteer().state_name(states[0][0]) if is_clear else ""
    alone = Page(page.id, page.title, page.url, outlet=state)
    return Mentions(find_page_places(alone, named_text(plain_text(page.title)), load_lexicon())[0])


def _has_own_title(page: Page) -> bool:
    """Return whether the title says more than the text's first line."""
    return bool(page.title) and page.title.strip() not in page.text[: len(page.title) + 200]
