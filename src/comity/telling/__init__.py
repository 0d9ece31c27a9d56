"""Telling those who asked: which changes and deadlines each subscription meets, and their way to mail and hooks.

May import `web` for the pages' addresses, and everything below. `subscriptions` reads the TOML file, `items` finds in
a release what a subscription asks for, `outbox` (`telling.sqlite` in the data folder) remembers who was told what,
`messages` writes text, HTML and JSON, `channels` hand over to a mail server, a hook or a chat service, and `telling`
runs it all: each item at most once per subscriber, late rather than lost. It sends; it never fetches.
"""

from typing import TYPE_CHECKING

from comity.lazily import names_from

if TYPE_CHECKING:
    from comity.telling.subscriptions import Subscriptions, read_subscriptions
    from comity.telling.telling import TellReport, tell

_HOMES = {
    "Subscriptions": "subscriptions",
    "TellReport": "telling",
    "read_subscriptions": "subscriptions",
    "tell": "telling",
}
__getattr__ = names_from(__name__, _HOMES)

__all__ = ["Subscriptions", "TellReport", "read_subscriptions", "tell"]
