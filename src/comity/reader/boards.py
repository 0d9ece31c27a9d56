"""Officials who are listed as sitting on a body's board or as its members: "On the board of B sit Sheriffs P and Q"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from comity.reader.expressions import Expression
from comity.reader.parties import Parties, Party
from comity.reader.records import Sentence

# `On the steering committee of`, `Among the members of its board are`, `B, whose board members are`.
_BEFORE = Expression("board-before-body")
_AFTER = Expression("board-behind-body")
_INVERTED = Expression("sit-behind-body")
# Between two officials of a row: the first one's place, a comma, the second one's title.
_LINK = Expression("official-link")
# `Members include the`, `Its member groups are`; between two of them.
_MEMBERS, _MEMBER_LINK = Expression("members-lead"), Expression("donor-link")
_BACK = 600  # characters


def find_members_named(parties: Parties, sentence: Sentence, inside: Sequence[Party]) -> Iterator[tuple[Party, Party]]:
    """Yield each body of `Members include X and Y` with the coalition that was named last before."""
    named = [p for p in inside if p.kind == "body" and p.is_direct]
    if not named or not _MEMBERS.fullmatch(parties.plain, sentence.start, named[0].start):
        return
    before = parties.between(max(0, sentence.start - _BACK), sentence.start)
    coalition = next((p for p in reversed(before) if p.kind == "body" and parties.is_coalition(p)), None)
    last = named[0].start
    for at, party in enumerate(named):
        if at and not _MEMBER_LINK.fullmatch(parties.plain[last : party.start]):
            return
        last = party.end
        if coalition and party.name != coalition.name:
            yield party, coalition


def find_on_boards(parties: Parties, sentence: Sentence, inside: Sequence[Party]) -> Iterator[tuple[Party, Party]]:
    """Yield each official and the body on whose board, or among whose members, a sentence lists him."""
    plain = parties.plain
    people = [p for p in inside if p.kind == "person" and p.is_direct]
    bodies = [p for p in inside if p.kind == "body" and not parties.is_government(p)]
    for body in bodies:
        first = next((p for p in people if p.start >= body.end), None)
        if first is None:
            return
        ahead, behind = plain[sentence.start : body.start], plain[body.end : first.start]
        is_list = _AFTER.fullmatch(behind) or (_INVERTED.fullmatch(behind) and _BEFORE.search(ahead))
        if not is_list:
            continue
        row = [first]
        for person in people[people.index(first) + 1 :]:
            if not _LINK.fullmatch(plain[row[-1].end : person.start]):
                break
            row.append(person)
        yield from ((person, body) for person in row if parties.is_official(person))
        return
