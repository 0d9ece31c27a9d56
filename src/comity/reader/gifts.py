"""Money that goes from one party to another in a sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from comity.reader.expressions import Expression
from comity.reader.grants import find_payment
from comity.reader.moneyflows import find_flow, find_gapped
from comity.reader.parties import Parties, Party
from comity.reader.records import Mentions, MoneyMention, Sentence
from comity.reader.ties import Form, TieCue, Ties

_TO = Expression("gift-to")
_AGAINST = Expression("gift-against")
_FROM = Expression("gift-from")
_BY = Expression("gift-by")
# `to three of the biggest: A, B and C`
_COLON = Expression("gift-to-row")
# `a grant of`, `in support of`: no verbs.
_NOUN = Expression("no-verb-before")
_TO_AMOUNT = Expression("to-amount")
_MORE = Expression("one-more-amount")
_MORE_MONEY = Expression("next-amount")
_ASIDE = Expression("aside")
_AND = Expression("and-party")
_PAYS_TOO = Expression("pays-too")
_CLAUSE = Expression("new-clause")


_OWN_ASIDE = Expression("own-aside")
_RELATIVE = Expression("relative-aside")


# Given over years: that is what a body lives on and no single gift.
_LASTING = Expression("given-for-years")


# The money has another end, said by something without a name.
_ELSEWHERE = Expression("goes-elsewhere")
_EACH_FROM, _WENT_TO, _TO_CAMPAIGN = Expression("each-from"), Expression("went-to"), Expression("to-campaign-of")
_FIRST_OBJECT = Expression("first-object")
_OWN_CAMPAIGN = Expression("own-campaign")
_OF_UNNAMED = Expression("unnamed-body-by")
_TO_OTHER = Expression("goes-to-unnamed")
# `to a super PAC, X`; `through a committee called X`
_TO_KIND = Expression("gift-to-kind")
# `A gave $2 million and B $1 million to C`
_AND_PAYER = Expression("and-next-payer")


_SUPPORTS = Expression("supports-before")
_TOGETHER = Expression("paid-together")
_OF_RIVAL = Expression("of-rival")
_RIVAL = Expression("rival-of-party")
_AMONG = Expression("given-among")
_BE = Expression("passive-before")


class Gift(NamedTuple):
    """An amount with who pays and who receives it."""

    payer: Party
    receiver: Party
    amount: float | None
    on: str | None
    start: int
    end: int
    form: Form


def gives_for_years(said: str) -> bool:
    """Return whether a sentence tells what was given over years: that is funding and no single gift."""
    return _LASTING.search(said) is not None


def supported_before(parties: Parties, sentence: Sentence) -> list[Party]:
    """Return whom the sentence before says that money supports: `... supports X. About $5,000 came from Y.`."""
    plain = parties.plain
    start = max(0, sentence.start - 240)
    if "$" not in plain[sentence.start : sentence.end] or "$" not in plain[start : sentence.start]:
        return []
    match = _SUPPORTS.search(plain[start : sentence.start])
    if not match or "$" not in match.group():
        return []
    end = start + match.end("words")
    return [p for p in parties.between(end, sentence.start) if p.is_direct][:1]


def find_gifts(
    plain: str, sentence: Sentence, inside: list[Party], mentions: Mentions, ties: Ties, supported: Sequence[Party] = ()
) -> Iterator[Gift]:
    """Yield the gifts of a sentence; a further amount of the same payer needs no verb of its own."""
    first = bisect_left(mentions.money, sentence.start, key=lambda m: m.start)
    last_one = bisect_left(mentions.money, sentence.end, key=lambda m: m.start)
    money = mentions.money[first:last_one]
    if not money or len(inside) < 1:
        return
    said = plain[sentence.start : sentence.end].lower()
    cues = [c._replace(start=c.start + sentence.start, end=c.end + sentence.start) for c in ties.find(said)]
    cues = [cue for cue in cues if cue.pattern.form in {"gives", "receives", "goes"}]
    last: Gift | None = None
    last_end = 0
    for amount in money:
        gifts = list(_read(plain, sentence, inside, amount, cues, supported))
        if not gifts and last is not None and (again := _again(plain, inside, amount, last)):
            gifts = [again]
        elif not gifts and last is not None and (other := find_gapped(plain, inside, amount, last.end)):
            side = "receiver" if last.receiver.end < last.end == last_end else "payer"  # `gave X $5,000 and Y $4,000`
            more = last._replace(amount=amount.amount_usd, start=other.start, end=amount.end)
            gifts = [more._replace(receiver=other) if side == "receiver" else more._replace(payer=other)]
        for gift in gifts:
            on = _date(mentions, sentence, gift)
            is_own = len(gifts) == 1 or gift.form == "receives"
            yield gift._replace(on=on, amount=gift.amount if is_own else None)
        last, last_end = (gifts[-1] if gifts else None), amount.end


def _read(
    plain: str,
    sentence: Sentence,
    inside: list[Party],
    amount: MoneyMention,
    cues: Sequence[TieCue],
    supported: Sequence[Party],
) -> Iterator[Gift]:
    near = [cue for cue in cues if cue.end <= amount.start and amount.start - cue.end < 60]
    near = [cue for cue in near if not _NOUN.search(plain[max(0, cue.start - 12) : cue.start])]
    before = [cue for cue in near if cue.pattern.form in {"gives", "receives"}]
    verb = before[-1] if before else None
    gifts: list[Gift] = []
    if verb:
        tell = _gives if verb.pattern.form == "gives" else _receives
        gifts = list(tell(plain, sentence, inside, amount, verb))
    else:
        behind = [
            cue for cue in cues if amount.end <= cue.start and cue.start - amount.end < 3 and cue.pattern.form == "goes"
        ]
        gifts = list(_goes(plain, sentence, inside, amount, behind[0], supported)) if behind else []
        gifts = gifts or list(_from_and_to(plain, sentence, inside, amount))
    paid = None if gifts else find_payment(plain, inside, amount) or find_flow(plain, sentence.start, inside, amount)
    if paid:
        start, end = min(amount.start, paid.payer.start), max(paid.payer.end, paid.receiver.end)
        gifts = [Gift(*paid, amount.amount_usd, None, start, end, "gives")]
        if paid.payer.start > amount.end and paid.payer.is_direct:
            row = _row(plain, [p for p in inside if p.start >= paid.payer.start and p.is_direct])
            gifts += [gifts[0]._replace(payer=one, end=one.end) for one in row[1:] if "from" in plain[end : one.start]]
    yield from gifts


def _gives(plain: str, sentence: Sentence, inside: list[Party], amount: MoneyMention, verb: TieCue) -> Iterator[Gift]:
    if _is_passive(plain, verb):
        yield from _given(plain, inside, amount, verb)
        return
    payer = _party_before(plain, inside, verb.start, 40)
    if payer is None:
        return
    together = _together(plain, inside, payer, verb.start)
    if len(together) > 1:
        for receiver in _receivers(plain, sentence, inside, amount.end)[:1]:
            for one in together:
                yield Gift(one, receiver, None, None, one.start, receiver.end, "gives")
        return
    between = [p for p in inside if verb.end <= p.start and p.end <= amount.start]
    if len(between) == 1 and _is_object(plain, verb, between[0], amount):
        yield Gift(payer, between[0], amount.amount_usd, None, payer.start, amount.end, "gives")
        return
    position = amount.end
    if between and between[-1].is_direct and _TO_AMOUNT.fullmatch(plain[between[-1].end : amount.start]):
        if _FIRST_OBJECT.fullmatch(plain[verb.end : between[0].start]) and len(between) > 1:
            yield Gift(payer, between[-1], amount.amount_usd, None, payer.start, amount.end, "gives")
            return  # `gave X $5,000 and Y $4,000`
        if _AND_PAYER.search(plain[verb.end : between[-1].start]):
            payer = between[-1]
    elif shared := _AND_PAYER.match(plain, amount.end):
        others = [p for p in inside if p.start >= shared.end() and p.is_direct][:1]
        further = others and _MORE_MONEY.match(plain, others[0].end)
        position = further.end() if others and others[0].start == shared.end() and further else position
    for receiver in _receivers(plain, sentence, inside, position):
        yield Gift(payer, receiver, amount.amount_usd, None, payer.start, receiver.end, "gives")


def _together(plain: str, inside: list[Party], payer: Party, verb: int) -> list[Party]:
    """Return those who pay together: "A, B and C together spent"."""
    return _joined(plain, inside, payer) if _TOGETHER.search(plain[payer.end : verb]) else []


def _joined(plain: str, inside: list[Party], last: Party) -> list[Party]:
    """Return the parties of the list that one ends."""
    found = [last]
    for party in reversed([p for p in inside if p.end <= last.start and p.is_direct]):
        if not _AND.fullmatch(plain[party.end : found[0].start]):
            break
        found.insert(0, party)
    return found


def _given(plain: str, inside: list[Party], amount: MoneyMention, verb: TieCue) -> Iterator[Gift]:
    """Yield the gift of a passive: `X was given $5,000 by Y`."""
    receiver = _party_before(plain, inside, verb.start, 40)
    payer = _party_behind(plain, inside, amount.end, _BY)
    if receiver and payer and receiver.name != payer.name:
        together = _together(plain, inside, receiver, verb.start)
        for one in together if len(together) > 1 else [receiver]:
            yield Gift(payer, one, amount.amount_usd, None, one.start, payer.end, "gives")


def _is_object(plain: str, verb: TieCue, party: Party, amount: MoneyMention) -> bool:
    """Return whether a party stands between verb and amount as who receives it: `gave the institute $2 million`."""
    is_behind_verb = re.fullmatch(r"\s(?:the\s)?(?:[a-z]+\s)?", plain[verb.end : party.start]) is not None
    return is_behind_verb and _TO_AMOUNT.fullmatch(plain[party.end : amount.start]) is not None


def _receives(
    plain: str, sentence: Sentence, inside: list[Party], amount: MoneyMention, verb: TieCue
) -> Iterator[Gift]:
    receiver = _party_before(plain, inside, verb.start, 40)
    payer = _party_behind(plain, inside, amount.end, _FROM)
    if receiver and payer and receiver.name != payer.name:
        payers = _row(plain, [p for p in inside if p.start >= payer.start and p.is_direct] or [payer])
        is_each = "each" in plain[amount.end : payer.start]
        if plain.startswith(("share", "split"), verb.start):
            for one in _joined(plain, inside, receiver):
                yield Gift(payer, one, None, None, one.start, payer.end, "receives")
            return
        for one in payers:
            worth = amount.amount_usd if is_each or len(payers) == 1 else None
            yield Gift(one, receiver, worth, None, receiver.start, one.end, "receives")


def _goes(
    plain: str, sentence: Sentence, inside: list[Party], amount: MoneyMention, cue: TieCue, supported: Sequence[Party]
) -> Iterator[Gift]:
    payer, position = _party_behind(plain, inside, cue.end, _FROM), cue.end
    if payer is not None:
        position = payer.end
    else:
        owners = [p for p in inside if p.end <= amount.start and plain[p.end : amount.start] in {"'s ", "' "}]
        payer = owners[0] if owners else None
    receivers = _receivers(plain, sentence, inside, position)
    if payer is not None and not receivers and not _ELSEWHERE.search(plain[payer.end : sentence.end]):
        receivers = [p for p in supported if p.name != payer.name]
    if payer is None and receivers:
        payer = _party_behind(plain, inside, receivers[-1].end, _FROM)
    for receiver in receivers if payer else ():
        if payer and receiver.name != payer.name:
            yield Gift(payer, receiver, amount.amount_usd, None, amount.start, receiver.end, "goes")


def _from_and_to(plain: str, sentence: Sentence, inside: list[Party], amount: MoneyMention) -> Iterator[Gift]:
    """Yield the gifts of `$5,000 each from A and B went to C`."""
    payers = [p for p in inside if p.start >= amount.end and p.is_direct]
    if not payers or not _EACH_FROM.fullmatch(plain[amount.end : payers[0].start]):
        return
    payers = _row(plain, payers)
    if went := _WENT_TO.match(plain, payers[-1].end):
        receivers = [p for p in inside if p.start >= went.end()][:1]
        is_each = len(payers) == 1 or "each" in plain[amount.end : payers[0].start]
        for one in payers if receivers and _TO_CAMPAIGN.fullmatch(plain[went.end() : receivers[0].start]) else ():
            worth = amount.amount_usd if is_each else None
            yield Gift(one, receivers[0], worth, None, amount.start, receivers[0].end, "receives")


def _again(plain: str, inside: list[Party], amount: MoneyMention, last: Gift) -> Gift | None:
    """Return a further gift of the same payer: `..., and a day later $100,000 on digital ads`."""
    aside = _RELATIVE.match(plain, last.end, amount.start)
    begin = aside.end() if aside else last.end
    if last.form != "gives" or any(begin <= p.start < amount.start and p.is_direct for p in inside):
        return None
    gap = plain[begin : amount.start]
    if len(gap) > 60 or not _MORE.search(gap) or _CLAUSE.search(gap):
        return None
    if _TO_OTHER.match(plain, amount.end):
        return None  # `..., and $5,000 behind a challenger in Elm County`
    behind = [p for p in inside if p.start >= amount.end and p.is_direct][:1]
    own = behind[0] if behind and _TO.fullmatch(plain[amount.end : behind[0].start]) else None
    receiver = own or last.receiver
    return last._replace(
        receiver=receiver, amount=amount.amount_usd, start=amount.start, end=own.end if own else amount.end
    )


def _party_before(plain: str, inside: list[Party], position: int, reach: int) -> Party | None:
    """Return the party that a verb's subject is: the last before it, with no other clause between."""
    before = [p for p in inside if p.end <= position]
    if not before:
        return None
    party = before[-1]
    if _OF_UNNAMED.search(plain, max(0, party.start - 90), party.start):
        return None  # `A PAC bankrolled by X has spent`
    if _OWN_ASIDE.fullmatch(plain[party.end : position]):
        return party  # `X, a candidate for sheriff, got`
    if len(before) > 1 and _ASIDE.fullmatch(plain[before[-2].end : position]):
        return before[-2]  # `the PAC, which is funded by George Birch, paid`
    gap = plain[party.end : position]
    if gap.endswith(" and ") and len(gap) <= 2 * reach and not _CLAUSE.search(gap):
        return party
    is_near = len(gap) <= reach and not re.search(r"[.;:]\s|\b(?:of|to|by|against|for)\s", gap)
    return party if is_near else None


def _party_behind(plain: str, inside: list[Party], position: int, words: Expression) -> Party | None:
    after = [p for p in inside if p.start >= position]
    if not after or after[0].start - position > 70:
        return None
    return after[0] if words.search(plain[position : after[0].start]) else None


def _receivers(plain: str, sentence: Sentence, inside: list[Party], position: int) -> list[Party]:
    """Return the parties behind `to` or `for`, those of a list together."""
    after = [
        p
        for p in inside
        if p.start >= position and (p.is_direct or plain.startswith("the ", p.start) or _is_backed(plain, p))
    ]
    if after and after[0].is_direct and _TO_KIND.fullmatch(plain[position : after[0].start]):
        return after[:1]
    if after and _COLON.fullmatch(plain[position : after[0].start]):
        return _row(plain, after)
    if not after or after[0].start - position > 90:
        return []
    gap = plain[position : after[0].start]
    if "$" in gap or not _TO.search(gap) or _AGAINST.search(gap) or re.search(r"[.;:]\s", gap):
        return []
    if len(after) > 1 and _RIVAL.match(plain[after[0].end : after[0].end + 14]):
        after = after[1:]
    if _OF_RIVAL.match(plain[after[0].end : after[0].end + 24]):
        return []
    if _AMONG.search(gap):
        return _row(plain, after)
    found = after[:1]
    for party in after[1:] if found[0].is_direct else ():
        if not re.fullmatch(r",?\s(?:and\s)?(?:the\s)?(?:[A-Z][\w.]*\s){0,5}", plain[found[-1].end : party.start]):
            break
        if _PAYS_TOO.match(plain, party.end):
            break  # `$5,000 to X, and Y another $2,000`
        found.append(party)
    return found


def _is_backed(plain: str, party: Party) -> bool:
    """Return whether a pronoun means a person whose campaign is meant: `for him`, `into her campaign`."""
    is_owner = plain[party.start : party.end].lower() in {"his", "her"}
    return party.kind == "person" and (not is_owner or _OWN_CAMPAIGN.match(plain, party.end) is not None)


def _row(plain: str, after: list[Party]) -> list[Party]:
    """Return the bodies of a list, each once, with what stands in brackets behind them."""
    found, last = [after[0]], after[0].end
    for party in after[1:]:
        if not re.fullmatch(
            r"(?:\s\([^()]{1,12}\))?(?:[,;]?\s(?:and\s)?)?(?:from\s|to\s)?(?:the\s)?", plain[last : party.start]
        ):
            break
        last = party.end
        if party.name not in {one.name for one in found}:
            found.append(party)
    return found


def _is_passive(plain: str, verb: TieCue) -> bool:
    return plain.startswith(" by", verb.end) or bool(_BE.search(plain[max(0, verb.start - 8) : verb.start]))


def _date(mentions: Mentions, sentence: Sentence, gift: Gift) -> str | None:
    """Return the date of a gift where its sentence names exactly one."""
    first = bisect_left(mentions.dates, sentence.start, key=lambda d: d.start)
    last = bisect_left(mentions.dates, sentence.end, key=lambda d: d.start)
    dates = {d.on for d in mentions.dates[first:last] if d.on}
    return dates.pop() if len(dates) == 1 else None
