"""The subscriptions file: who wants to be told what, by which channel. Secrets are named, never written there."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import msgspec

from comity.errors import AmbiguousError, ComityError, NotFoundError, UsageError
from comity.model.words import EventKind
from comity.places import Gazetteer, find_places

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_ADDRESS = re.compile(r"[^@\s<>,;:\"]+@[^@\s<>,;:\"]+")


class MailServer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How e-mail leaves: host and port, the sender, and the name of the variable that holds the password."""

    host: str
    sender: str
    port: int = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""
    password_env: str = ""


class Email(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="email"):
    """A person's or a desk's mailbox."""

    to: str


class Webhook(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="webhook"):
    """An address that takes signed JSON; `secret_env` names the variable that holds the secret of the signature."""

    url: str
    secret_env: str


class Chat(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="apprise"):
    """A chat service, by an Apprise address held in the variable `url_env`, because it carries a token."""

    url_env: str


Channel = Email | Webhook | Chat


class Subscription(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one subscriber asks for. No state, place or agency means everywhere; no kind of event means all.

    `deadline_days` is how many days ahead filing deadlines and election days are told, none where it is 0; with
    `deciding` only those of offices that decide on something in force, pending or claimed.
    """

    id: str
    channel: Channel
    states: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    events: tuple[EventKind, ...] = ()
    changes: bool = True
    deadline_days: int = 0
    deciding: bool = True
    digest: Literal["immediate", "daily"] = "immediate"


class Subscriptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file; `base_url` is the site's own address, put before the links."""

    subscription: tuple[Subscription, ...]
    base_url: str = ""
    mail: MailServer | None = None


def read_subscriptions(path: Path, gazetteer: Gazetteer) -> Subscriptions:
    """Return the subscriptions of a file, places as GEOIDs; raise UsageError that names what is wrong in it."""
    try:
        found = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Subscriptions)
    except FileNotFoundError as error:
        raise UsageError("there is no such file", where=str(path), cure="docs/telling.md shows one") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise UsageError(str(error), where=str(path), cure="docs/telling.md lists every field") from error
    try:
        return _checked(found, gazetteer)
    except ComityError as error:
        where = f"{path}: {error.where}" if error.where else str(path)
        raise UsageError(error.problem, where=where, cure=error.cure) from error


def _checked(found: Subscriptions, gazetteer: Gazetteer) -> Subscriptions:
    seen: set[str] = set()
    for one in found.subscription:
        if not re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,63}", one.id):
            cure = "use small letters, digits, points and hyphens, at most 64"
            raise UsageError(f"{one.id!r} is no id", where="subscription", cure=cure)
        if one.id in seen:
            raise UsageError("the id is used twice", where=one.id, cure="give each subscription its own id")
        seen.add(one.id)
        _check_channel(one, found.mail)
    if found.mail and found.mail.security == "none" and found.mail.host not in _LOOPBACK:
        raise UsageError("mail would travel unencrypted", where="mail", cure='use security = "starttls" or "tls"')
    settled = tuple(_settled(one, gazetteer) for one in found.subscription)
    return msgspec.structs.replace(found, subscription=settled)


def _check_channel(one: Subscription, mail: MailServer | None) -> None:
    channel = one.channel
    if isinstance(channel, Email):
        if mail is None:
            raise UsageError("no mail server is given", where=one.id, cure="add the table [mail]")
        if not _ADDRESS.fullmatch(channel.to):
            raise UsageError(f"{channel.to!r} is no e-mail address", where=one.id, cure="write it as name@example.org")
    if isinstance(channel, Webhook):
        parts = urlsplit(channel.url)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
            raise UsageError("a hook's address must begin with https://", where=one.id, cure="use https")


def _settled(one: Subscription, gazetteer: Gazetteer) -> Subscription:
    if not 0 <= one.deadline_days <= 366:
        raise UsageError("deadline_days is not from 0 to 366", where=one.id, cure="give a number of days")
    states = tuple(gazetteer.state(text).state for text in one.states)
    places = tuple(_geoid(text, one.id, gazetteer) for text in one.places)
    whole = tuple(gazetteer.place(geoid).state for geoid in places if len(geoid) == 2)
    parts = tuple(geoid for geoid in places if len(geoid) > 2)
    return msgspec.structs.replace(one, states=(*states, *whole), places=parts)


def _geoid(text: str, where: str, gazetteer: Gazetteer) -> str:
    found = [place for place in find_places(text, gazetteer=gazetteer) if not place.valid_until]
    if not found:
        raise NotFoundError(f"{text!r} is no place", where=where, cure="write it as in `comity show`, or its GEOID")
    if len(found) > 1 and "," not in text:
        names = ", ".join(place.label for place in found[:3])
        raise AmbiguousError(f"{text!r} may be {names}", where=where, cure="add the state, or give the GEOID")
    return found[0].geoid
