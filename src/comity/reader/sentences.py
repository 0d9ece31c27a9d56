"""Text → paragraphs and sentences with what their line is, and the spans that stand between quotation marks.

One pass over the text from left to right, so that a page costs what its length says whatever is in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from comity.reader.records import Sentence

# A sentence that runs on beyond this is cut at a space: no reporter writes one, and no rule should look further.
LONGEST_SENTENCE = 900
# A line of fewer words without a full stop is no sentence of prose.
HEADING_WORDS = 16
# A byline has no more words, and no full stop.
_MARK_WORDS = 7

_STOP = re.compile(r"[.!?…][.!?…]*[”’\"')\]]*(?=\s|$)")
_OPENER = re.compile(r"[\s]+[“‘\"'(\[]*([A-Z0-9][\w’'.&-]*|[“‘\"])")
_ITEM = re.compile(r"(?:[•◦‣▪●·*–—-]|\d{1,3}[.)]|[a-z][.)])\s+")
_WORD = re.compile(r"\w[\w’'.&-]*")

# After these a full stop never ends a sentence.
_TITLES = re.compile(
    r"(?:gov|sen|sens|rep|reps|sgt|lt|capt|cpt|col|gen|maj|cmdr|mr|mrs|ms|dr|prof|rev|hon|atty|supt|asst|dep|"
    r"det|insp|pres|st|ft|mt|vs|v|art|sec|ch|pp|fig|approx|ave|blvd|dist|dept|est)"
)
# After these it ends one only before a word that opens sentences: they stand before names as often as at the end.
_SHORTENED = re.compile(
    r"(?:jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|jr|sr|"
    r"inc|co|corp|ltd|llc|bros|etc|al|ala|ariz|ark|calif|colo|conn|del|fla|ga|ill|ind|kan|kans|ky|la|md|"
    r"mass|mich|minn|miss|mo|mont|neb|nebr|nev|okla|ore|oreg|pa|penn|tenn|tex|va|vt|wash|wis|wisc|wyo|u\.s|"
    r"u\.n|d\.c|n\.y|n\.j|n\.c|s\.c|n\.d|s\.d|n\.h|n\.m|r\.i|w\.va|a\.m|p\.m|i\.e|e\.g|i\.c\.e|u\.k|e\.u|"
    r"ph\.d|m\.d|esq|phila|univ|assn)"
)
_OPENERS = re.compile(
    r"(?:a|an|the|this|that|these|those|he|she|it|its|his|her|they|their|there|we|our|you|your|i|in|on|at|by|"
    r"for|from|with|after|before|when|while|where|if|as|since|until|under|over|during|despite|although|"
    r"though|because|but|and|or|so|yet|however|meanwhile|still|now|then|today|no|not|none|some|many|most|"
    r"all|both|each|one|two|three|four|five|six|seven|eight|nine|ten|several|few|more|asked|according|"
    r"instead|what|who|why|how|which)"
)
_BOILERPLATE = re.compile(
    r"(?:skip to (?:main )?content|advertisement|sponsored|subscribe|sign up|sign in|log in|newsletter|"
    r"share (?:this|on)|follow us|click (?:here|to)|read more|see also|related(?: stories| articles| posts)?:|more:|"
    r"listen:|watch:|"
    r"comments?(?: are closed)?$|leave a (?:reply|comment)|one comment|\d+ comments|tag archives|tags?:|filed under|"
    r"copyright|©|all rights reserved|photo(?: by|:)|\(photo|file ?[-–—]|file photo|credit:|courtesy|getty|"
    r"\[?caption|updated:? |published:? |posted:? |last updated|first published|editor.s note|via |(?-i:B[Yy] [A-Z])|"
    r"\d+ minutes? read|\d+ min read|please read|loading|donate|support (?:our|us)|join our|news delivered|"
    r"internet explorer|your browser|enable javascript|cookies?\b|privacy policy|terms of|trending|breaking news$|"
    r"\| webinar|webinar|toggle|menu$|search$|home$|originally published|republish|this (?:story|article) (?:was|is))",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"By(?:\s+[A-Z][\w’'.-]+){1,5}\b")
_CLOSERS = {"“": "”", '"': '"'}
_STRAIGHT_OPEN = re.compile(r"(?:^|[\s(\[—–-])$")
_MARK = re.compile("|".join(_CLOSERS))

Form = Literal["prose", "heading", "item", "boilerplate"]


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a page in order, none of them empty; and a line ends one unless it is wrapped."""
    found: list[Sentence] = []
    for number, (start, end) in enumerate(find_paragraphs(text)):
        spans = tuple(_sentences_between(text, start, end))
        form = _form(text[start:end], len(spans))
        found.extend(Sentence(s, e, number, form) for s, e in spans)
    return tuple(found)


def find_paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of every paragraph, stripped: a line, with the lines that only wrap it."""
    start = -1
    end = 0
    for line_start, line_end in _lines(text):
        if start >= 0 and not _goes_on(text, end, line_start):
            yield start, end
            start = -1
        if start < 0:
            start = line_start
        end = line_end
    if start >= 0:
        yield start, end


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stripped span of each line that holds anything."""
    position = 0
    for line in text.splitlines(keepends=True):
        bare = line.strip()
        if bare:
            start = position + line.index(bare)
            yield start, start + len(bare)
        position += len(line)


def _goes_on(text: str, end: int, start: int) -> bool:
    """Return whether the line that begins at `start` only wraps the one that ended at `end`."""
    between = text[end:start]
    is_next = between.count("\n") <= 1
    return is_next and text[start].islower() and text[end - 1] not in '.!?:;”"|' and not _ITEM.match(text, start)


def _sentences_between(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    position = start
    for stop in _STOP.finditer(text, start, end):
        if stop.end() < end and not _ends(text, stop, end):
            continue
        yield from _cut(text, position, stop.end())
        position = stop.end()
        while position < end and text[position].isspace():
            position += 1
    if position < end:
        yield from _cut(text, position, end)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a span whole, or in pieces where it is longer than any sentence."""
    while end - start > LONGEST_SENTENCE:
        space = text.rfind(" ", start + 1, start + LONGEST_SENTENCE)
        stop = space if space > start else start + LONGEST_SENTENCE
        yield start, stop
        start = stop
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield start, end


def _ends(text: str, stop: re.Match[str], end: int) -> bool:
    """Return whether the mark at `stop` ends a sentence: what stands before it, and what comes next."""
    following = _OPENER.match(text, stop.end(), end)
    if following is None:
        return False
    if text[stop.start()] != "." or stop.end() - stop.start() > 1:
        return True
    before = _word_before(text, stop.start())
    word = before.lower().strip("(“‘\"'[")
    if _TITLES.fullmatch(word) or (len(before) == 1 and before.isupper()):
        return False
    if word in {"no", "nos"}:
        return not following[1].isdigit()
    if _SHORTENED.fullmatch(word) or (len(before) > 2 and before[1:2] == "." and before.isupper()):
        return _OPENERS.fullmatch(following[1].lower().strip(".")) is not None
    return not (word.isdigit() and len(word) < 3 and _is_line_start(text, stop.start() - len(before)))


def _word_before(text: str, end: int) -> str:
    start = end
    while start > 0 and end - start < 24 and not text[start - 1].isspace():
        start -= 1
    return text[start:end]


def _is_line_start(text: str, position: int) -> bool:
    return position == 0 or text[position - 1] == "\n"


def _form(paragraph: str, sentence_count: int) -> Form:
    """Return what a paragraph is by its own look: length, full stop, bullet, bars, and the words around articles."""
    words = len(_WORD.findall(paragraph[:400]))
    is_told = paragraph[-1] in '.”"' and words > _MARK_WORDS and paragraph[:3].lower() == "by "
    if _BYLINE.fullmatch(paragraph) or (_BOILERPLATE.match(paragraph) and len(paragraph) < 160 and not is_told):
        return "boilerplate"
    if _ITEM.match(paragraph) or paragraph.count("|") > 1:
        return "item"
    if sentence_count > 1 or paragraph[-1] in '.!”"…;':
        return "prose"
    return "heading" if words <= HEADING_WORDS and paragraph[-1] not in ":," else "prose"


def find_quotes(text: str, sentences: tuple[Sentence, ...]) -> tuple[tuple[int, int], ...]:
    """Return the spans between double quotation marks, without the marks; a quotation left open ends its paragraph."""
    spans: list[tuple[int, int]] = []
    for start, end in _paragraph_spans(sentences):
        spans.extend(_quotes_between(text, start, end))
    return tuple(spans)


def _paragraph_spans(sentences: tuple[Sentence, ...]) -> Iterator[tuple[int, int]]:
    start = -1
    for index, sentence in enumerate(sentences):
        start = sentence.start if start < 0 else start
        is_last = index + 1 == len(sentences) or sentences[index + 1].paragraph != sentence.paragraph
        if is_last:
            yield start, sentence.end
            start = -1


def _quotes_between(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    position = start
    while opener := _MARK.search(text, position, end):
        position = opener.start()
        if opener[0] == '"' and not _STRAIGHT_OPEN.search(text, max(start, position - 1), position):
            position += 1
            continue
        close = text.find(_CLOSERS[opener[0]], position + 1, end)
        stop = close if close >= 0 else end
        yield position + 1, stop
        position = stop + 1
