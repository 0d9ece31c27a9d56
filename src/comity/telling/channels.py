"""The ways out: mail server, signed hook, chat service. Each says `handing` just before the point of no return."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import smtplib
import ssl
from collections.abc import Callable, Mapping
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from comity.errors import TellingError, UsageError
from comity.telling.messages import Words
from comity.telling.outbox import Message
from comity.telling.subscriptions import Channel, Chat, Email, MailServer, Webhook

# Seconds that a channel may keep the others waiting.
PATIENCE = 20.0

Handing = Callable[[], None]


class NotDeliveredError(TellingError):
    """A channel did not take a message; it surely did not arrive, and goes again at the next run."""


class InDoubtError(TellingError):
    """A channel broke off after the message had left: it may have arrived, and is not sent again."""


def hand_over(
    channel: Channel,
    mail: MailServer | None,
    message: Message,
    words: Words,
    handing: Handing,
    environ: Mapping[str, str] = os.environ,
) -> None:
    """Give a message to its channel and return once that took it; raise NotDeliveredError or InDoubtError."""
    if isinstance(channel, Email):
        if mail is None:  # the file was checked: only a caller's own subscription comes here
            raise UsageError("no mail server is given", where=message.subscriber_id, cure="add the table [mail]")
        _mail(channel, mail, message, words, handing, environ)
    elif isinstance(channel, Webhook):
        _post(channel, message, words, handing, environ)
    else:
        _chat(channel, words, handing, environ)


def _secret(environ: Mapping[str, str], name: str) -> str:
    value = environ.get(name, "")
    if not value:
        raise NotDeliveredError(f"the variable {name} is not set", cure="set it where the program runs")
    return value


def write_mail(to: str, sender: str, message: Message, words: Words) -> bytes:
    """Return the message as bytes for a mail server, text first and HTML beside it.

    Its Message-ID is made of the message's own id, so that a mail reader knows a copy from another message.
    """
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = sender, to, words.subject
    mail["Date"] = format_datetime(datetime.fromisoformat(message.made_at))
    mail["Message-ID"] = f"<{message.message_id}@{sender.rpartition('@')[2].strip('> ') or 'localhost'}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(words.text)
    mail.add_alternative(words.html, subtype="html")
    return mail.as_bytes()


def _mail(
    channel: Email, server: MailServer, message: Message, words: Words, handing: Handing, environ: Mapping[str, str]
) -> None:
    # Bare line ends become CRLF and a line's first point is doubled (RFC 5321, 4.5.2).
    body = re.sub(rb"(?m)^\.", b"..", write_mail(channel.to, server.sender, message, words))
    has_left = False
    try:
        with _connected(server, environ) as smtp:
            _expect(250, smtp.mail(server.sender))
            _expect(250, smtp.rcpt(channel.to))
            _expect(354, smtp.docmd("DATA"))
            smtp.send(body)
            handing()
            has_left = True
            smtp.send(b".\r\n")
            _expect(250, smtp.getreply())
    except smtplib.SMTPResponseException as error:
        raise NotDeliveredError(f"the mail server refused it ({error.smtp_code})", where=server.host) from error
    except (OSError, smtplib.SMTPException) as error:
        kind = InDoubtError if has_left else NotDeliveredError
        raise kind(f"the mail server broke off ({error})", where=server.host) from error


def _connected(server: MailServer, environ: Mapping[str, str]) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.security == "tls":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=PATIENCE, context=context)
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=PATIENCE)
    try:
        if server.security == "starttls":
            smtp.starttls(context=context)
        smtp.ehlo_or_helo_if_needed()
        if server.user:
            smtp.login(server.user, _secret(environ, server.password_env))
    except BaseException:
        smtp.close()
        raise
    return smtp


def _expect(code: int, reply: tuple[int, bytes]) -> None:
    if reply[0] != code and not (code == 250 and reply[0] == 251):  # 251: taken, and passed on by the server
        raise smtplib.SMTPResponseException(reply[0], reply[1])


def signature(secret: str, at: str, body: bytes) -> str:
    """Return what a hook checks: `t=<made_at>,v1=<HMAC-SHA256 of "<made_at>." and the body, in hexadecimal>`."""
    code = hmac.new(secret.encode(), at.encode() + b"." + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={code}"


def _post(channel: Webhook, message: Message, words: Words, handing: Handing, environ: Mapping[str, str]) -> None:
    import httpx

    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Comity",
        "Comity-Delivery": message.message_id,
        "Comity-Signature": signature(_secret(environ, channel.secret_env), message.made_at, words.data),
    }
    handing()
    try:
        answer = httpx.post(channel.url, content=words.data, headers=headers, timeout=PATIENCE, follow_redirects=False)
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.UnsupportedProtocol, httpx.InvalidURL) as error:
        raise NotDeliveredError(f"the hook cannot be reached ({error})", where=channel.url) from error
    except httpx.HTTPError as error:
        raise InDoubtError(f"the hook broke off ({error})", where=channel.url) from error
    if not answer.is_success:
        raise NotDeliveredError(f"the hook answered {answer.status_code}", where=channel.url)


def _chat(channel: Chat, words: Words, handing: Handing, environ: Mapping[str, str]) -> None:
    import apprise

    address = _secret(environ, channel.url_env)
    service = apprise.Apprise()
    if not service.add(address):
        cure = "see Apprise's documentation for the service"
        raise NotDeliveredError(f"the address in {channel.url_env} is no Apprise address", cure=cure)
    handing()
    if not service.notify(title=words.subject, body=words.text, body_format=apprise.NotifyFormat.TEXT):
        raise NotDeliveredError("the chat service did not take it", where=channel.url_env)
