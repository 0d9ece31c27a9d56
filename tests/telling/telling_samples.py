"""A small release to tell from, subscriptions and receivers, made for these tests."""

from __future__ import annotations

import socket
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from comity.telling.subscriptions import Email, MailServer, Subscription, Subscriptions, Webhook

Row = dict[str, str]

NOW = datetime(2026, 3, 10, 8, 0, tzinfo=UTC)

EVENT = ("event_id", "event", "agreement_id", "agency_id", "agency", "state", "model", "county_geoids", "after_on",
         "by_on", "before", "after")  # fmt: skip
CONTEST = ("contest_id", "office_id", "state", "local_title", "unit", "county_geoids", "filing_deadline", "primary_on",
           "primary_runoff_on", "general_on", "general_runoff_on", "standing")  # fmt: skip


def event(number: int, *, kind: str = "listed", state: str = "VA", on: str = "2026-03-06", **other: str) -> Row:
    """Return a row of the table of events."""
    row = dict.fromkeys(EVENT, "")
    row |= {
        "event_id": f"a{number}.{kind}.{on}", "event": kind, "agency_id": f"us-{state.lower()}-body-{number}",
        "agency": f"Body {number} Sheriff's Office", "state": state, "model": "WSO", "county_geoids": f"510{number:02}",
        "after_on": "2026-02-27", "by_on": on,
    }  # fmt: skip
    return row | other


def contest(number: int, *, filing: str = "2026-03-20", general: str = "2026-11-03", state: str = "VA") -> Row:
    """Return a row of the table of contests."""
    row = dict.fromkeys(CONTEST, "")
    return row | {
        "contest_id": f"c{number}", "office_id": f"o{number}", "state": state, "local_title": "Sheriff",
        "unit": f"Unit {number}", "county_geoids": f"510{number:02}", "filing_deadline": filing, "general_on": general,
        "standing": "projected",
    }  # fmt: skip


def release(*rows: Row, newest: str = "2026-03-06", deciding: tuple[str, ...] = ()) -> sqlite3.Connection:
    """Return a release that holds these events and contests."""
    made = sqlite3.connect(":memory:")
    made.execute("CREATE TABLE publication (publication_id, list, verdict, published_on)")
    made.execute("INSERT INTO publication VALUES ('p', 'participating', 'good', ?)", (newest,))
    made.execute("CREATE TABLE decider (office_id, is_current)")
    made.executemany("INSERT INTO decider VALUES (?, 1)", [(office,) for office in deciding])
    made.execute("CREATE TABLE agency (agency_id, place_geoid)")
    made.execute("INSERT INTO agency VALUES ('us-va-body-3', '5181025')")
    for table, columns in (("event", EVENT), ("contest", CONTEST)):
        made.execute(f"CREATE TABLE {table} ({', '.join(columns)})")
        found = [tuple(row[name] for name in columns) for row in rows if set(row) == set(columns)]
        made.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(columns))})", found)
    return made


def mailed(port: int, **other: Any) -> Subscriptions:
    """Return one subscription by e-mail over a server on this machine."""
    one = Subscription("desk", Email("desk@paper.example"), **other)
    return Subscriptions((one,), "https://comity.example", server(port))


def server(port: int) -> MailServer:
    """Return a mail server on this machine."""
    return MailServer("127.0.0.1", "record@comity.example", port, "none")


def hooked(url: str, name: str = "hook", **other: Any) -> Subscription:
    """Return a subscription by webhook."""
    return Subscription(name, Webhook(url, "SECRET"), **other)


class Mailbox:
    """Receives mail; `refuse` is the answer that it gives instead, while it is set."""

    def __init__(self) -> None:
        """Begin empty."""
        self.received: list[bytes] = []
        self.refuse = ""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Take one message."""
        if self.refuse:
            return self.refuse
        self.received.append(bytes(envelope.content or b""))
        return "250 taken"


@contextmanager
def mail_server() -> Iterator[tuple[Mailbox, int]]:
    """Run a real mail server and yield its mailbox and port."""
    box = Mailbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield box, port
    finally:
        controller.stop()


class Hook:
    """What a hook received, and what it answers."""

    def __init__(self) -> None:
        """Begin empty, answering 200."""
        self.received: list[tuple[dict[str, str], bytes]] = []
        self.status = 200
        self.address = ""


@contextmanager
def hook_server() -> Iterator[Hook]:
    """Run a hook on this machine."""
    hook = Hook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            hook.received.append((dict(self.headers), body))
            if hook.status:  # 0: break off without an answer
                self.send_response(hook.status)
                self.send_header("Location", f"{hook.address}/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    running = HTTPServer(("127.0.0.1", 0), Handler)
    hook.address = f"http://127.0.0.1:{running.server_port}"
    thread = threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield hook
    finally:
        running.shutdown()
        running.server_close()
        thread.join()
