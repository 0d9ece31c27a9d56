"""When an act was: the date that stands by its verb, or that of the meeting or letter just told of."""

from __future__ import annotations

from datetime import date as Day

from comity.reader.acts import Act
from comity.reader.context import Context
from comity.reader.heads import with_tail
from comity.reader.parsing import BE, Parse, Span
from comity.reader.records import DateMention
from comity.reader.tellings import is_of_paper, is_of_saying, is_of_telling, is_said_on

# What a mark or a linking word between a verb and a date counts in words; beyond the limit the date is another's.
_BREAK_COST = 12
_LIMIT = 34
# How far left of a date the verb may stand that it belongs to, and how many words may lie between where it is a noun's.
_OWNER_REACH = 7
_CLOSE = 3
_UNTIL = frozenset(("through", "until", "till", "thru"))
_DETERMINERS = frozenset(("a", "an", "the", "his", "her", "its", "their", "this", "that"))
_LAWS = frozenset(("act", "law", "statute", "amendment", "code", "election", "elections", "census", "campaign"))
# Participles that date a person, a paper or a sum, and no decision.
_FOREIGN = frozenset(
    (
        "elected", "re-elected", "reelected", "appointed", "hired", "born", "founded", "created", "established",
        "built",
        "passed", "enacted", "convicted", "arrested", "charged", "sentenced", "published", "interviewed", "retired",
        "died", "killed", "shot", "succeeded", "paid", "received", "earned", "made", "spent", "cost", "obtained",
        "deported", "graduated", "moved", "written",
    )
)  # fmt: skip
# What happens on a day that the next sentence goes on about.
_SCENES = frozenset(
    (
        "met", "meeting", "meetings", "hearing", "session", "vote", "voted", "gathered", "convened", "conference",
        "letter", "memo", "memorandum", "statement", "announcement", "ceremony", "inaugurated", "inauguration", "oath",
        "sworn", "forum", "debate", "petition", "lawsuit", "suit", "court", "rally", "protest", "workshop", "briefing",
    )
)  # fmt: skip
_BACKGROUND = frozenset(
    (
        "since",
        "already",
        "previously",
        "earlier",
        "ago",
        "once",
        "formerly",
        "before",
        "recently",
        "originally",
        "later",
    )
)
_BY = frozenset(("by", "effective", "beginning", "starting"))
_JOINS = frozenset(("and", "but", "then"))
# What is told of again, some time after it was done: the day of saying so is not its own.
_RETOLD = frozenset(("recently", "already", "previously", "earlier", "formerly", "long"))
_FEDERAL = frozenset(("immigration", "illegal", "nationality", "federal", "national"))
_NAME_REACH = 10  # words of a law's name
_UNITS = frozenset(("days", "weeks", "months", "years", "day", "week", "month", "year"))
_OPENING_WORDS = 3
_CONDITION_REACH = 8
_CONTESTS = frozenset(("election", "elections", "primary", "runoff", "race", "general", "midterm", "democratic"))
_NEWS_DAYS = 31
_DAY_SIZE = 10  # characters of an ISO day
_PREPOSITIONS = frozenset(("in", "on", "of", "by", "back", "last", "late", "early", "around", "during", "just", "only"))
_SCENE_REACH = 2  # sentences
_OPENING = 2  # sentences
_FIRST = 4  # sentences
_HEADER = 20  # characters
_SAID = frozenset(
    ("said", "announced", "ruled", "signed", "approved", "decided", "told", "wrote", "confirmed", "agreed", "sent",
     "issued", "decision", "ruling", "news", "passed", "released", "unveiled")
)  # fmt: skip


def date_of(
    context: Context, parse: Parse, head: int, status: str, is_start: bool = True, is_law: bool = False
) -> DateMention | None:
    """Return the date that belongs to a verb: the nearest in its sentence, across as few breaks as can be.

    "Since" dates what began (`is_start`), not what was then done to it. Of something announced the day on which it was
    said stands before the day on which it is to be.
    """
    best: tuple[int, DateMention] | None = None
    paper: DateMention | None = None
    is_retold = any(word.text in _RETOLD for word in parse.words)
    for date in _own_days(context, parse, head, status):
        if date.is_future and status == "happened":
            continue
        at = parse.index_at(date.start)
        if not is_start and "since" in {parse.text(at), parse.text(at - 1)}:
            continue
        is_others = _is_others(parse, head, at, is_law) and not (status == "rejected" and _is_verdicts(parse, at))
        if parse.text(at) in _UNTIL or parse.text(at - 1) in _UNTIL or is_others:
            continue
        if _is_supposed(parse, at) or (status == "proposed" and _is_told_beside(parse, head, at, date)):
            continue
        if is_law and _is_laws_year(parse, at):
            return date
        if _is_attribute(parse, at, parse.index_at(date.end - 1)):
            continue
        is_said = is_of_saying(parse, at, parse.index_at(date.end - 1))
        if _is_counted_from(parse, head, at):
            continue
        if _is_made_known(context, parse, date, status, at):
            return date
        if status == "happened" and is_said and is_retold:
            continue
        paper = date if is_of_paper(parse, at) and not date.is_future else paper
        cost = _distance(parse, head, at if head < at else max(at, parse.index_at(date.end - 1)))
        cost -= _BREAK_COST if at <= _OPENING_WORDS and head > at else 0
        if cost <= _LIMIT and (best is None or cost < best[0]):
            best = cost, date
    return (best[1] if best else paper) or _only_day(context, parse, status)


def _own_days(context: Context, parse: Parse, head: int, status: str) -> list[DateMention]:
    """Return the dates of a sentence, of an act done without those of telling it or of the verb before, if others are.

    "In an interview Friday he said that the city left in 2017"; "extended it in 2019 and ended it in 2021".
    """
    dates = _dates(context, parse)
    if len(dates) < 2 or status != "happened":
        return dates
    spans = [(date, parse.index_at(date.start), parse.index_at(date.end - 1)) for date in dates]
    own = [d for d, at, last in spans if not (is_of_telling(parse, at) or is_said_on(parse, at, last))]
    behind = [d for d, at, _ in spans if at > head and d in own and not _is_others(parse, head, at, False)]
    before = [d for d, at, _ in spans if at < head and behind and _is_of_verb_before(parse, head, at)]
    left = [d for d in own if d not in before]
    return left if any(not d.is_future for d in left) else dates


def _is_of_verb_before(parse: Parse, head: int, at: int) -> bool:
    """Return whether a date stands behind a verb of its own, to which the act's verb is joined: "and ended it"."""
    is_joined = any(parse.text(i) in _JOINS or parse.text(i) == "," for i in range(at + 1, head))
    return is_joined and any(parse.at(i, "change", "conduct", "law_act") for i in range(at))


def _is_made_known(context: Context, parse: Parse, date: DateMention, status: str, at: int) -> bool:
    """Return whether a date is the day on which what is announced, or proposed for a later day, was made known."""
    if date.is_future or status not in {"announced", "proposed"}:
        return False
    is_said = is_of_saying(parse, at, parse.index_at(date.end - 1))
    if status == "proposed":
        return is_said and _is_for_later(context, parse)
    return is_said or (at <= _OPENING_WORDS and date.on != "") or _is_news(context, date)


def _is_for_later(context: Context, parse: Parse) -> bool:
    """Return whether another date of a sentence is one to come: "announced in April that it would stop by August"."""
    return any(date.is_future or parse.text(parse.index_at(date.start)) in _BY for date in _dates(context, parse))


def _only_day(context: Context, parse: Parse, status: str) -> DateMention | None:
    """Return the one date of a sentence where it is the day of a vote that was lost, or of the page's news."""
    days = _dates(context, parse)
    if len(days) != 1 or days[0].precision != "day" or days[0].is_future or status == "proposed":
        return None
    at = parse.index_at(days[0].start)
    is_apart = (
        parse.text(at) in _UNTIL or parse.text(at - 1) in _UNTIL or _foreign(parse, at) or _is_supposed(parse, at)
    )
    return None if is_apart or not (status == "rejected" or _is_news(context, days[0])) else days[0]


def _is_told_beside(parse: Parse, head: int, at: int, date: DateMention) -> bool:
    """Return whether a past year stands in a clause before that of a wish: "who joined in 2016, lost to one who …"."""
    is_past_year = date.precision == "year" and not date.is_future
    return is_past_year and at < head and any(parse.is_link(i) for i in range(at, head))


def _is_news(context: Context, date: DateMention) -> bool:
    """Return whether a date is a day shortly before publication: what was announced was announced then."""
    published = context.page.published
    if date.precision != "day" or len(published) != _DAY_SIZE:
        return False
    return 0 <= (Day.fromisoformat(published) - Day.fromisoformat(date.on)).days <= _NEWS_DAYS


def scene_date(context: Context, parse: Parse, number: int, act: Act) -> DateMention | None:
    """Return the day of the meeting, letter or suit of the sentences before, where an act that bears no date goes on.

    A verb in the perfect, or beside "since" or "already", looks back behind that day. A page's opening, which is in any
    tense, has its day in the sentences that follow it.
    """
    if any(word.text in _BACKGROUND for word in parse.words) or not _is_undated(context, parse):
        return None
    group = act.group
    is_told = not group.is_perfect and (act.head.form not in {"s", "base", "word"} or bool(group.effects))
    before = range(number - 1, max(-1, number - 1 - _SCENE_REACH), -1) if is_told else range(0)
    return _first_scene(context, parse, before, _SCENES) or opening_date(context, parse, number)


def opening_date(context: Context, parse: Parse, number: int) -> DateMention | None:
    """Return the day that the sentences behind a page's opening give, which tells its news without one."""
    if not _is_opening(context, number) or _dates(context, parse):
        return None
    behind = range(number + 1, min(len(context.sentences), number + 1 + _SCENE_REACH))
    found = _first_scene(context, parse, behind, _SCENES | _SAID)
    header = [d for d in context.dates_in(parse.start, parse.end) if d.start <= _HEADER]
    return found or (header[0] if header else None)


def news_date(context: Context) -> DateMention | None:
    """Return the one day shortly before publication that a page's first sentences name: the day of its news."""
    prose = [s for s in context.sentences if s.form == "prose"][:_FIRST]
    days: dict[str, DateMention] = {}
    for sentence in prose:
        dates = [
            d for d in context.dates_in(sentence.start, sentence.end) if d.start > _HEADER and _is_news(context, d)
        ]
        if dates:
            parse = Parse(context.folded, sentence.start, sentence.end, context.cues_in(sentence))
            days |= {d.on: d for d in reversed(dates) if _may_be_scene(parse, d)}
    return next(iter(days.values())) if len(days) == 1 else None


def is_news(context: Context, parse: Parse, number: int, status: str) -> bool:
    """Return whether an act without a date may be the page's news: announced, or told among its first sentences."""
    if status == "announced":
        return not any(word.text in _BACKGROUND for word in parse.words)
    is_first = sum(s.form == "prose" for s in context.sentences[:number]) < _FIRST
    is_told = status in {"happened", "rejected"} and not any(word.text in _BACKGROUND for word in parse.words)
    return is_first and is_told and _is_undated(context, parse)


def _is_undated(context: Context, parse: Parse) -> bool:
    """Return whether a sentence holds no date but that up to which something is to be: "keep it until June"."""
    dates = _dates(context, parse)
    return not dates or (all(date.is_future for date in dates) and parse.names_any(_UNTIL))


def _dates(context: Context, parse: Parse) -> list[DateMention]:
    """Return the dates of a sentence, without the one that is printed over the page."""
    dates = context.dates_in(parse.start, parse.end)
    return [d for d in dates if d.rule != "iso" or d.start > _HEADER]


def _is_opening(context: Context, number: int) -> bool:
    """Return whether a sentence is the first or second of the page's prose."""
    return sum(s.form == "prose" for s in context.sentences[:number]) < _OPENING


def _first_scene(context: Context, parse: Parse, numbers: range, words: frozenset[str]) -> DateMention | None:
    """Return the one day of the nearest of some sentences that has dates, if it tells of a scene in the same place."""
    here = {one.jurisdiction.geoid for one in context.ground.between(parse.start, parse.end)}
    for number in numbers:
        sentence = context.sentences[number]
        dates = context.dates_in(sentence.start, sentence.end)
        if not dates:
            continue
        there = {one.jurisdiction.geoid for one in context.ground.between(sentence.start, sentence.end)}
        beside = Parse(context.folded, sentence.start, sentence.end, context.cues_in(sentence))
        is_scene = any(word.text in words for word in beside.words)
        days = [d for d in dates if _may_be_scene(beside, d)]
        return days[0] if is_scene and len(days) == 1 and (here <= there or not there) else None
    return None


def _may_be_scene(parse: Parse, date: DateMention) -> bool:
    """Return whether a date is a day of the past that no other verb or noun claims."""
    at, last = parse.index_at(date.start), parse.index_at(date.end - 1)
    is_day = date.precision == "day" and not date.is_future
    return (
        is_day and parse.text(at - 1) not in _UNTIL and not _is_attribute(parse, at, last) and not _foreign(parse, at)
    )


def _is_others(parse: Parse, head: int, at: int, is_law: bool) -> bool:
    """Return whether a date belongs to another verb: "a policy, adopted in 2021, …", "which began in 2007".

    What is done to a law by any verb of lawmaking is the law's own.
    """
    if any(
        head + 1 < s.first < at and s.form not in {"noun", "word"} and parse.is_link(s.first - 1)
        for s in parse.of("change")
    ):
        return True
    owner = _owner(parse, at)
    if is_law and owner is not None and parse.at(owner.first, "law_act"):
        return False
    is_between = owner is not None and (head < owner.first or at < head)
    return (is_between and owner is not None and not _is_same_act(parse, owner, head)) or _foreign(parse, at)


def _owner(parse: Parse, at: int) -> Span | None:
    """Return the participle or past tense of a change that a date stands close behind, if it is in a clause beside."""
    if not any(at - 1 - _OWNER_REACH < span.first < at for span in parse.each("change")):
        return None
    for index in range(at - 1, max(-1, at - 1 - _OWNER_REACH), -1):
        if parse.is_hard(index) or parse.text(index) == ",":
            return None
        for span in parse.at(index, "change"):
            is_whole = not parse.text(index).startswith("open-")  # "an open-ended agreement in June"
            is_near = (
                is_whole and at - span.after <= _CLOSE and (not span.pattern.tail or with_tail(parse, span) is not None)
            )
            if span.form in {"past", "part", "ing"} and is_near and not parse.at(index, "speech"):
                return span
    return None


def _is_verdicts(parse: Parse, at: int) -> bool:
    """Return whether a date stands behind the verb by which something was turned down: "was voted down last month"."""
    owner = _owner(parse, at)
    return owner is not None and owner.pattern.action == "decline"


def _is_same_act(parse: Parse, owner: Span, head: int) -> bool:
    """Return whether a change beside a date is the act's own: it governs the head, or is joined to it by "and"."""
    if owner.first <= head < owner.after or (
        head < owner.first and all(parse.text(i) in BE for i in range(head, owner.first))
    ):
        return True  # the head itself, or "was signed"
    opening = parse.text(owner.first - 1)
    is_aside = parse.is_link(owner.first - 1) or opening in {",", "had", "was", "were", "been"} or owner.form == "ing"
    is_aside = is_aside or parse.text(owner.first - 2) in {"that", "which", "who"}
    is_bare = (
        owner.first > head and owner.form in {"past", "part"} and opening not in {"and", "then", "but", "it", "he"}
    )
    return not (is_aside or is_bare)


def _foreign(parse: Parse, at: int) -> bool:
    """Return whether a date stands right behind a participle that tells of a person, a paper or a sum."""
    index = at - 1
    while index > at - _CLOSE and parse.text(index) in _PREPOSITIONS:
        index -= 1
    return parse.text(index) in _FOREIGN


def _is_attribute(parse: Parse, first: int, last: int) -> bool:
    """Return whether a date only describes a noun: "a 1996 law", "the Act of 1996", "Tuesday's election"."""
    if parse.text(last).endswith("'s") and parse.text(last + 1) in _CONTESTS:
        return True
    if first != last or not parse.text(first).isdigit():
        return False
    before = parse.text(first - 1)
    if before == "of" and parse.text(first - 2) in _LAWS:
        return True
    return (before in _DETERMINERS or before.endswith("'s")) and parse.text(last + 1).isalpha()


def _is_counted_from(parse: Parse, head: int, at: int) -> bool:
    """Return whether a date is of what was some time after the act: "this spring, months after they renewed it"."""
    first, after = parse.clause(head)
    is_behind = parse.text(first) in {"after", "before"} and parse.text(first - 1) in _UNITS
    return is_behind and not first <= at < after


def _is_supposed(parse: Parse, at: int) -> bool:
    """Return whether a date stands in a condition: "if she wins in November"."""
    for index in range(at - 1, max(-1, at - _CONDITION_REACH), -1):
        if parse.text(index) == "," or parse.is_hard(index):
            return False
        if parse.text(index) in {"if", "should", "unless"}:
            return parse.text(index) != "should" or index == 0
    return False


def _is_laws_year(parse: Parse, at: int) -> bool:
    """Return whether a year says which law is meant: "a 2017 state law", "a law of 2024"."""
    if not parse.text(at).isdigit():
        return False
    behind = parse.text(at - 1) in {"of", "from"} and bool(parse.ending_at(at - 1, "law"))
    if behind and any(parse.text(i) in _FEDERAL for i in range(max(0, at - _NAME_REACH), at)):
        return False
    return behind or (_is_attribute(parse, at, at) and any(parse.at(i, "law") for i in range(at + 1, at + 3)))


def _distance(parse: Parse, head: int, at: int) -> int:
    low, high = min(head, at), max(head, at)
    breaks = sum(parse.is_link(i) or parse.is_hard(i) for i in range(low + 1, high))
    return high - low + _BREAK_COST * breaks
