"""A message's words: subject, plain text, HTML and JSON, all saying the same."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

import msgspec

from comity.telling.items import Item
from comity.telling.outbox import Message
from comity.web.addresses import CHANGES, absolute

_TITLES = {
    "change": "Changes between lists",
    "withdrawn": "Withdrawn",
    "deadline": "Deadlines and election days ahead",
}
# A mail of thousands of lines is read by nobody; the page has them all.
_MOST_LINES = 200
_NOTE = (
    "“No longer listed” says that later lists lack an agreement, and no more. "
    "A projected day is worked out from the law; a scheduled one is printed in an official notice."
)


class Words(msgspec.Struct, frozen=True):
    """What is handed to a channel."""

    subject: str
    text: str
    html: str
    data: bytes


def compose(message: Message, base_url: str) -> Words:
    """Return a message's words; links are absolute where the site's address is known."""
    sections = list(_sections(message, base_url))
    return Words(_subject(message), _text(sections), _html(sections), _data(message, base_url))


def _subject(message: Message) -> str:
    counts = [(kind, sum(item.kind == kind for item in message.items)) for kind in _TITLES]
    names = {"change": ("change", "changes"), "withdrawn": ("withdrawal", "withdrawals"),
             "deadline": ("date ahead", "dates ahead")}  # fmt: skip
    told = [f"{count} {names[kind][count > 1]}" for kind, count in counts if count]
    states = sorted({item.state for item in message.items})
    where = f" ({', '.join(states)})" if 0 < len(states) <= 4 else ""
    return f"Comity: {', '.join(told) or 'a message may not have reached you'}{where}"


def _sections(message: Message, base_url: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    for kind, title in _TITLES.items():
        items = [item for item in message.items if item.kind == kind]
        lines = [(item.line, absolute(base_url, item.path)) for item in items[:_MOST_LINES]]
        if len(items) > _MOST_LINES:
            lines.append((f"… and {len(items) - _MOST_LINES} more.", absolute(base_url, CHANGES)))
        if lines:
            yield title, lines
    if message.doubted:
        yield "What may not have reached you", [(_doubt(message), absolute(base_url, CHANGES))]


def _doubt(message: Message) -> str:
    ids = ", ".join(message.doubted)
    return (
        f"The program was stopped while it handed over an earlier message ({ids}). It may have reached you or not, "
        "and is not sent twice; the page has everything that it said."
    )


def _text(sections: list[tuple[str, list[tuple[str, str]]]]) -> str:
    parts = []
    for title, lines in sections:
        told = "\n".join(f"- {line}\n  {link}" for line, link in lines)
        parts.append(f"{title}\n{told}")
    return "\n\n".join([*parts, _NOTE]) + "\n"


def _html(sections: list[tuple[str, list[tuple[str, str]]]]) -> str:
    parts = []
    for title, lines in sections:
        told = "".join(f"<li>{escape(line)}<br>{_link(link)}</li>" for line, link in lines)
        parts.append(f"<h2>{escape(title)}</h2><ul>{told}</ul>")
    body = "".join(parts)
    return f'<!doctype html><html lang="en"><meta charset="utf-8"><body>{body}<p>{escape(_NOTE)}</p></body></html>\n'


def _link(link: str) -> str:
    if not link.startswith(("https://", "http://")):
        return escape(link)  # the site's address is not known: the path alone would lead nowhere
    return f'<a href="{escape(link)}">{escape(link)}</a>'


def _data(message: Message, base_url: str) -> bytes:
    told = {
        "message_id": message.message_id,
        "subscriber_id": message.subscriber_id,
        "made_at": message.made_at,
        "in_doubt": message.doubted,
        "items": [_item(item, base_url) for item in message.items],
    }
    return msgspec.json.encode(told)


def _item(item: Item, base_url: str) -> dict[str, object]:
    return {
        "item_id": item.item_id,
        "kind": item.kind,
        "on": item.on,
        "state": item.state,
        "line": item.line,
        "url": absolute(base_url, item.path),
        "facts": item.facts,
    }
